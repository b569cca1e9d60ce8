package timewaitlab.draw;

import java.util.Locale;

/** What a colour stands for. Each is the token of the same name in {@code css/tokens-*.css}. */
public enum Ink {
    PAPER,
    CHROME,
    LINE,
    LINE_SOFT,
    EDGE,
    BOX,
    BOX_EDGE,
    INK,
    MUTED,
    FUTURE,
    TO_SERVER,
    TO_CLIENT,
    ACCENT,
    ACCEPT,
    ACCEPT_TINT,
    REPLY,
    REPLY_EDGE,
    REPLY_TINT,
    DROP,
    DROP_INK,
    DROP_TINT,
    RESET,
    RESET_TINT,
    TIMEWAIT,
    TIMEWAIT_EDGE,
    TIMEWAIT_TINT,
    TIMEWAIT_FILL,
    SELECT,
    SELECT_TINT,
    CAUSE,
    CAUSE_TINT,
    MEMORY,
    MEMORY_TINT;

    /** {@code -lab-to-server}. */
    public String token() {
        return "-lab-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
