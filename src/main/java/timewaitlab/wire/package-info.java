/**
 * What stands on the wire: 32-bit arithmetic, header fields, addresses. Nothing here has behaviour of its own or a
 * memory of other segments.
 *
 * <p>May use: nothing. Must never know: sockets, rules, time.
 */
@NullMarked
package timewaitlab.wire;

import org.jspecify.annotations.NullMarked;
