package timewaitlab.draw;

/** The bundled fonts: Plex Sans for words, JetBrains Mono for every number, address and field. */
public enum Face {
    REGULAR("IBM Plex Sans", 400, "IBMPlexSans-Regular.woff"),
    MEDIUM("IBM Plex Sans Medm", 500, "IBMPlexSans-Medium.woff"),
    SEMIBOLD("IBM Plex Sans SmBld", 600, "IBMPlexSans-SemiBold.woff"),
    BOLD("IBM Plex Sans", 700, "IBMPlexSans-Bold.woff"),
    MONO("JetBrains Mono", 400, "JetBrainsMono-Regular.ttf"),
    MONO_MEDIUM("JetBrains Mono Medium", 500, "JetBrainsMono-Medium.ttf"),
    MONO_BOLD("JetBrains Mono", 700, "JetBrainsMono-Bold.ttf");

    private final String family;
    private final int weight;
    private final String file;

    Face(String family, int weight, String file) {
        this.family = family;
        this.weight = weight;
        this.file = file;
    }

    /** The family this face registers as; medium and semi-bold are families of their own. */
    public String family() {
        return family;
    }

    /** The CSS weight. */
    public int weight() {
        return weight;
    }

    /** Where the font file is on the class path. */
    public String resource() {
        return "/timewaitlab/css/fonts/" + file;
    }

    /** Whether every glyph has one width. */
    public boolean isMono() {
        return this == MONO || this == MONO_MEDIUM || this == MONO_BOLD;
    }
}
