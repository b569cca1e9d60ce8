package timewaitlab.viewmodel;

import java.util.Optional;

/**
 * A named value of a pane.
 *
 * @param before the value it had before this moment; empty when that is not known or it had none
 * @param changed whether this moment gave it its value
 * @param origin where it comes from
 */
public record PaneRow(String name, String value, String before, boolean changed, Optional<Provenance> origin) {
    /** A value nobody asks the origin of. */
    public static PaneRow of(String name, String value) {
        return new PaneRow(name, value, "", false, Optional.empty());
    }

    /** In one sentence, for those who listen. */
    public String spoken() {
        String was = before.isEmpty() ? "" : ", " + Texts.say("pane.was", before);
        return name + " " + value + was
                + origin.map(each -> ", " + each.words()).orElse("");
    }
}
