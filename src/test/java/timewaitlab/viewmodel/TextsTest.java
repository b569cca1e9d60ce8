package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.Language;

/** What counts things speaks of one of them as a person does. */
class TextsTest {
    @AfterEach
    void speakEnglish() {
        Language.use(Language.ENGLISH);
    }

    @ParameterizedTest(name = "{0}, {1} of them: {2}")
    @CsvSource(textBlock = """
        ENGLISH, 0,  stops 0 times
        ENGLISH, 1,  stops once
        ENGLISH, 11, stops 11 times
        SPANISH, 1,  se detiene una vez
        SPANISH, 2,  se detiene 2 veces
        CHINESE, 1,  停一次
        CHINESE, 2,  停 2 次\
        """)
    void oneIsNotMany(Language language, int count, String said) {
        Language.use(language);
        assertThat(Texts.say("breakpoints.count", count)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"1, Kernel of the server", "2, Kernel of the server"})
    void whatIsNotCountedIsSaidAsItIs(int value, String said) {
        assertThat(Texts.say("main.kernel.server", value)).isEqualTo(said);
    }
}
