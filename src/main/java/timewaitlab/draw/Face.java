package timewaitlab.draw;

import timewaitlab.base.Language;

/**
 * The bundled fonts: Plex Sans for words, JetBrains Mono for every number, address and field. For Chinese each is
 * joined with those glyphs of Noto Sans SC that the bundles use: the toolkit falls back to fonts of the system only.
 */
public enum Face {
    REGULAR("IBM Plex Sans", 400, "IBMPlexSans-Regular.woff"),
    MEDIUM("IBM Plex Sans Medm", 500, "IBMPlexSans-Medium.woff"),
    SEMIBOLD("IBM Plex Sans SmBld", 600, "IBMPlexSans-SemiBold.woff"),
    BOLD("IBM Plex Sans", 700, "IBMPlexSans-Bold.woff"),
    MONO("JetBrains Mono", 400, "JetBrainsMono-Regular.ttf"),
    MONO_MEDIUM("JetBrains Mono Medium", 500, "JetBrainsMono-Medium.ttf"),
    MONO_BOLD("JetBrains Mono", 700, "JetBrainsMono-Bold.ttf");

    private static final String FONTS = "/timewaitlab/css/fonts/";

    private final String family;
    private final int weight;
    private final String latin;
    private final String han;

    Face(String family, int weight, String file) {
        this.family = family;
        this.weight = weight;
        latin = FONTS + file;
        han = latin.replace("IBMPlexSans", "TimewaitSansSC")
                .replace("JetBrainsMono", "TimewaitMonoSC")
                .replace(".woff", ".ttf");
    }

    /** The family this face registers as; medium and semi-bold are families of their own. */
    public String family() {
        return family(family);
    }

    /** What takes the place of one of these families, or of all that a style sheet names, in the language in use. */
    public static String family(String latin) {
        return isHan()
                ? latin.replace("IBM Plex Sans", "Timewait Sans SC").replace("JetBrains Mono", "Timewait Mono SC")
                : latin;
    }

    /** The CSS weight. */
    public int weight() {
        return weight;
    }

    /** Where the font file is on the class path, for the language in use. */
    public String resource() {
        return isHan() ? han : latin;
    }

    /** Whether every glyph has one width. */
    public boolean isMono() {
        return this == MONO || this == MONO_MEDIUM || this == MONO_BOLD;
    }

    /** Whether the language in use is written in Han. */
    public static boolean isHan() {
        return Language.inUse() == Language.CHINESE;
    }
}
