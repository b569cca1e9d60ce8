/**
 * Files that leave the lab: diagrams, captures and texts of a run. The window and the command line ask here for the
 * same thing and get the same bytes; a file depends on the trace and the request alone, never on machine or hour.
 *
 * <p>2026-11-20: what a file is about stands inside it (title, description, digest, kernels, version, moment), not on
 * the picture, since a document brings its own caption. The road not taken was a printed line under every diagram.
 *
 * <p>May use: lab, draw, capture and below. Must never know: screens, command lines, threads.
 */
@NullMarked
package timewaitlab.export;

import org.jspecify.annotations.NullMarked;
