package timewaitlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.base.Watch;
import timewaitlab.draw.Ink;
import timewaitlab.draw.Palette;
import timewaitlab.draw.TimeScale;
import timewaitlab.export.DiagramRequest.View;
import timewaitlab.lab.RunScenario;
import timewaitlab.lab.ScenarioLibrary;
import timewaitlab.scenario.Scenario;
import timewaitlab.trace.Trace;

/** Diagrams as files. */
class DiagramExportTest {
    private static final Scenario FLAGSHIP =
            ScenarioLibrary.open("flagship").value().orElseThrow();
    private static final Trace TRACE = RunScenario.run(FLAGSHIP);
    private static final long REFUSED = 5022 * SimTime.MILLISECOND;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void anSvgIsWellFormedAndItsIdsAreUnique(View view) throws Exception {
        Document document = parse(bytes(request(view).at(REFUSED)));
        Set<String> ids = new HashSet<>();
        NodeList groups = document.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            Element group = (Element) groups.item(i);
            assertThat(ids.add(group.getAttribute("id")))
                    .as(group.getAttribute("id"))
                    .isTrue();
            assertThat(group.getFirstChild().getNodeName()).isEqualTo("title");
        }
        assertThat(document.getElementsByTagName("text").getLength()).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STATES", "MAP"})
    void everySegmentIsAGroupWithATitle(View view) throws Exception {
        Document document = parse(bytes(request(view)));
        Set<String> segments = new TreeSet<>();
        NodeList groups = document.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            Element group = (Element) groups.item(i);
            if (group.getAttribute("class").startsWith("lab-segment")) {
                segments.add(group.getAttribute("id"));
                assertThat(group.getElementsByTagName("title").item(0).getTextContent())
                        .contains(" > ");
            }
        }
        long ways = TRACE.legs().stream().filter(leg -> leg.rewrites() == 0).count();
        assertThat(segments).hasSize((int) ways);
    }

    @Test
    void aFileSaysWhatItIsAbout() throws Exception {
        byte[] svg = bytes(request(View.LADDER).at(REFUSED));
        Document document = parse(svg);
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Two laptops, one café: ladder at 5.022 s");
        String description = document.getElementsByTagName("desc").item(0).getTextContent();
        assertThat(description)
                .contains("5.022 s: B: DROP (PAWSPassive), rule listen.host-stamp.")
                .contains("B: 198.51.100.9, linux-2.6.32, HZ 1000")
                .contains("Scenario flagship, seed 1, 5.022 of 70.000 s, digest " + TRACE.digest())
                .contains(Product.NAME);
        String png = new String(bytes(request(View.LADDER).at(REFUSED).asPng(1)), StandardCharsets.UTF_8);
        assertThat(png).contains(description).contains("Two laptops, one café: ladder at 5.022 s");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + Product.VERSION);
    }

    @Test
    void theSameRequestGivesTheSameBytesEverywhere() {
        Locale before = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (DiagramRequest request : new DiagramRequest[] {
                request(View.SCENE).at(REFUSED), request(View.SCENE).at(REFUSED).asPng(1)
            }) {
                byte[] here = bytes(request);
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                assertThat(DiagramExport.bytes(RunScenario.run(FLAGSHIP), request)
                                .value()
                                .orElseThrow())
                        .isEqualTo(here);
            }
        } finally {
            Locale.setDefault(before);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000, 860", "2, 2000, 1720", "4, 4000, 3440"})
    void aPngIsDrawnAtScale(int scale, int width, int height) throws IOException {
        byte[] png = bytes(request(View.STATES).asPng(scale).in(Palette.DARK));
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(image.getRGB(0, height - 1) & 0xffffff).isEqualTo(Palette.DARK.rgb(Ink.PAPER));
    }

    @ParameterizedTest
    @EnumSource
    void printUsesNoColourBesidesItsTokens(View view) {
        Set<String> tokens = Arrays.stream(Ink.values()).map(Palette.PRINT::hex).collect(Collectors.toSet());
        for (TimeScale.Kind kind : TimeScale.Kind.values()) {
            DiagramRequest request = request(view).at(REFUSED).in(Palette.PRINT).withSelected(7);
            String svg = new String(bytes(request.withTimeScale(kind)), StandardCharsets.UTF_8);
            Matcher colour = Pattern.compile("(?:fill|stroke)=\"(#[^\"]+)\"").matcher(svg);
            while (colour.find()) {
                assertThat(tokens).contains(colour.group(1));
            }
        }
    }

    @Test
    void statesFollowTheSegmentJudgedAtThisInstant() {
        String svg = new String(bytes(request(View.STATES).at(REFUSED)), StandardCharsets.UTF_8);
        assertThat(svg).contains("id=\"state-listen\" class=\"lab-state here\"");
        String later = new String(bytes(request(View.STATES).at(REFUSED + 1)), StandardCharsets.UTF_8);
        assertThat(later).contains("id=\"state-closed\" class=\"lab-state here\"");
    }

    @Test
    void theSelectedSegmentMayBeNamedByAnyOfItsLegs() {
        int first = TRACE.legs().stream()
                .filter(leg -> leg.rewrites() > 0)
                .findFirst()
                .orElseThrow()
                .rewrites();
        int second = TRACE.legs().stream()
                .filter(leg -> leg.rewrites() == first)
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(bytes(request(View.SCENE).withSelected(second)))
                .isEqualTo(bytes(request(View.SCENE).withSelected(first)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        LADDER | 100   | 1 | 0   |   | width 100: out of range; expected 300 to 4000
        STATES | 2000  | 1 | 0   |   | width 2000: out of range; expected 200 to 1600
        LADDER | 1100  | 3 | 0   |   | scale 3: not a scale of a picture; expected 1, 2 or 4
        LADDER | 1100  | 1 | 999 |   | segment 999: there is none of this number; expected 1 to 72
        STATES | 1000  | 1 | 0   | N | host N: there is none of this name; expected A, C, B
        LADDER | 4000  | 4 | 0   |   | Two laptops, one café: 410 million pixels are too many\
        """)
    void whatCannotBeDrawnIsAProblem(View view, int width, int scale, int leg, String host, String problem) {
        DiagramRequest request =
                request(view).withWidth(width).asPng(scale).withSelected(leg).withHost(host == null ? "" : host);
        Reading<byte[]> reading = DiagramExport.bytes(TRACE, request.withTimeScale(TimeScale.Kind.LINEAR));
        assertThat(reading.problems()).hasSize(1);
        assertThat(reading.problems().get(0).toString()).startsWith(problem);
    }

    @ParameterizedTest
    @EnumSource
    void theNarrowestAndTheWidestCanBeDrawn(View view) {
        assertThat(bytes(request(view).withWidth(view.leastWidth()))).isNotEmpty();
        assertThat(bytes(request(view).withWidth(view.mostWidth()))).isNotEmpty();
    }

    @Test
    void aFileIsWrittenWholeOrNotAtAll() throws IOException {
        DiagramRequest request = request(View.STATES);
        Path file = folder.resolve("states.svg");
        Files.writeString(file, "before");
        assertThat(DiagramExport.write(TRACE, request, file)).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(request));
        Optional<Problem> directory = DiagramExport.write(TRACE, request, folder);
        assertThat(directory.orElseThrow().what()).isEqualTo("is a directory");
        Optional<Problem> missing =
                DiagramExport.write(TRACE, request, folder.resolve("none").resolve("x.svg"));
        assertThat(missing.orElseThrow().what()).isEqualTo("its folder does not exist");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaid() {
        Optional<Problem> full = DiagramExport.write(TRACE, request(View.STATES), Path.of("/dev/full"));
        assertThat(full.orElseThrow().what()).isEqualTo("cannot be written: No space left on device");
    }

    /** Once something was drawn it would be too late: the layout is what takes long. */
    @ParameterizedTest
    @EnumSource(
            value = View.class,
            names = {"LADDER", "SCENE"})
    void isGivenUpWhileItIsLaidOut(View view) {
        Path file = folder.resolve("given-up.svg");
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean drawn = new AtomicBoolean();
        Watch impatient = new Watch() {
            @Override
            public boolean getAsBoolean() {
                return asked.incrementAndGet() > 20;
            }

            @Override
            public void reached(long done, long all) {
                drawn.set(drawn.get() || all > 0);
            }
        };
        assertThatThrownBy(() -> DiagramExport.write(TRACE, request(view), file, impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(drawn).isFalse();
        assertThat(file).doesNotExist();
    }

    /** At any later look the file would be there already. */
    @Test
    void whatIsGivenUpAtTheLastLookIsNotWritten() throws IOException {
        AtomicInteger looks = new AtomicInteger();
        DiagramExport.write(
                TRACE, request(View.LADDER), folder.resolve("whole.svg"), () -> looks.incrementAndGet() < 0);
        int all = looks.getAndSet(0);
        Path file = folder.resolve("given-up.svg");
        Files.writeString(file, "what was there");
        assertThatThrownBy(() ->
                        DiagramExport.write(TRACE, request(View.LADDER), file, () -> looks.incrementAndGet() == all))
                .isInstanceOf(CancellationException.class);
        assertThat(file).hasContent("what was there");
        assertThat(folder).isDirectoryNotContaining(each -> each.toString().contains(".part"));
    }

    private static DiagramRequest request(View view) {
        return DiagramRequest.of(view, FLAGSHIP.title());
    }

    private static byte[] bytes(DiagramRequest request) {
        Reading<byte[]> reading = DiagramExport.bytes(TRACE, request);
        assertThat(reading.problems()).isEmpty();
        return reading.value().orElseThrow();
    }

    private static Document parse(byte[] svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }
}
