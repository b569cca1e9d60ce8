package timewaitlab.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour for each {@link Ink}, read from the same token files the screen uses. Immutable. */
public final class Palette {
    // Stands first: the palettes below are read with it.
    private static final Pattern TOKEN = Pattern.compile("(-lab-[a-z-]+):\\s*#([0-9A-Fa-f]{6});");

    /** For screens in daylight. */
    public static final Palette LIGHT = read("light");
    /** For screens in the evening. */
    public static final Palette DARK = read("dark");
    /** For a projector in a lit room: text holds 7:1, strokes are wider. */
    public static final Palette PROJECTOR = read("projector");
    /** For paper, also in grey. */
    public static final Palette PRINT = read("print");

    private final String name;
    private final Map<Ink, Integer> colours;

    private Palette(String name, Map<Ink, Integer> colours) {
        this.name = name;
        this.colours = new EnumMap<>(colours);
    }

    /** The palette of this name: {@code light}, {@code dark} or {@code print}. */
    public static Optional<Palette> named(String name) {
        return switch (name) {
            case "light" -> Optional.of(LIGHT);
            case "dark" -> Optional.of(DARK);
            case "print" -> Optional.of(PRINT);
            default -> Optional.empty();
        };
    }

    /** How wide a stroke of this width is drawn: a projector takes a little of each edge away. */
    public double stroke(double width) {
        return this == PROJECTOR ? width + 1 : width;
    }

    public String name() {
        return name;
    }

    /** {@code 0xRRGGBB}. */
    public int rgb(Ink ink) {
        Integer colour = colours.get(ink);
        if (colour == null) {
            throw new IllegalStateException(name + " has no " + ink);
        }
        return colour;
    }

    /** {@code #RRGGBB}. */
    public String hex(Ink ink) {
        return "#" + Integer.toHexString(0x1000000 | rgb(ink)).substring(1);
    }

    /** Ratio of contrast of two colours, 1 to 21, as WCAG 2.2 defines it. */
    public static double contrast(int one, int other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Palette read(String name) {
        Map<String, Integer> tokens = tokens(text("/timewaitlab/css/tokens-" + name + ".css"));
        Map<Ink, Integer> colours = new EnumMap<>(Ink.class);
        for (Ink ink : Ink.values()) {
            Integer colour = tokens.get(ink.token());
            if (colour == null) {
                throw new IllegalStateException("tokens-" + name + ".css has no " + ink.token());
            }
            colours.put(ink, colour);
        }
        return new Palette(name, colours);
    }

    /** Token name to colour. */
    static Map<String, Integer> tokens(String css) {
        Map<String, Integer> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(css);
        while (matcher.find()) {
            tokens.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return tokens;
    }

    private static String text(String resource) {
        try (InputStream in = Palette.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
