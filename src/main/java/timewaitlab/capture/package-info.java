/**
 * Recordings of a network, in and out: pcap and pcapng files become timed segments, and timed segments become files.
 * It owns the two file formats, the link layers, the IP headers and the TCP options between a frame and a
 * {@link timewaitlab.wire.Segment}.
 *
 * <p>May use: wire, base. Must never know: sockets, rules, traces, which host a recording was made on.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>A capture with one broken byte is refused as a whole, with the place of the break (2026-01). The road not taken
 *       was to show the frames before the break: a verdict about the last connection would then rest on segments that
 *       may be missing, and say so nowhere.
 *   <li>Files are streamed, never mapped into memory (2026-01): a mapped file that shrinks kills the process.
 *   <li>A frame that the receiving kernel would not hand to TCP is counted, not reported (2026-01): captures of working
 *       networks are full of ARP, UDP and broken frames.
 * </ul>
 */
@NullMarked
package timewaitlab.capture;

import org.jspecify.annotations.NullMarked;
