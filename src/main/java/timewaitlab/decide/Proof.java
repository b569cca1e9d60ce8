package timewaitlab.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way a judgement took through a chain: which stages were entered and which checks asked, in order. A rule has no
 * other way to look at a value than to ask, so with the situation as it was judged this is the whole proof; what was
 * compared is read from the situation when somebody wants to see it.
 *
 * <p>A node of the tree of all ways taken so far, which the judgements of a chain share: of a million segments nearly
 * all go one of a few dozen ways, and recording one more of them makes nothing. May be used by several threads.
 *
 * <p>2026-11-20: before, each answer was an object of its own, thirteen a verdict, at which hardly anybody ever looked.
 */
final class Proof {
    /** Nodes of one tree; random situations find ever new ways, which are then kept by their verdicts alone. */
    private static final int MOST = 50_000;

    private static final Proof[] NONE = {};

    private final Proof root;
    private final @Nullable Proof before;
    /** A {@link Check} that was asked, or the name of a stage that was entered; the root's is its hook. */
    private final Object step;

    private volatile Proof[] next = NONE;
    /** Nodes of the tree; kept by the root. */
    private int size;

    private Proof(@Nullable Proof before, Object step) {
        this.before = before;
        this.step = step;
        root = before == null ? this : before.root;
    }

    /** Where every way of a chain begins. */
    static Proof beginning(String hook) {
        return new Proof(null, hook);
    }

    /** The same way and one step further. */
    Proof then(Object further) {
        Proof[] known = next;
        for (int i = 0; i < known.length; i++) {
            if (known[i].step == further) {
                return known[i];
            }
        }
        return root.extend(this, further);
    }

    /** Called on the root. */
    private synchronized Proof extend(Proof end, Object further) {
        for (Proof known : end.next) {
            if (known.step == further) {
                return known;
            }
        }
        Proof made = new Proof(end, further);
        if (size < MOST) {
            size++;
            Proof[] more = Arrays.copyOf(end.next, end.next.length + 1);
            more[end.next.length] = made;
            end.next = more;
        }
        return made;
    }

    /** The stages entered, in order. */
    List<String> stages() {
        List<String> stages = new ArrayList<>();
        for (Proof at = this; at.before != null; at = at.before) {
            if (at.step instanceof String stage) {
                stages.add(stage);
            }
        }
        Collections.reverse(stages);
        return List.copyOf(stages);
    }

    /**
     * What was found in the situation that was judged, in the order asked; a check asked twice is one finding, since
     * judging changes nothing.
     */
    <S> List<Finding> findings(S situation) {
        List<Check<S>> asked = new ArrayList<>();
        for (Proof at = this; at.before != null; at = at.before) {
            if (at.step instanceof Check) {
                asked.add(checkOf(at));
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = asked.size() - 1; i >= 0; i--) {
            Finding finding = asked.get(i).find(situation);
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
        }
        return List.copyOf(findings);
    }

    @SuppressWarnings("unchecked") // whoever asked it, asked it of this situation
    private static <S> Check<S> checkOf(Proof node) {
        return (Check<S>) node.step;
    }
}
