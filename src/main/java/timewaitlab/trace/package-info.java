/**
 * Facts that happened, in order, immutable: what a run leaves behind for ladders, panes, files and tests.
 *
 * <p>May use: tcp, nat and below. Must never know: hosts, the event loop, scenarios, drawing.
 */
@NullMarked
package timewaitlab.trace;

import org.jspecify.annotations.NullMarked;
