package timewaitlab.capture;

/**
 * How the frames of a capture divide. {@code total} is the segments and the other three together.
 *
 * @param total frames in the file
 * @param notTcp frames of other protocols, or on a link type that is not read
 * @param fragments fragments of TCP segments other than the first; they hold no TCP header
 * @param unreadable frames that end, or were cut by the recorder, before the 20 bytes of the TCP header did, or whose
 *     header lengths contradict each other; a kernel drops the latter unseen
 */
public record FrameCounts(int total, int notTcp, int fragments, int unreadable) {}
