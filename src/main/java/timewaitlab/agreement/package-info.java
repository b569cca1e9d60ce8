/**
 * Published agreement with real kernels: the bundled recordings, and the engine held to them.
 *
 * <p>Recordings are kept in {@code resources/timewaitlab/recordings}, one archive a family, a folder a recorded
 * scenario; {@code README} there says what is in them and how they were packed.
 *
 * <p>May use: lab and below; Jackson for what the recordings say. Must never know: screens, command lines.
 */
@NullMarked
package timewaitlab.agreement;

import org.jspecify.annotations.NullMarked;
