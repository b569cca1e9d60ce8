/**
 * Screen state without a screen: what is run, selected, shown and at which moment, as properties a view binds to.
 *
 * <p>May use: export and below; of the toolkit only beans and collections. Must never know: nodes, stages, files of the
 * view. Two threads meet here and nowhere else: {@code SimRunner} owns the second one, and what crosses is immutable.
 */
@NullMarked
package timewaitlab.viewmodel;

import org.jspecify.annotations.NullMarked;
