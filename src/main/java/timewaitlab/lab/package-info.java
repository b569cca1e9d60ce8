/**
 * The use cases: what a person does here. Judge one segment, run a scenario, check it, explain a capture.
 *
 * <p>May use: scenario, capture and below; Jackson for what is read and written as JSON. Must never know: screens,
 * command lines.
 */
@NullMarked
package timewaitlab.lab;

import org.jspecify.annotations.NullMarked;
