package timewaitlab.capture;

import java.util.List;

/**
 * A recording of a network.
 *
 * @param name the file's name, without its folder
 * @param startEpochNanos when the first frame was recorded, in nanoseconds since 1970; 0 when there is no frame
 * @param segments its TCP segments in the order of the file, which need not be the order of time
 * @param frames how many frames it has, and of what kind
 * @param linkTypes the link types of its interfaces in order of first appearance, numbered as
 *     https://www.tcpdump.org/linktypes.html does
 */
public record Capture(
        String name, long startEpochNanos, List<TimedSegment> segments, FrameCounts frames, List<Integer> linkTypes) {
    public Capture {
        segments = List.copyOf(segments);
        linkTypes = List.copyOf(linkTypes);
    }
}
