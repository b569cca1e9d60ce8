package timewaitlab.lab;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.wire.SegmentNotation;

/** A question about one state of one kernel in the words of a table of facts. */
public final class RequestWords {
    private RequestWords() {}

    /**
     * What is asked of a kernel: a state as a row writes it, and segments, each with the seconds to wait for it after
     * an @ before it. A sysctl with {@code ?=} is set where the kernel knows it.
     */
    public static VerdictRequest read(KernelProfile kernel, String state, List<String> segments) {
        List<String> words = List.of(state.strip().split("\\s+"));
        Map<String, BigDecimal> fields = new HashMap<>();
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        for (String said : words.subList(1, words.size())) {
            String word = said.replace("?=", "=");
            int at = word.indexOf('=');
            Optional<Sysctl> sysctl = at < 0 ? Optional.empty() : Sysctl.named(word.substring(0, at));
            if (sysctl.isPresent() && (!said.contains("?=") || kernel.has(sysctl.get()))) {
                long value = Long.parseLong(word.substring(at + 1));
                sysctls.put(VerdictRequestReader.sysctl(word.substring(0, at), value, kernel), value);
            } else if (at > 0 && sysctl.isEmpty()) {
                VerdictRequestReader.field(fields, word.substring(0, at), word.substring(at + 1));
            }
        }
        boolean timestamps = !words.contains("no-timestamps");
        if (!timestamps) {
            fields.remove("ts_recent");
        }
        return new VerdictRequest(
                kernel,
                VerdictRequestReader.state(words.get(0)),
                words.contains("orphan"),
                timestamps,
                !words.contains("no-listener") && !words.get(0).equals("CLOSED"),
                fields,
                sysctls,
                segments.stream().map(RequestWords::arriving).toList());
    }

    private static VerdictRequest.Arriving arriving(String text) {
        if (!text.startsWith("@")) {
            return new VerdictRequest.Arriving(0, SegmentNotation.parse(text));
        }
        String[] parts = text.substring(1).split(" ", 2);
        return new VerdictRequest.Arriving(
                SimTime.ofSeconds(new BigDecimal(parts[0])), SegmentNotation.parse(parts[1]));
    }
}
