package timewaitlab.cli;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.lab.VerdictRequestReader;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;

/** Options that describe one state of one kernel, and what arrives there. */
final class StateOptions {
    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "kernel: linux-6.18, 4.4, ... or, not kernel-checked, rfc9293, windows, freebsd, macos")
    private @Nullable String profile;

    @Option(names = "--state", paramLabel = "S", description = "TIME-WAIT, LISTEN, ESTABLISHED, ...")
    private @Nullable String state;

    @Option(names = "--orphan", description = "FIN-WAIT-2 held as a time-wait entry; else: no descriptor")
    private boolean orphan;

    @Option(names = "--no-timestamps", description = "the connection negotiated no timestamps")
    private boolean noTimestamps;

    @Option(names = "--no-listener", description = "nobody listens on the local port")
    private boolean noListener;

    @Option(names = "--field", paramLabel = "K=V", description = "a value of the state")
    private Map<String, String> fields = Map.of();

    @Option(names = "--set", paramLabel = "SYSCTL=V", description = "a sysctl of the host")
    private Map<String, String> sysctls = Map.of();

    @Option(names = "--segment", paramLabel = "TEXT", description = "the segment, in packetdrill's notation")
    private @Nullable String segment;

    /** The segment as given; null for none. */
    @Nullable
    String segment() {
        return segment;
    }

    boolean isComplete() {
        return profile != null && state != null;
    }

    boolean hasTimestamps() {
        return !noTimestamps;
    }

    /** The kernel asked for; a mistake is an {@link IllegalArgumentException}. */
    KernelProfile kernel() {
        return VerdictRequestReader.profile(profile == null ? "" : profile);
    }

    TcpState state() {
        return VerdictRequestReader.state(state == null ? "" : state);
    }

    /** The fields as given, over others that hold where nothing was given. */
    Map<String, BigDecimal> fields(Map<String, BigDecimal> otherwise) {
        Map<String, BigDecimal> values = new HashMap<>(otherwise);
        fields.forEach((name, value) -> VerdictRequestReader.field(values, name, value));
        return values;
    }

    /** The question about this segment under a kernel. */
    VerdictRequest request(KernelProfile kernel, Map<String, BigDecimal> values, Segment arriving) {
        Map<Sysctl, Long> set = new EnumMap<>(Sysctl.class);
        sysctls.forEach((name, text) -> {
            long value = Commands.wholeNumber("--set " + name, text);
            set.put(VerdictRequestReader.sysctl(name, value, kernel), value);
        });
        TcpState known = state();
        boolean listens = !noListener && known != TcpState.CLOSED;
        List<VerdictRequest.Arriving> first = List.of(new VerdictRequest.Arriving(0, arriving));
        return new VerdictRequest(kernel, known, orphan, !noTimestamps, listens, values, set, first);
    }
}
