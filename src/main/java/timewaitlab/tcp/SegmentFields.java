package timewaitlab.tcp;

import timewaitlab.decide.Operand;

/** The two fields of a segment that grow with every new one, as the rules read them: the axes of a decision map. */
public final class SegmentFields {
    /** {@code SEG.SEQ}. */
    public static final Operand<Arrival<?>> SEQUENCE = SegmentChecks.SEG_SEQ;

    /** {@code SEG.TSval}; a segment without a timestamp option keeps none. */
    public static final Operand<Arrival<?>> TIMESTAMP = SegmentChecks.SEG_TSVAL;

    private SegmentFields() {}
}
