/**
 * Machines on the wire: hosts, NATs and links. Input in, output out; whoever runs them says what time it is.
 *
 * <p>May use: kernel, trace and below. Must never know: the order of events, scenarios, files.
 */
@NullMarked
package timewaitlab.node;

import org.jspecify.annotations.NullMarked;
