package timewaitlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.Profiles;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SegmentNotation;
import timewaitlab.wire.TcpFlags;

/** Reads one request of {@code verdict --batch}. Every mistake is an {@link IllegalArgumentException} in one line. */
public final class VerdictRequestReader {
    private static final long MAX_32 = 0xffff_ffffL;
    private static final int MAX_LENGTH = 65_535;

    private VerdictRequestReader() {}

    /** The request in this JSON object. */
    public static VerdictRequest read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("a request is a JSON object");
        }
        KernelProfile profile = profile(text(json, "profile"));
        TcpState state = state(text(json, "state"));
        return new VerdictRequest(
                profile,
                state,
                flag(json, "orphan", false),
                flag(json, "timestamps", true),
                flag(json, "listener", state != TcpState.CLOSED),
                fields(json.path("fields")),
                sysctls(json.path("sysctls"), profile),
                segments(json));
    }

    /** The profile of this name. */
    public static KernelProfile profile(String name) {
        return Profiles.named(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown profile \"" + name + "\"; known are "
                        + String.join(
                                ", ",
                                Profiles.all().stream()
                                        .map(KernelProfile::label)
                                        .toList())));
    }

    /** The state of this label. */
    public static TcpState state(String label) {
        return TcpState.of(label)
                .orElseThrow(() -> new IllegalArgumentException("unknown state \"" + label
                        + "\"; known are "
                        + String.join(
                                ", ",
                                List.of(TcpState.values()).stream()
                                        .map(TcpState::label)
                                        .toList())));
    }

    /** The sysctl of this name, if this kernel has it and accepts the value. */
    public static Sysctl sysctl(String name, long value, KernelProfile profile) {
        Sysctl sysctl =
                Sysctl.named(name).orElseThrow(() -> new IllegalArgumentException("unknown sysctl \"" + name + "\""));
        if (!profile.has(sysctl)) {
            throw new IllegalArgumentException(profile.name() + " has no " + sysctl.dotted());
        }
        profile.settings().with(sysctl, value);
        return sysctl;
    }

    /** The field of this name as a value. */
    public static void field(Map<String, BigDecimal> fields, String name, String value) {
        if (!VerdictRequest.FIELDS.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown field \"" + name + "\"; known are " + String.join(", ", VerdictRequest.FIELDS));
        }
        try {
            fields.put(name, new BigDecimal(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("field " + name + " = \"" + value + "\" is not a number");
        }
    }

    private static Map<String, BigDecimal> fields(JsonNode json) {
        Map<String, BigDecimal> fields = new HashMap<>();
        json.properties().forEach(entry -> {
            if (entry.getValue().isBoolean()) {
                field(fields, entry.getKey(), entry.getValue().asBoolean() ? "1" : "0");
            } else if (!entry.getValue().isNull()) {
                field(fields, entry.getKey(), entry.getValue().asText());
            }
        });
        return fields;
    }

    private static Map<Sysctl, Long> sysctls(JsonNode json, KernelProfile profile) {
        Map<Sysctl, Long> sysctls = new EnumMap<>(Sysctl.class);
        json.properties().forEach(entry -> {
            if (!entry.getValue().canConvertToLong()) {
                throw new IllegalArgumentException("sysctl " + entry.getKey() + " is not a whole number");
            }
            long value = entry.getValue().asLong();
            sysctls.put(sysctl(entry.getKey(), value, profile), value);
        });
        return sysctls;
    }

    private static List<VerdictRequest.Arriving> segments(JsonNode json) {
        List<VerdictRequest.Arriving> segments = new ArrayList<>();
        if (json.has("segment")) {
            segments.add(new VerdictRequest.Arriving(0, segment(json.get("segment"))));
        } else if (json.path("segments").isArray() && !json.get("segments").isEmpty()) {
            for (JsonNode next : json.get("segments")) {
                BigDecimal at = next.has("at") ? next.get("at").decimalValue() : BigDecimal.ZERO;
                segments.add(new VerdictRequest.Arriving(SimTime.ofSeconds(at), segment(next)));
            }
        } else {
            throw new IllegalArgumentException("a request has \"segment\" or \"segments\"");
        }
        return segments;
    }

    private static Segment segment(JsonNode json) {
        if (json.isTextual()) {
            return SegmentNotation.parse(json.asText());
        }
        int flags = TcpFlags.parse(text(json, "flags"));
        long window = json.hasNonNull("win") ? number(json, "win") : MAX_LENGTH;
        Segment segment = new Segment();
        segment.header(flags, (int) number(json, "seq"), (int) number(json, "ack"), (int) Math.min(window, MAX_LENGTH));
        long length = number(json, "len");
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("len " + length + " is more than " + MAX_LENGTH);
        }
        segment.length((int) length, 0);
        return json.hasNonNull("tsval")
                ? segment.timestamp((int) number(json, "tsval"), (int) number(json, "tsecr"))
                : segment;
    }

    private static long number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.canConvertToLong() || value.asLong() < 0 || value.asLong() > MAX_32) {
            throw new IllegalArgumentException(name + " = " + value + " is not an unsigned 32-bit number");
        }
        return value.asLong();
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing or not a text");
        }
        return json.get(name).asText();
    }

    private static boolean flag(JsonNode json, String name, boolean otherwise) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("\"" + name + "\" is true or false");
        }
        return value.asBoolean();
    }
}
