package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import timewaitlab.base.SimTime;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Trace;

/** Files drawn by pens. */
class PensTest {
    private static final Trace FLAGSHIP = FlagshipTrace.trace();

    private final LadderLayout ladder =
            LadderLayout.of(FLAGSHIP, TimeScale.compressed(FLAGSHIP, 20), LadderOptions.of(660));

    @Test
    void svgIsWellFormed() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg("a < b & \"c\""))));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a < b & \"c\"");
        NodeList groups = document.getElementsByTagName("g");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < groups.getLength(); i++) {
            String id = groups.item(i).getAttributes().getNamedItem("id").getNodeValue();
            assertThat(ids.add(id)).as("id %s is unique", id).isTrue();
        }
        assertThat(ids).contains("leg-1", "verdict-8", "fold-0", "host-0");
        assertThat(svg("x")).contains(">SYN TSval 260487</text>").contains("class=\"lab-segment syn\"");
    }

    @Test
    void svgIsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            String here = svg("x");
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(svg("x")).isEqualTo(here);
            Locale.setDefault(Locale.GERMANY);
            assertThat(svg("x")).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void pngIsDrawnAtScale() throws Exception {
        for (int scale = 1; scale <= 2; scale++) {
            AwtPen pen = new AwtPen(Palette.DARK, 300, 200, scale);
            pen.draw(ladder.marks(0, 200, List.of()));
            var image = ImageIO.read(new ByteArrayInputStream(pen.png()));
            assertThat(image.getWidth()).isEqualTo(300 * scale);
            assertThat(image.getRGB(299 * scale, 199 * scale) & 0xffffff).isEqualTo(Palette.DARK.rgb(Ink.PAPER));
        }
    }

    @ParameterizedTest
    @EnumSource(Face.class)
    void textIsMeasuredAsItIsDrawn(Face face) throws Exception {
        Font font = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(FontFile.sfnt(face)))
                .deriveFont(100f);
        FontRenderContext context = new FontRenderContext(null, true, true);
        for (String text : new String[] {"SYN TSval 1105802", "TIME-WAIT", "10.0.0.3:40000 \u2192 B \u00b7 \u00b5s"}) {
            assertThat(TextMeasure.width(face, 100, text))
                    .as(text)
                    .isCloseTo(font.getStringBounds(text, context).getWidth(), within(1.0));
        }
        assertThat(TextMeasure.width(face, 10, "\u65f6\u95f4")).isEqualTo(20);
    }

    @Test
    void numbersAreShort() {
        assertThat(Digits.of(0)).isEqualTo("0");
        assertThat(Digits.of(-0.001)).isEqualTo("0");
        assertThat(Digits.of(12.5)).isEqualTo("12.5");
        assertThat(Digits.of(-12.049)).isEqualTo("-12.05");
        assertThat(Digits.of(3.999)).isEqualTo("4");
    }

    @Test
    void lengthsOfTimeHaveThreeDigits() {
        assertThat(BandWords.length(22 * SimTime.MILLISECOND)).isEqualTo("22.0 ms");
        assertThat(BandWords.length(4868 * SimTime.MILLISECOND)).isEqualTo("4.87 s");
        assertThat(BandWords.length(7200 * SimTime.SECOND)).isEqualTo("7200 s");
        assertThat(BandWords.span(55_100 * SimTime.MILLISECOND)).isEqualTo("55 s");
        assertThat(BandWords.clock(5_022_400_000L, "5.022")).isEqualTo("+400 \u00b5s");
    }

    private String svg(String title) {
        SvgPen pen = new SvgPen(Palette.LIGHT, ladder.width(), ladder.height());
        pen.draw(ladder.marks());
        return pen.document(title, "the flagship");
    }
}
