package timewaitlab.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Interns the addresses of one run, so that a quadruplet packs into one {@code long}. */
public final class AddressBook {
    /** A quadruplet packs two indices of 16 bits with two ports. */
    public static final int LIMIT = 1 << 16;

    private final Map<String, Address> byText = new HashMap<>();
    private Address[] byIndex = new Address[16];
    private int size;

    /** Index 0 is the wildcard that listeners bind to. */
    public AddressBook() {
        intern("0.0.0.0");
    }

    /** The one {@link Address} for this text. Text is taken as it stands; the reader of a file normalises it. */
    public Address intern(String text) {
        Address known = byText.get(text);
        if (known != null) {
            return known;
        }
        if (size >= LIMIT) {
            throw new IllegalStateException("more than " + LIMIT + " addresses in one run");
        }
        if (size == byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, size * 2);
        }
        Address made = new Address(size, text);
        byIndex[size++] = made;
        byText.put(text, made);
        return made;
    }

    /** How many addresses it holds, the wildcard included: 1 to {@link #LIMIT}. */
    public int size() {
        return size;
    }

    /** The address with this index. */
    public Address at(int index) {
        return byIndex[index];
    }

    /** 0.0.0.0, matched by every local address. */
    public Address any() {
        return byIndex[0];
    }
}
