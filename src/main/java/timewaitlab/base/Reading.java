package timewaitlab.base;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file: the value, or why there is none. Never both, so that nobody goes on with half a file by
 * forgetting to look at the problems.
 *
 * @param value what was read; empty when there are problems
 * @param problems what is wrong with the file, in the order found; empty when there is a value
 * @param <T> what the file describes
 */
public record Reading<T>(Optional<T> value, List<Problem> problems) {
    public Reading {
        problems = List.copyOf(problems);
        if (value.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("a value or problems, not " + value + " with " + problems);
        }
    }

    /** A file that was read. */
    public static <T> Reading<T> of(T value) {
        return new Reading<>(Optional.of(value), List.of());
    }

    /** A file that was not. */
    public static <T> Reading<T> failed(List<Problem> problems) {
        return new Reading<>(Optional.empty(), problems);
    }

    /** A file with one thing wrong. */
    public static <T> Reading<T> failed(Problem problem) {
        return failed(List.of(problem));
    }
}
