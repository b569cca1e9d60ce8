package timewaitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import timewaitlab.base.Language;
import timewaitlab.base.Phrases;
import timewaitlab.draw.Face;

/** Every text in every language: none missing, none left over, the same values in each, and a glyph for each sign. */
class BundlesTest {
    private static final double OWN_WORDS = 0.95;

    /** English texts that are terms of the field or names, and the same everywhere. */
    private static final Set<String> TERMS = Set.of(
            "Timewait Lab",
            "Socket",
            "TIME-WAIT",
            "FIN-WAIT-2",
            "time-wait",
            "keepalive",
            "RTO %s",
            "seq",
            "ack",
            "win",
            "TS val",
            "TS ecr",
            "TSval",
            "TSecr",
            "no");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}|%s");

    @AfterEach
    void speakEnglish() {
        Language.use(Language.ENGLISH);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"messages, es", "messages, zh", "words, es", "words, zh", "findings, es", "findings, zh"})
    void isTranslated(String stem, String language) throws IOException {
        Properties english = read(stem, "");
        Properties translated = read(stem, "_" + language);
        Set<String> missing = new TreeSet<>(english.stringPropertyNames());
        missing.removeAll(translated.stringPropertyNames());
        String file = stem + "_" + language + ".properties";
        assertThat(missing)
                .as("%s lacks these keys: translate them there", file)
                .isEmpty();
        Set<String> left = new TreeSet<>(translated.stringPropertyNames());
        left.removeAll(english.stringPropertyNames());
        assertThat(left).as("%s has keys that English does not have", file).isEmpty();
        List<String> wrong = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (String key : translated.stringPropertyNames()) {
            String from = english.getProperty(key);
            String to = translated.getProperty(key);
            if (!values(from).equals(values(to)) || stars(from) != stars(to)) {
                wrong.add(key + "=" + to);
            }
            if (from.equals(to) && !TERMS.contains(from) && hasWords(from)) {
                same.add(key);
            }
        }
        assertThat(wrong).as("values or emphasis that English has otherwise").isEmpty();
        assertThat(same).as("texts of %s that are still English", file).hasSizeLessThanOrEqualTo((int)
                (translated.size() * (1 - OWN_WORDS)));
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void everySignOfTheChineseTextsHasAGlyph(Face face) throws Exception {
        Language.use(Language.CHINESE);
        Font font;
        try (InputStream in = BundlesTest.class.getResourceAsStream(face.resource())) {
            font = Font.createFont(Font.TRUETYPE_FONT, in);
        }
        Set<String> without = new TreeSet<>();
        for (String stem : List.of("messages", "words", "findings", "scenarios")) {
            Phrases phrases = Phrases.of(stem);
            phrases.bundle()
                    .keySet()
                    .forEach(key -> phrases.say(key)
                            .codePoints()
                            .filter(sign -> sign >= 0x2E80 && !font.canDisplay(sign))
                            .forEach(sign -> without.add(Character.toString(sign))));
        }
        assertThat(without)
                .as("signs without a glyph in %s: run packaging/chinese-fonts.py", face.resource())
                .isEmpty();
        assertThat(font.canDisplay('A')).isTrue();
        assertThat(font.getFamily(java.util.Locale.ENGLISH)).startsWith("Timewait");
    }

    private static boolean hasWords(String text) {
        return PLACEHOLDER.matcher(text).replaceAll("").matches(".*\\p{L}{2,}.*");
    }

    private static long stars(String text) {
        return text.chars().filter(sign -> sign == '*').count();
    }

    private static Set<String> values(String text) {
        Set<String> values = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            values.add(matcher.group());
        }
        return values;
    }

    private static Properties read(String stem, String language) throws IOException {
        Properties properties = new Properties();
        String name = "/timewaitlab/i18n/" + stem + language + ".properties";
        try (InputStream in = BundlesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
