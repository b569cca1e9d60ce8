package timewaitlab.nat;

/** The entries that other processors began at this very instant: not in the table yet as far as one more can see. */
final class Unconfirmed {
    /** Of a box with one processor. */
    static final Unconfirmed NONE = new Unconfirmed();

    private long instant = Long.MIN_VALUE;
    private int[] rows = {};
    private int count;

    /** It is {@code now}, and so many processors are at work. */
    void at(long now, int cpus) {
        if (now != instant) {
            instant = now;
            count = 0;
        }
        if (rows.length != cpus - 1) {
            rows = new int[cpus - 1];
            count = 0;
        }
    }

    /** A processor begins an entry; of more than there are processors the first is done. */
    void begins(int row) {
        if (rows.length > 0) {
            rows[count++ % rows.length] = row;
        }
    }

    boolean holds(int row) {
        for (int i = 0; i < Math.min(count, rows.length); i++) {
            if (rows[i] == row) {
                return true;
            }
        }
        return false;
    }
}
