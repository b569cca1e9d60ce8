package timewaitlab.decide;

/**
 * Where a rule stands: a kernel file and function with the version it was read in, or an RFC section.
 *
 * @param source such as {@code net/ipv4/tcp_minisocks.c} or {@code RFC 7323}
 * @param place such as {@code tcp_timewait_state_process()} or {@code 5.3}
 */
public record Cite(String source, String place) {
    @Override
    public String toString() {
        return source + " " + place;
    }
}
