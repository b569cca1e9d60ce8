package timewaitlab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # line, column, expected,  text
              3,    7,      a number,  a.yaml:3:7: no value; expected a number
              3,    0,      a number,  a.yaml:3: no value; expected a number
              0,    0,      a number,  a.yaml: no value; expected a number
              3,    7,      '',        a.yaml:3:7: no value""")
    void isOneLine(int line, int column, String expected, String text) {
        assertThat(new Problem("a.yaml", line, column, "no value", expected)).hasToString(text);
    }

    @Test
    void cannotBeMadeTwoLines() {
        assertThat(Problem.of("a\nb", "bad\r\u001b[31m", "x\u2028y")).hasToString("a b: bad  [31m; expected x y");
    }

    @Test
    void readingIsAValueOrProblems() {
        Problem problem = Problem.of("a", "b", "c");

        assertThat(Reading.of(1).value()).contains(1);
        assertThat(Reading.<Integer>failed(problem).problems()).containsExactly(problem);
        assertThatThrownBy(() -> new Reading<>(Optional.of(1), List.of(problem)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reading<>(Optional.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
