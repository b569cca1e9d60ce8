package timewaitlab.viewmodel;

import java.util.Optional;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Origin;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.trace.TraceEvent.Leg;

/**
 * Where a value comes from: the answer in words, and the event that set it.
 *
 * @param text {@code set by A’s FIN, 0.110 s}
 * @param journey the segment that set it, 0 for none
 * @param time when it was set, nanoseconds; -1 where there is no event to go to
 * @param standing what the value is worth
 */
public record Provenance(String text, int journey, long time, Standing standing) {
    /** What a value is worth. In a run of ours everything is known; of a capture, not. */
    public enum Standing {
        KNOWN,
        /** It was in the capture. */
        OBSERVED,
        /** It follows from what was captured. */
        INFERRED,
        /** It was chosen when the capture was opened. */
        ASSUMED
    }

    /** Whether there is an event to go to. */
    public boolean leadsSomewhere() {
        return time >= 0;
    }

    /** The answer, with what it is worth where that has to be said. */
    public String words() {
        return standing == Standing.KNOWN ? text : text + " · " + Texts.say("origin." + standing.name());
    }

    /** Answers for one trace. */
    static final class Finder {
        private final TraceIndex index;
        private final boolean capture;

        Finder(TraceIndex index, boolean capture) {
            this.index = index;
            this.capture = capture;
        }

        /** Of a field: the event since which it has had this value. */
        Provenance of(Kept since) {
            return of(since.cause(), since.time());
        }

        /** Of a value a rule looked at. */
        Optional<Provenance> of(Origin origin, Operand<?> operand, String host) {
            return switch (origin.kind()) {
                case EVENT -> origin.cause().map(cause -> of(cause, -1));
                case START -> Optional.of(still(start(operand, host), Standing.ASSUMED));
                case CONSTANT -> Optional.of(still(Texts.say("origin.constant"), Standing.ASSUMED));
                case UNKNOWN -> Optional.empty();
            };
        }

        private static String start(Operand<?> operand, String host) {
            return operand.party() == Party.OPERATOR
                    ? Texts.say("origin.setting", host)
                    : Texts.say("origin.start", host);
        }

        private Provenance still(String text, Standing ofCapture) {
            return new Provenance(text, 0, -1, capture ? ofCapture : Standing.KNOWN);
        }

        /** Of something that an event wrote at this moment; -1 where it is not known. */
        Provenance of(Cause cause, long time) {
            if (cause instanceof Cause.BySegment segment) {
                return index.leg(segment.leg())
                        .map(this::of)
                        .orElse(still(Texts.say("origin.before"), Standing.ASSUMED));
            }
            if (cause instanceof Cause.ByCall made) {
                return index.call(made.call())
                        .map(this::of)
                        .orElse(still(Texts.say("origin.before"), Standing.ASSUMED));
            }
            String timer = ((Cause.ByTimer) cause).name();
            if (timer.equals("start")) {
                return still(Texts.say("origin.before"), Standing.ASSUMED);
            }
            String text = time < 0
                    ? Texts.say("origin.someTimer", timer)
                    : Texts.say("origin.timer", timer, Numbers.clock(time));
            return new Provenance(text, 0, time, capture ? Standing.INFERRED : Standing.KNOWN);
        }

        private Provenance of(Leg leg) {
            String sender = index.leg(index.journeyOf(leg.id())).map(Leg::at).orElse(leg.at());
            String text =
                    Texts.say("origin.segment", sender, SegmentText.kind(leg.segment()), Numbers.clock(leg.arrived()));
            Standing standing = capture ? Standing.OBSERVED : Standing.KNOWN;
            return new Provenance(text, index.journeyOf(leg.id()), leg.arrived(), standing);
        }

        private Provenance of(AppCall call) {
            String name = call.call().split(" ", 2)[0] + "()";
            String text = Texts.say("origin.call", call.at(), name, Numbers.clock(call.time()));
            return new Provenance(text, 0, call.time(), capture ? Standing.INFERRED : Standing.KNOWN);
        }
    }
}
