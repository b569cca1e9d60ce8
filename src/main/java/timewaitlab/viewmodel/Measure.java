package timewaitlab.viewmodel;

import java.util.Optional;
import java.util.OptionalInt;
import timewaitlab.base.SimTime;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.Segment;

/**
 * How far one segment is from another: what is measured by selecting the first and pointing at the second.
 *
 * @param from when the first was sent
 * @param to when the second was
 * @param seq sequence number of the second minus that of the first, signed
 * @param tsVal the same of their timestamps; empty where one has none
 */
public record Measure(long from, long to, int seq, OptionalInt tsVal) {
    /** Between two journeys; nothing unless there are two. */
    public static Optional<Measure> between(TraceIndex index, int first, int second) {
        return first == second
                ? Optional.empty()
                : index.leg(first).flatMap(one -> index.leg(second).map(other -> between(one, other)));
    }

    private static Measure between(Leg first, Leg second) {
        Segment one = first.segment();
        Segment other = second.segment();
        OptionalInt ticks = one.isTimestamped() && other.isTimestamped()
                ? OptionalInt.of(other.tsVal() - one.tsVal())
                : OptionalInt.empty();
        return new Measure(first.time(), second.time(), other.seq() - one.seq(), ticks);
    }

    /** {@code Δt +4.912 s}. */
    public String time() {
        return time(from, to);
    }

    /** The same from one moment to another. */
    static String time(long from, long to) {
        return Texts.say("measure.time", (to < from ? "" : "+") + SimTime.text(to - from));
    }

    /** All of it: {@code Δt +4.912 s   Δseq -7541753   ΔTSval -845315}. */
    public String text() {
        StringBuilder text = new StringBuilder(time());
        text.append("   Δseq ").append(signed(seq));
        tsVal.ifPresent(ticks -> text.append("   ΔTSval ").append(signed(ticks)));
        return text.toString();
    }

    private static String signed(int number) {
        return (number < 0 ? "" : "+") + number;
    }
}
