package timewaitlab.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Interns the addresses of one run, so that a quadruplet packs into one {@code long}. */
public final class AddressBook {
    /** A quadruplet packs two indices of 16 bits with two ports. */
    public static final int LIMIT = 1 << 16;

    private final Map<String, Address> byText = new HashMap<>();
    private final List<Address> byIndex = new ArrayList<>();

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
        if (byIndex.size() >= LIMIT) {
            throw new IllegalStateException("more than " + LIMIT + " addresses in one run");
        }
        Address made = new Address(byIndex.size(), text);
        byIndex.add(made);
        byText.put(text, made);
        return made;
    }

    /** How many addresses it holds, the wildcard included: 1 to {@link #LIMIT}. */
    public int size() {
        return byIndex.size();
    }

    /** The address with this index. */
    public Address at(int index) {
        return byIndex.get(index);
    }

    /** 0.0.0.0, matched by every local address. */
    public Address any() {
        return byIndex.get(0);
    }
}
