package timewaitlab.export;

/** What made a file. */
public final class Product {
    public static final String VERSION = "0.1.0";
    public static final String NAME = "timewait-lab " + VERSION;

    private Product() {}
}
