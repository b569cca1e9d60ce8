package timewaitlab.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What parties are called where there is little room. Hosts of a capture are called by their addresses; of these the
 * end that tells them apart is enough: {@code .10} for {@code 203.0.113.10} beside {@code 203.0.113.1}.
 */
public final class ShortNames {
    private final Map<String, String> names = new HashMap<>();

    private ShortNames() {}

    /** Of these parties beside each other. Names that are no addresses stay as they are. */
    public static ShortNames of(List<Party> parties) {
        ShortNames shorter = new ShortNames();
        List<String> left = parties.stream()
                .filter(party -> party.name().equals(party.address()))
                .map(Party::name)
                .toList();
        for (int parts = 1; !left.isEmpty(); parts++) {
            left = shorter.name(left, parts);
        }
        return shorter;
    }

    /** The short name of a party: its name if it has no shorter one. */
    public String of(String party) {
        return names.getOrDefault(party, party);
    }

    /** Names those whose last so many parts no other has, and returns the others. */
    private List<String> name(List<String> addresses, int parts) {
        Map<String, Integer> uses = new HashMap<>();
        for (String address : addresses) {
            uses.merge(end(address, parts), 1, Integer::sum);
        }
        for (String address : addresses) {
            String end = end(address, parts);
            if (uses.getOrDefault(end, 0) == 1 || end.equals(address)) {
                names.put(address, end);
            }
        }
        return addresses.stream().filter(address -> !names.containsKey(address)).toList();
    }

    /** The last parts of an address, from the separator before them on. */
    private static String end(String address, int parts) {
        char separator = address.indexOf(':') >= 0 ? ':' : '.';
        int from = address.length();
        for (int i = 0; i < parts && from > 0; i++) {
            from = address.lastIndexOf(separator, from - 1);
            while (from > 0 && address.charAt(from - 1) == separator) {
                from--;
            }
        }
        return from <= 0 ? address : address.substring(from);
    }
}
