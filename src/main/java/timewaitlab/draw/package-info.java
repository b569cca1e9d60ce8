/**
 * Diagrams as geometry: ladders and state diagrams laid out from a trace as lists of {@link timewaitlab.draw.Mark}s,
 * and pens that draw such lists. Text is measured with the bundled fonts, so a layout is the same on screen, in a file
 * and on a machine without a display.
 *
 * <p>2026-11-20: layouts hold geometry, and marks are made for the part that is looked at. The road not taken was one
 * display list a diagram: a playhead that moves would have remade it sixty times a second.
 *
 * <p>May use: trace and below, java.awt for pictures. Must never know: the toolkit, scenarios, files.
 */
@NullMarked
package timewaitlab.draw;

import org.jspecify.annotations.NullMarked;
