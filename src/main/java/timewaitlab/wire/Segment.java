package timewaitlab.wire;

/**
 * One TCP segment: addresses, ports, header fields and the options that lifecycles depend on. RFC 9293 section 3.1,
 * RFC 7323 sections 2 and 3.
 *
 * <p>Whoever makes a segment writes it; from then on it is only read. The event loop recycles segments that nobody
 * recorded, so anybody who keeps one keeps a {@link #copy}.
 */
public final class Segment {
    /** {@link #windowScale} of a segment without that option. */
    public static final int NO_SCALE = -1;

    private static final Address NOWHERE = new Address(0, "0.0.0.0");

    private Address src = NOWHERE;
    private Address dst = NOWHERE;
    private int srcPort;
    private int dstPort;
    private int flags;
    private int seq;
    private int ack;
    private int window;
    private int length;
    private boolean timestamped;
    private int tsVal;
    private int tsEcr;
    private int windowScale = NO_SCALE;
    private int mss;
    private boolean sackPermitted;
    private boolean sacks;
    private int sackEdge;
    private long payload;
    private boolean damaged;
    private int device;
    private int id;
    private boolean frozen;

    /** Takes over every field of {@code other}. */
    public Segment set(Segment other) {
        from(other.src, other.srcPort).to(other.dst, other.dstPort);
        header(other.flags, other.seq, other.ack, other.window).length(other.length, other.payload);
        timestamped = other.timestamped;
        tsVal = other.tsVal;
        tsEcr = other.tsEcr;
        windowScale = other.windowScale;
        mss = other.mss;
        sackPermitted = other.sackPermitted;
        sacks = other.sacks;
        sackEdge = other.sackEdge;
        damaged = other.damaged;
        device = other.device;
        id = other.id;
        return this;
    }

    /** A segment of its own with the same fields. */
    public Segment copy() {
        return new Segment().set(this);
    }

    /** Says that from now on nobody writes to it: whoever wants to keep it need not copy it. */
    public Segment freeze() {
        frozen = true;
        return this;
    }

    /** This one if it is frozen, else a frozen copy. */
    public Segment frozen() {
        return frozen ? this : copy().freeze();
    }

    public Segment from(Address address, int port) {
        src = address;
        srcPort = port;
        device = Device.NONE;
        return this;
    }

    public Segment to(Address address, int port) {
        dst = address;
        dstPort = port;
        return this;
    }

    /** Sets the header and clears options and payload. {@code window} is the 16-bit field as sent, unscaled. */
    public Segment header(int flags, int seq, int ack, int window) {
        this.flags = flags;
        this.seq = seq;
        this.ack = ack;
        this.window = window;
        length = 0;
        payload = 0;
        timestamped = false;
        tsVal = 0;
        tsEcr = 0;
        windowScale = NO_SCALE;
        mss = 0;
        sackPermitted = false;
        sacks = false;
        sackEdge = 0;
        damaged = false;
        return this;
    }

    /** Payload of {@code bytes} bytes; {@code payload} identifies whose bytes they are. */
    public Segment length(int bytes, long payload) {
        length = bytes;
        this.payload = payload;
        return this;
    }

    public Segment flags(int value) {
        flags = value;
        return this;
    }

    public Segment seq(int value) {
        seq = value;
        return this;
    }

    public Segment ack(int value) {
        ack = value;
        return this;
    }

    public Segment window(int value) {
        window = value;
        return this;
    }

    /** Adds the timestamp option. */
    public Segment timestamp(int value, int echo) {
        timestamped = true;
        tsVal = value;
        tsEcr = echo;
        return this;
    }

    /** Takes the timestamp option away. */
    public Segment withoutTimestamp() {
        timestamped = false;
        tsVal = 0;
        tsEcr = 0;
        return this;
    }

    /** Options that only SYN segments carry. */
    public Segment synOptions(int mss, int windowScale, boolean sackPermitted) {
        this.mss = mss;
        this.windowScale = windowScale;
        this.sackPermitted = sackPermitted;
        return this;
    }

    /** Adds SACK blocks, of which only the highest right edge is kept: nothing here sends any. */
    public Segment sacking(int highestEdge) {
        sacks = true;
        sackEdge = highestEdge;
        return this;
    }

    /** Says to which {@link Device} the socket is bound that sends it. */
    public Segment device(int index) {
        device = index;
        return this;
    }

    /** The {@link Device} to which the socket was bound that sent it. */
    public int device() {
        return device;
    }

    /** Says whether its checksum is wrong, as after bits were turned on its way. */
    public Segment damaged(boolean value) {
        damaged = value;
        return this;
    }

    /** Whether its checksum is wrong. */
    public boolean isDamaged() {
        return damaged;
    }

    /** The highest sequence number that this segment acknowledges, be it by a SACK block. */
    public int highestAcknowledged() {
        return sacks && SeqNum.isAfter(sackEdge, ack) ? sackEdge : ack;
    }

    /** Number under which a trace knows this segment, 0 when nobody records. */
    public Segment id(int value) {
        id = value;
        return this;
    }

    public Address src() {
        return src;
    }

    public Address dst() {
        return dst;
    }

    public int srcPort() {
        return srcPort;
    }

    public int dstPort() {
        return dstPort;
    }

    public int flags() {
        return flags;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public int seq() {
        return seq;
    }

    public int ack() {
        return ack;
    }

    public int window() {
        return window;
    }

    /** Payload bytes. */
    public int length() {
        return length;
    }

    /** SEG.LEN of RFC 9293: payload, and one each for SYN and FIN. */
    public int sequenceLength() {
        return length + (flags >>> 1 & 1) + (flags & 1);
    }

    /** The first sequence number after this segment; for a bare ACK or RST its own. */
    public int endSeq() {
        return seq + sequenceLength();
    }

    public boolean isTimestamped() {
        return timestamped;
    }

    public int tsVal() {
        return tsVal;
    }

    public int tsEcr() {
        return tsEcr;
    }

    public int windowScale() {
        return windowScale;
    }

    public int mss() {
        return mss;
    }

    public boolean isSackPermitted() {
        return sackPermitted;
    }

    public long payload() {
        return payload;
    }

    public int id() {
        return id;
    }

    /** As tcpdump words it, with absolute numbers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(120);
        text.append(new Endpoint(src, srcPort)).append(" > ").append(new Endpoint(dst, dstPort));
        text.append(" [").append(TcpFlags.text(flags)).append("], seq ").append(SeqNum.unsigned(seq));
        if (has(TcpFlags.ACK)) {
            text.append(", ack ").append(SeqNum.unsigned(ack));
        }
        text.append(", win ").append(window);
        if (timestamped) {
            text.append(", TS val ").append(SeqNum.unsigned(tsVal));
            text.append(" ecr ").append(SeqNum.unsigned(tsEcr));
        }
        return text.append(", length ").append(length).toString();
    }
}
