/**
 * Time and order: the event loop that moves segments over links, fires timers, runs programs and the script.
 *
 * <p>May use: node and below. Must never know: files, scenario texts, the wall clock, threads.
 */
@NullMarked
package timewaitlab.sim;

import org.jspecify.annotations.NullMarked;
