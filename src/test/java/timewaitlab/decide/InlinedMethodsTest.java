package timewaitlab.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a rule asks through is small enough to become part of the rule already when the first compiler sees it: 35 bytes
 * of a method it calls, a tenth less at each level below (C1MaxInlineSize, NestedInliningSizeRatio). The pace of a
 * fresh JVM rests on that: it was a third less when these were larger.
 */
class InlinedMethodsTest {
    private static final Pattern INSTRUCTION = Pattern.compile("^ +(\\d+): (\\w+)", Pattern.MULTILINE);

    @ParameterizedTest(name = "{0}: {2} bytes at most")
    @CsvSource({"Inquiry, holds, 35", "Check, holds, 31", "Check, compares, 28"})
    void theyFit(String type, String method, int most) {
        assertThat(bytes(type, method)).isBetween(2, most);
    }

    /** Where the last instruction of the method is, a return of one byte, and that byte. */
    private static int bytes(String type, String method) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        String file = Inquiry.class.getResource(type + ".class").toString();
        ToolProvider.findFirst("javap").orElseThrow().run(writer, writer, "-c", "-p", file);
        String all = out.toString();
        int at = all.indexOf("boolean " + method + "(");
        String code = all.substring(at, all.indexOf("\n\n", at));
        Matcher instructions = INSTRUCTION.matcher(code);
        int last = -1;
        String name = "";
        while (instructions.find()) {
            last = Integer.parseInt(instructions.group(1));
            name = instructions.group(2);
        }
        assertThat(name).endsWith("return");
        return last + 1;
    }
}
