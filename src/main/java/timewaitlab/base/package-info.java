/**
 * Time, chance, settings and timers: the vocabulary every room shares.
 *
 * <p>May use: nothing. Must never know: TCP, files, the toolkit, the wall clock.
 */
@NullMarked
package timewaitlab.base;

import org.jspecify.annotations.NullMarked;
