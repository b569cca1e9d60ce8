package timewaitlab.capture;

import timewaitlab.wire.Segment;

/**
 * A TCP segment as a recording holds it.
 *
 * @param frame number of its frame in the file, from 1, as Wireshark counts
 * @param time nanoseconds since the first frame of the file; negative when the file is out of order
 * @param segment header and options; {@code payload} is 0, since a recording names no payloads
 * @param headerComplete whether every TCP option was recorded; without, an option may be missing from the segment
 * @param checksum what is known about its checksum
 */
public record TimedSegment(int frame, long time, Segment segment, boolean headerComplete, Checksum checksum) {
    /** A segment that was not recorded but made here: complete, and its checksum right unless it was damaged. */
    public static TimedSegment made(int frame, long time, Segment segment) {
        return new TimedSegment(frame, time, segment, true, segment.isDamaged() ? Checksum.BAD : Checksum.OK);
    }
}
