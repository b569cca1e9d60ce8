/**
 * The window: controllers of the screens in {@code fxml/}, custom controls, and the pen that draws marks on a canvas.
 * Controllers bind and forward.
 *
 * <p>May use: viewmodel, draw and the toolkit. Must never know: how anything is decided or run.
 */
@NullMarked
package timewaitlab.view;

import org.jspecify.annotations.NullMarked;
