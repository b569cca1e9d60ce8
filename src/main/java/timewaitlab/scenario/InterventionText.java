package timewaitlab.scenario;

import java.util.List;
import java.util.Locale;

/** Interventions as a block of a scenario file, and a scenario file with another such block. */
public final class InterventionText {
    private static final String KEY = "interventions:";

    private InterventionText() {}

    /** The block under {@code interventions:}, empty when there are none. */
    public static String block(List<Intervention> interventions) {
        StringBuilder text = new StringBuilder();
        for (Intervention each : interventions) {
            text.append(text.isEmpty() ? KEY + '\n' : "");
            text.append("  - do: ").append(quoted(each.change().text())).append('\n');
            if (!each.name().isEmpty()) {
                text.append("    name: ").append(quoted(each.name())).append('\n');
            }
            if (!each.isOn()) {
                text.append("    off: true\n");
            }
        }
        return text.toString();
    }

    /** The file with these interventions in place of its own; every other line stays as it was written. */
    public static String replaced(String file, List<Intervention> interventions) {
        StringBuilder kept = new StringBuilder();
        boolean inBlock = false;
        for (String line : file.lines().toList()) {
            boolean topLevel = !line.isBlank() && !Character.isWhitespace(line.charAt(0)) && line.charAt(0) != '-';
            if (topLevel) {
                inBlock = line.startsWith(KEY);
            }
            if (!inBlock) {
                kept.append(line).append('\n');
            }
        }
        String block = block(interventions);
        return block.isEmpty() ? kept.toString() : kept.toString().stripTrailing() + "\n\n" + block;
    }

    /** A double-quoted scalar of YAML. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (Character.isISOControl(point) || point == 0x2028 || point == 0x2029) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
