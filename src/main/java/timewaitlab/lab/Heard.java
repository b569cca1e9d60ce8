package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timewaitlab.lab.CaptureIndex.Frame;
import timewaitlab.lab.Explanation.Agreement;
import timewaitlab.lab.Explanation.By;
import timewaitlab.lab.Explanation.Doubt;
import timewaitlab.lab.Explanation.Observed;

/** What becomes of one captured segment while the capture is gone through. */
final class Heard {
    final Frame frame;
    final List<Observed> observed = new ArrayList<>();
    int leg;
    Agreement agreement = Agreement.AGREES;

    @Nullable
    Doubt doubt;

    @Nullable
    By by;

    boolean attributed = true;
    /** A timer of the socket was about due when this arrived. */
    boolean timer;
    /** A clock of the host was about to tick, and decides, when this arrived. */
    boolean edge;
    /** By how many seconds the host's clock differed from the computed one. */
    int secondsOff;
    /** How many connections waited for accept() when this SYN arrived. */
    int waiting;
    /** Requests that waited for their last ACK when this one came. */
    int requests;

    String note = "";

    Heard(Frame frame) {
        this.frame = frame;
    }

    boolean isContradicted() {
        return agreement == Agreement.CONTRADICTS || !attributed;
    }

    /** Several answers were possible. What contradicts stays so. */
    void doubt(Doubt why) {
        if (agreement == Agreement.AGREES) {
            agreement = Agreement.CANNOT_TELL;
            doubt = why;
        }
    }

    /** What the host did was not possible. */
    void contradict(String what) {
        agreement = Agreement.CONTRADICTS;
        doubt = null;
        note = note.isEmpty() ? what : note;
    }

    /** Nothing would have been wrong. */
    void free() {
        if (agreement == Agreement.AGREES) {
            agreement = Agreement.FREE;
        }
    }

    /** The host answered with this. */
    void answeredBy(Frame answer) {
        observed.add(new Observed(answer.captured().frame(), VerdictJson.kind(answer.segment())));
    }
}
