package timewaitlab.lab;

import java.util.List;
import java.util.Optional;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Plane;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.Arrival;
import timewaitlab.tcp.SegmentFields;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/**
 * What one kernel would decide about one segment wherever its sequence number and its timestamp lay, everything else as
 * it was: asked of the rules that judged it.
 *
 * @param state the socket's before the segment
 * @param kernel label of the profile
 * @param expected what the two values are measured against
 * @param plane SEG.SEQ across, SEG.TSval up, as offsets
 */
public record DecisionMap(TcpState state, String kernel, Arrival.Expected expected, Plane<?> plane) {
    /** The map around the first segment of a request. */
    public static DecisionMap of(VerdictRequest request) {
        VerdictRequest first = new VerdictRequest(
                request.profile(),
                request.state(),
                request.orphan(),
                request.timestamps(),
                request.listener(),
                request.fields(),
                request.sysctls(),
                List.of(request.segments().get(0)));
        Judged judged = JudgeSegments.answer(first).get(0).judged();
        return of(judged, request.profile().label())
                .orElseThrow(() -> new IllegalStateException(request.state() + " does not judge segments"));
    }

    /** The map around a verdict of a run; none around a timer's, a call's or a NAT's. */
    public static Optional<DecisionMap> of(Judged judged, String kernel) {
        return of(judged.verdict(), judged.stateBefore(), kernel);
    }

    private static <S extends Situation<S>> Optional<DecisionMap> of(
            Verdict<S> verdict, TcpState state, String kernel) {
        if (!(verdict.situation() instanceof Arrival<?> arrival)) {
            return Optional.empty();
        }
        return Optional.of(new DecisionMap(state, kernel, arrival.expected(), plane(verdict, arrival.expected())));
    }

    @SuppressWarnings("unchecked") // whoever is an Arrival can be asked for an Arrival's values
    private static <S extends Situation<S>> Plane<S> plane(Verdict<S> verdict, Arrival.Expected expected) {
        var sequence = (Operand<S>) (Operand<?>) SegmentFields.SEQUENCE;
        var timestamp = (Operand<S>) (Operand<?>) SegmentFields.TIMESTAMP;
        return Plane.of(
                verdict,
                new Plane.Axis<>(sequence, SeqNum.unsigned(expected.sequence())),
                new Plane.Axis<>(timestamp, SeqNum.unsigned(expected.timestamp())));
    }

    /** The same question as another kernel answers it; empty where that kernel cannot be in this situation. */
    public Optional<DecisionMap> under(KernelProfile other) {
        return ExploreWhatIfs.under(plane.about(), other).flatMap(verdict -> of(verdict, state, other.label()));
    }

    /** Offset of the segment's sequence number. */
    public long sequenceOffset() {
        return plane.across().offset(segment().seq());
    }

    /** Offset of the segment's timestamp; 0 where it has none. */
    public long timestampOffset() {
        return hasTimestamp() ? plane.up().offset(segment().tsVal()) : 0;
    }

    /** Whether the segment carries a timestamp; without one the plane is the same at every height. */
    public boolean hasTimestamp() {
        return segment().isTimestamped();
    }

    /** A copy of the segment the map is about. */
    public Segment segment() {
        return ((Arrival<?>) plane.about().situation()).segment();
    }
}
