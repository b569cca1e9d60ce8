package timewaitlab.tcp;

/** What a socket call may answer, by the names and numbers of Linux, and where it is another than there, of Windows. */
public enum Errno {
    OK(0, "Success"),
    EINVAL(22, "Invalid argument"),
    EPIPE(32, "Broken pipe"),
    ENOPROTOOPT(92, "Protocol not available"),
    EADDRINUSE(98, "Address already in use"),
    EADDRNOTAVAIL(99, "Cannot assign requested address"),
    ENETUNREACH(101, "Network is unreachable"),
    ECONNRESET(104, "Connection reset by peer"),
    ENOTCONN(107, "Transport endpoint is not connected"),
    ETIMEDOUT(110, "Connection timed out"),
    ECONNREFUSED(111, "Connection refused"),
    EHOSTUNREACH(113, "No route to host"),
    /** Winsock's, of bind() and of connect() alike. */
    WSAEADDRINUSE(
            10_048, "Only one usage of each socket address (protocol/network address/port) is normally permitted.");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    public int number() {
        return number;
    }

    /** As strerror() words it. */
    public String text() {
        return text;
    }
}
