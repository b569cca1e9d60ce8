/**
 * Which rules, defaults and constants each kernel version has. A version is a successor of another with a list of
 * changes, each with its reason; no rule ever asks which version it runs on.
 *
 * <p>May use: tcp, nat and below. Must never know: hosts, runs, files.
 */
@NullMarked
package timewaitlab.kernel;

import org.jspecify.annotations.NullMarked;
