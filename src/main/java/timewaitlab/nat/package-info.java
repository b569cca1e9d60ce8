/**
 * A middlebox: connection tracking and port allocation as netfilter has them, as state and tables.
 *
 * <p>May use: base, wire, decide. Must never know: sockets, links, kernel versions.
 */
@NullMarked
package timewaitlab.nat;

import org.jspecify.annotations.NullMarked;
