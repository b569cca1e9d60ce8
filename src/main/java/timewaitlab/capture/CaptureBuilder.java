package timewaitlab.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.AddressText;
import timewaitlab.wire.Segment;

/** Takes the frames of a file one by one, whichever format it has, and keeps the TCP segments. */
final class CaptureBuilder {
    private final AddressBook book;
    private final CaptureLimits limits;
    private final Map<AddressKey, Address> addresses = new HashMap<>();
    private final Set<Integer> linkTypes = new LinkedHashSet<>();
    private final List<TimedSegment> segments = new ArrayList<>();
    private int frames;
    private int notTcp;
    private int fragments;
    private int unreadable;
    private long start;
    private long latest;

    CaptureBuilder(AddressBook book, CaptureLimits limits) {
        this.book = book;
        this.limits = limits;
    }

    /** Notes an interface of this link type. */
    void link(int linkType) {
        linkTypes.add(linkType);
    }

    /** Number of the frame that comes next, from 1. */
    int nextFrame() {
        return frames + 1;
    }

    /** Time of the latest frame, for those that the format leaves without one. */
    long latestTime() {
        return latest;
    }

    /** Takes a frame recorded at {@code epochNanos}, 0 or later. */
    void frame(int linkType, long epochNanos, Frame frame) throws BrokenCapture {
        frames++;
        if (frames == 1) {
            start = epochNanos;
        }
        latest = epochNanos;
        int at = LinkLayer.networkOffset(linkType, frame);
        if (at == LinkLayer.NOT_IP) {
            notTcp++;
        } else if (at == LinkLayer.CUT) {
            unreadable++;
        } else {
            ip(frame, IpHeader.read(frame, at));
        }
    }

    Capture build(String name) throws BrokenCapture {
        if (!linkTypes.isEmpty() && linkTypes.stream().noneMatch(LinkLayer::reads)) {
            throw unreadableLink();
        }
        FrameCounts counts = new FrameCounts(frames, notTcp, fragments, unreadable);
        return new Capture(name, start, segments, counts, List.copyOf(linkTypes));
    }

    private void ip(Frame frame, IpHeader ip) throws BrokenCapture {
        switch (ip.kind()) {
            case NOT_TCP -> notTcp++;
            case LATER_FRAGMENT -> fragments++;
            case UNREADABLE -> unreadable++;
            case TCP, TCP_PART -> tcp(frame, ip);
        }
    }

    private void tcp(Frame frame, IpHeader ip) throws BrokenCapture {
        if (!TcpHeader.isReadable(frame, ip)) {
            unreadable++;
            return;
        }
        if (segments.size() >= limits.segments()) {
            throw new BrokenCapture(
                    "too many TCP segments at frame " + frames,
                    "at most " + limits.segments() + "; filter it first, for instance with tcpdump -r and -w");
        }
        int at = ip.payloadAt();
        Address src = address(frame, ip.sourceAt(), ip.addressBytes());
        Address dst = address(frame, ip.sourceAt() + ip.addressBytes(), ip.addressBytes());
        Segment segment = new Segment().from(src, frame.u16(at)).to(dst, frame.u16(at + 2));
        TcpHeader.read(frame, ip, segment);
        boolean complete = frame.has(at, TcpHeader.headerBytes(frame, at));
        segments.add(new TimedSegment(frames, latest - start, segment, complete, TcpHeader.checksum(frame, ip)));
    }

    private Address address(Frame frame, int at, int count) throws BrokenCapture {
        AddressKey key = AddressKey.of(frame, at, count);
        Address known = addresses.get(key);
        if (known != null) {
            return known;
        }
        if (book.size() >= AddressBook.LIMIT) {
            throw new BrokenCapture(
                    "too many addresses at frame " + frames, "at most " + AddressBook.LIMIT + " different ones");
        }
        Address made = book.intern(AddressText.of(frame.bytes(), at, count));
        addresses.put(key, made);
        return made;
    }

    private BrokenCapture unreadableLink() {
        int linkType = linkTypes.iterator().next();
        return new BrokenCapture(
                "link type " + Integer.toUnsignedString(linkType) + " is not read", LinkLayer.readable());
    }

    /** An address as it stands in a frame, so that its text is made once. */
    private record AddressKey(long high, long low, int count) {
        static AddressKey of(Frame frame, int at, int count) {
            return count == AddressText.IPV4_BYTES
                    ? new AddressKey(0, frame.i32(at), count)
                    : new AddressKey(i64(frame, at), i64(frame, at + 8), count);
        }

        private static long i64(Frame frame, int at) {
            return (long) frame.i32(at) << 32 | frame.i32(at + 4) & 0xffff_ffffL;
        }
    }
}
