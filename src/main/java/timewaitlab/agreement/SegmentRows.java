package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timewaitlab.agreement.Dialogue.Said;
import timewaitlab.base.SimTime;
import timewaitlab.trace.Cause;

/** One quadruplet of a recording against the run's: every segment, when each was sent, and its timestamps. */
final class SegmentRows {
    /** Ticks of 1 ms by which two readings of one clock may differ: each is cut off. */
    private static final long TICKS = 2;

    private final String where;
    private final Dialogue recorded;
    private final Dialogue run;
    private final List<Row> rows = new ArrayList<>();

    private SegmentRows(Vantage vantage, Dialogue recorded, Dialogue run) {
        where = vantage.file().replace(".pcap", "") + " " + recorded.quadruplet();
        this.recorded = recorded;
        this.run = run;
    }

    /** All dialogues of a vantage: of the same quadruplet, and those left over in the order they began. */
    static List<Row> of(Vantage vantage, Map<String, Dialogue> recorded, Map<String, Dialogue> run) {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<Dialogue, Dialogue> pair : pairs(recorded, run).entrySet()) {
            rows.addAll(new SegmentRows(vantage, pair.getKey(), pair.getValue()).rows());
        }
        int surplus = run.size() - recorded.size();
        rows.add(new Row(
                vantage.file() + " quadruplets",
                Integer.toString(recorded.size()),
                Integer.toString(run.size()),
                surplus == 0));
        return rows;
    }

    /** Ports that a kernel chose are its own affair: what has no namesake is paired in order of appearance. */
    static Map<Dialogue, Dialogue> pairs(Map<String, Dialogue> recorded, Map<String, Dialogue> run) {
        Map<String, Dialogue> left = new LinkedHashMap<>(run);
        left.keySet().removeAll(recorded.keySet());
        List<Dialogue> others = new ArrayList<>(left.values());
        Map<Dialogue, Dialogue> pairs = new LinkedHashMap<>();
        for (Dialogue dialogue : recorded.values()) {
            Dialogue same = run.get(dialogue.quadruplet());
            if (same == null) {
                same = others.isEmpty() ? new Dialogue(dialogue.quadruplet()) : others.remove(0);
            }
            pairs.put(dialogue, same);
        }
        return pairs;
    }

    private List<Row> rows() {
        compare(true);
        compare(false);
        return rows;
    }

    private void compare(boolean departure) {
        List<Said> theirs = recorded.way(departure);
        List<Said> ours = run.way(departure);
        for (int i = 0; i < Math.max(theirs.size(), ours.size()); i++) {
            String what = where + (departure ? " sends #" : " gets #") + (i + 1);
            Said said = i < theirs.size() ? theirs.get(i) : null;
            Said same = i < ours.size() ? ours.get(i) : null;
            rows.add(Row.same(what, said == null ? "nothing" : said.text(), same == null ? "nothing" : same.text()));
            if (said != null && same != null && departure && said.text().equals(same.text())) {
                rows.add(time(what + " at", said, same));
                if (said.seen().segment().isTimestamped()) {
                    stamps(what, said, same);
                }
            }
        }
    }

    /**
     * Counted from what caused it. A timer may have been set by anything that went before; a call is the application's
     * own time, or follows on what it heard last. What the row shows is counted from the nearest.
     */
    private Row time(String what, Said said, Said same) {
        List<Said> anchors = anchors(same);
        boolean byTimer = same.seen().cause() instanceof Cause.ByTimer;
        boolean held = !isAnswer(same) && Tolerance.allows(said.time(), same.time(), byTimer);
        for (Said anchor : anchors) {
            Said theirs = partner(anchor);
            held |= theirs != null
                    && Tolerance.allows(said.time() - theirs.time(), same.time() - anchor.time(), byTimer);
        }
        Said nearest = anchors.isEmpty() ? null : anchors.get(0);
        Said theirs = nearest == null ? null : partner(nearest);
        if (nearest == null || theirs == null) {
            return new Row(what, Tolerance.seconds(said.time()), Tolerance.seconds(same.time()), held);
        }
        String since = " after " + nearest.text();
        return new Row(
                what,
                Tolerance.seconds(said.time() - theirs.time()) + since,
                Tolerance.seconds(same.time() - nearest.time()) + since,
                held);
    }

    /** What this one's time may be counted from, the nearest first. */
    private List<Said> anchors(Said same) {
        List<Said> before = new ArrayList<>(run.all().subList(0, run.all().indexOf(same)));
        Collections.reverse(before);
        if (isAnswer(same)) {
            return before.stream().filter(said -> isCause(said, same)).toList();
        }
        boolean byCall = same.seen().cause() instanceof Cause.ByCall;
        return byCall && !before.isEmpty() ? before.subList(0, 1) : before;
    }

    /** Whether what made somebody send it is in this dialogue. What a NAT forwards came in on its other leg. */
    private boolean isAnswer(Said same) {
        return run.all().stream().anyMatch(said -> isCause(said, same));
    }

    private static boolean isCause(Said said, Said of) {
        return of.seen().cause() instanceof Cause.BySegment cause
                && !said.departure()
                && said.seen().leg() == cause.leg();
    }

    /** The recorded segment at the same place. */
    private @Nullable Said partner(Said said) {
        List<Said> way = recorded.way(said.departure());
        return said.nth() < way.size() ? way.get(said.nth()) : null;
    }

    /** SEG.TSval has gone on as the clock has since the first one; SEG.TSecr is the TSval of the same arrival. */
    private void stamps(String what, Said said, Said same) {
        Said first = recorded.way(true).get(0);
        Said ourFirst = run.way(true).get(0);
        if (first.seen().segment().isTimestamped() && ourFirst.seen().segment().isTimestamped()) {
            int ticks = said.seen().segment().tsVal() - first.seen().segment().tsVal();
            int ours = same.seen().segment().tsVal() - ourFirst.seen().segment().tsVal();
            long passed = (said.time() - first.time()) / SimTime.MILLISECOND;
            long ourPassed = (same.time() - ourFirst.time()) / SimTime.MILLISECOND;
            boolean held = Math.abs(ticks - passed - (ours - ourPassed)) <= TICKS;
            rows.add(new Row(
                    what + " TSval",
                    ticks + " ticks in " + passed + " ms",
                    ours + " ticks in " + ourPassed + " ms",
                    held));
        }
        boolean alike = said.seen().segment().tsEcr() == 0
                        && same.seen().segment().tsEcr() == 0
                || isUnheard(recorded, said) && isUnheard(run, same)
                || run.way(false).stream().anyMatch(heard -> isEchoed(heard, same) && isEchoed(partner(heard), said));
        rows.add(new Row(what + " TSecr", echoed(recorded, said), echoed(run, same), alike));
    }

    private static boolean isEchoed(@Nullable Said heard, Said by) {
        return heard != null
                && heard.seen().segment().isTimestamped()
                && heard.seen().segment().tsVal() == by.seen().segment().tsEcr();
    }

    /** Whether it echoes what took another way: past a NAT that translates no longer. */
    private static boolean isUnheard(Dialogue dialogue, Said said) {
        return said.seen().segment().tsEcr() != 0
                && dialogue.way(false).stream().noneMatch(heard -> isEchoed(heard, said));
    }

    /** Which arrival's TSval is echoed: the first of those with this value. */
    private static String echoed(Dialogue dialogue, Said said) {
        for (Said heard : dialogue.way(false)) {
            if (isEchoed(heard, said)) {
                return "of arrival #" + (heard.nth() + 1);
            }
        }
        return said.seen().segment().tsEcr() == 0 ? "0" : "of nothing that arrived";
    }
}
