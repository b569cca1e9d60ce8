/**
 * Published agreement with real kernels: the bundled recordings, and the engine held to them.
 *
 * <p>Recordings are kept in {@code resources/timewaitlab/recordings}, one archive a family, a folder a recorded
 * scenario; {@code README} there says what is in them and how they were packed. {@link
 * timewaitlab.agreement.Recordings#named} finds one.
 *
 * <p>A recording is re-created by one file and nothing else, {@code
 * resources/timewaitlab/recreations/<name of the recording>.yaml}, such as {@code
 * linux-6.18/close-server-first.yaml}: a scenario as {@code run} takes it. It names its parties as the recording
 * does ({@code client1}, {@code client2}, {@code server}, {@code nat}), gives them their recorded addresses, and
 * makes each call when the recording's {@code events} say ({@code at}; what follows on a connection is told by
 * {@code sleep}). Kernel, HZ and sysctls are taken from the recording; what the file says of sysctls goes before.
 * {@code until} is a moment after the last snapshot. Then are compared, each a {@link timewaitlab.agreement.Row}:
 *
 * <ul>
 *   <li>every segment at every vantage ({@code server.pcap}, {@code nat-outside.pcap}), by quadruplet and direction:
 *       flags, numbers relative to the initial ones, length; and of what was sent its time since what caused it (see
 *       {@code Tolerance}), the ticks TSval went on, and whose TSval is echoed. A port that a kernel chose may
 *       differ;
 *   <li>sockets and their states in every {@code ss} snapshot, listeners excepted;
 *   <li>every counter but those in {@code Uncompared};
 *   <li>result and duration of every call in {@code events};
 *   <li>state and seconds left of every mapping in the {@code conntrack} snapshots.
 * </ul>
 *
 * <p>{@code RecreationsTest} finds the file by itself and prints every row that does not hold.
 *
 * <p>May use: lab and below; Jackson for what the recordings say. Must never know: screens, command lines.
 */
@NullMarked
package timewaitlab.agreement;

import org.jspecify.annotations.NullMarked;
