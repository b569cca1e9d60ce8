package timewaitlab.draw;

import org.jspecify.annotations.Nullable;

/**
 * How a state diagram is to be drawn.
 *
 * @param host whose sockets are shown
 * @param time now
 * @param socket the selected quadruplet as the host sees it ({@code local-remote}); null for the one that changed last
 * @param wide whether there is room for the wide variant, which shows all labels
 * @param titled whether host, address and time are written above
 */
public record StateOptions(
        String host,
        long time,
        @Nullable String socket,
        boolean wide,
        boolean titled,
        double width,
        double height,
        Words words) {
    /** The wide variant in its own size, with title. */
    public static StateOptions wide(String host, long time) {
        return new StateOptions(host, time, null, true, true, 1000, 860, Words.inUse());
    }

    /** The narrow variant in its own size. */
    public static StateOptions narrow(String host, long time) {
        return new StateOptions(host, time, null, false, false, 200, 574, Words.inUse());
    }

    public StateOptions withSocket(@Nullable String other) {
        return new StateOptions(host, time, other, wide, titled, width, height, words);
    }

    public StateOptions withSize(double otherWidth, double otherHeight) {
        return new StateOptions(host, time, socket, wide, titled, otherWidth, otherHeight, words);
    }

    public StateOptions withTime(long other) {
        return new StateOptions(host, other, socket, wide, titled, width, height, words);
    }

    public StateOptions withTitle(boolean other) {
        return new StateOptions(host, time, socket, wide, other, width, height, words);
    }

    public StateOptions withWords(Words other) {
        return new StateOptions(host, time, socket, wide, titled, width, height, other);
    }
}
