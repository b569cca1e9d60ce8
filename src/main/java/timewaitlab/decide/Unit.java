package timewaitlab.decide;

/** What a value is counted in. SEQUENCE and TICK values are 32 bits wide and wrap. */
public enum Unit {
    FLAG(""),
    COUNT(""),
    STATE(""),
    /** A state of connection tracking. */
    CONNTRACK_STATE(""),
    SEQUENCE(""),
    TICK("tick"),
    BYTE("B"),
    MILLISECOND("ms"),
    SECOND("s"),
    JIFFY("jiffy");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** Printed after a number; empty where a bare number is customary. */
    public String symbol() {
        return symbol;
    }

    /** Whether values are 32-bit serial numbers. */
    public boolean wraps() {
        return this == SEQUENCE || this == TICK;
    }
}
