/**
 * A TCP endpoint: the state of sockets, time-wait entries, listeners and remembered peers, and the rules that read it.
 * Rules are pure; the classes that own state apply the effects a verdict names.
 *
 * <p>May use: base, wire, decide. Must never know: kernel versions (a rule is in a chain or it is not), links, files.
 */
@NullMarked
package timewaitlab.tcp;

import org.jspecify.annotations.NullMarked;
