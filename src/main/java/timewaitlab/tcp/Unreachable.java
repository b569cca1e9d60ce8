package timewaitlab.tcp;

import java.util.Arrays;
import java.util.Optional;

/** What cannot be reached, as an ICMP error says it: codes of type 3, RFC 792, and {@code icmp_err_convert}. */
public enum Unreachable {
    NET("net-unreachable", Errno.ENETUNREACH),
    HOST("host-unreachable", Errno.EHOSTUNREACH),
    /** As a firewall that rejects answers. */
    PORT("port-unreachable", Errno.ECONNREFUSED);

    private final String word;
    private final Errno error;

    Unreachable(String word, Errno error) {
        this.word = word;
        this.error = error;
    }

    /** The one of this name, such as {@code host-unreachable}. */
    public static Optional<Unreachable> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    /** What an application is told. */
    public Errno error() {
        return error;
    }
}
