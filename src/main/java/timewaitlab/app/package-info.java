/**
 * The front door: {@code Main} decides between the window and the command line, and wires the rooms together.
 *
 * <p>May use every room. No room may use this one.
 */
@NullMarked
package timewaitlab.app;

import org.jspecify.annotations.NullMarked;
