package timewaitlab.lab;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import timewaitlab.lab.Happening.Kind;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.StateChange;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Fields that expressions may name: Wireshark's for segments, ours for verdicts and states. */
final class Fields {
    /**
     * A field: what it belongs to, and its values: none where it is not there, two where it names either end.
     *
     * @param isNumber whether it is a whole number or seconds, rather than a word
     * @param words the words it takes; empty for any
     */
    record Field(Kind kind, boolean isNumber, List<String> words, Function<Happening, List<Object>> read) {
        Field(Kind kind, boolean isNumber, Function<Happening, List<Object>> read) {
            this(kind, isNumber, List.of(), read);
        }

        /** The same, which takes only these words. */
        Field of(Stream<String> known) {
            return new Field(kind, isNumber, known.toList(), read);
        }
    }

    private static final Pattern STATE_OF_HOST = Pattern.compile("host\\.(.+)\\.state");
    private static final Map<String, Field> BY_NAME = all();

    private Fields() {}

    static Optional<Field> named(String name) {
        Matcher ofHost = STATE_OF_HOST.matcher(name);
        return ofHost.matches() ? Optional.of(stateOf(ofHost.group(1))) : Optional.ofNullable(BY_NAME.get(name));
    }

    static boolean isStateOfHost(String name) {
        return STATE_OF_HOST.matcher(name).matches();
    }

    /** The field of the state that a socket of this host takes. */
    static String nameOfState(String host) {
        return "host." + host + ".state";
    }

    private static Field stateOf(String host) {
        Function<Happening, List<Object>> read = event -> of(event.change()
                .filter(change -> change.at().equals(host))
                .map(change -> change.to().label()));
        return new Field(Kind.STATE, false, read).of(states());
    }

    static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    private static Map<String, Field> all() {
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put("frame.time_relative", new Field(Kind.SENT, true, event -> List.of(seconds(event.time()))));
        fields.put("frame.number", number(leg -> leg.id()));
        fields.put("ip.src", word(leg -> leg.segment().src().text()));
        fields.put("ip.dst", word(leg -> leg.segment().dst().text()));
        fields.put(
                "ip.addr",
                ends(
                        false,
                        segment -> segment.src().text(),
                        segment -> segment.dst().text()));
        fields.put("tcp.port", ends(true, segment -> whole(segment.srcPort()), segment -> whole(segment.dstPort())));
        fields.put("tcp.srcport", number(leg -> leg.segment().srcPort()));
        fields.put("tcp.dstport", number(leg -> leg.segment().dstPort()));
        fields.put("tcp.seq_raw", number(leg -> SeqNum.unsigned(leg.segment().seq())));
        fields.put("tcp.ack_raw", optional(segment -> segment.has(TcpFlags.ACK), Segment::ack));
        fields.put("tcp.len", number(leg -> leg.segment().length()));
        fields.put("tcp.window_size_value", number(leg -> leg.segment().window()));
        fields.put("tcp.flags", number(leg -> leg.segment().flags()));
        fields.put("tcp.flags.fin", flag(TcpFlags.FIN));
        fields.put("tcp.flags.syn", flag(TcpFlags.SYN));
        fields.put("tcp.flags.reset", flag(TcpFlags.RST));
        fields.put("tcp.flags.push", flag(TcpFlags.PSH));
        fields.put("tcp.flags.ack", flag(TcpFlags.ACK));
        fields.put("tcp.options.timestamp.tsval", optional(Segment::isTimestamped, Segment::tsVal));
        fields.put("tcp.options.timestamp.tsecr", optional(Segment::isTimestamped, Segment::tsEcr));
        fields.put("tcp.analysis.retransmission", number(leg -> leg.retransmission() ? 1 : 0));
        fields.put("from", word(Leg::at));
        fields.put("to", word(Leg::to));
        fields.put(
                "fate",
                word(leg -> leg.fate().name()).of(Stream.of(Fate.values()).map(Enum::name)));
        fields.put(
                "verdict",
                verdict(judged -> judged.verdict().outcome().disposition().name())
                        .of(Stream.of("ACCEPT", "REPLY", "DROP", "CONSUME")));
        fields.put("reason", verdict(judged -> judged.verdict().outcome().code().name()));
        fields.put("rule", verdict(judged -> judged.verdict().ruleId()));
        fields.put("judge", verdict(Judged::at));
        fields.put(
                "state.before", verdict(judged -> judged.stateBefore().label()).of(states()));
        fields.put("state", change(change -> change.to().label()).of(states()));
        fields.put("state.host", change(StateChange::at));
        return fields;
    }

    private static Stream<String> states() {
        return Stream.of(TcpState.values()).map(TcpState::label);
    }

    private static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9);
    }

    private static BigDecimal whole(long value) {
        return BigDecimal.valueOf(value);
    }

    private static Field number(ToLongFunction<Leg> read) {
        return new Field(Kind.SENT, true, event -> of(event.leg().map(leg -> whole(read.applyAsLong(leg)))));
    }

    /** A 32-bit number of a segment that may lack it. */
    private static Field optional(Function<Segment, Boolean> has, ToLongFunction<Segment> read) {
        return new Field(
                Kind.SENT,
                true,
                event -> of(event.leg()
                        .map(Leg::segment)
                        .filter(has::apply)
                        .map(segment -> whole(SeqNum.unsigned((int) read.applyAsLong(segment))))));
    }

    /** What either end of a segment has. */
    private static Field ends(boolean isNumber, Function<Segment, Object> one, Function<Segment, Object> other) {
        return new Field(
                Kind.SENT,
                isNumber,
                event -> event.leg()
                        .map(Leg::segment)
                        .map(segment -> List.of(one.apply(segment), other.apply(segment)))
                        .orElse(List.of()));
    }

    private static Field flag(int bit) {
        return number(leg -> leg.segment().has(bit) ? 1 : 0);
    }

    private static Field word(Function<Leg, String> read) {
        return new Field(Kind.SENT, false, event -> of(event.leg().map(read)));
    }

    private static Field verdict(Function<Judged, String> read) {
        return new Field(Kind.JUDGED, false, event -> of(event.judged().map(read)));
    }

    private static Field change(Function<StateChange, String> read) {
        return new Field(Kind.STATE, false, event -> of(event.change().map(read)));
    }

    private static List<Object> of(Optional<? extends Object> value) {
        return value.<List<Object>>map(List::of).orElse(List.of());
    }
}
