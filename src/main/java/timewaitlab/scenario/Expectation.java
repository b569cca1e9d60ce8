package timewaitlab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Verdict;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.trace.Census;
import timewaitlab.trace.StalePayload;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.StateChange;

/** Something that must come out of a run. */
public sealed interface Expectation {
    /** Times are compared to the microsecond. */
    long PRECISION = SimTime.MICROSECOND;

    /** Where it stands in the file, {@code line:column}. */
    String place();

    /** Whose counter, verdict, call or state it is about. */
    String host();

    /** The claim in words. */
    String text();

    /** What came out instead, or nothing when the claim holds. */
    Optional<String> failure(Trace trace);

    /** A counter's value at the end. */
    record CounterIs(String place, String host, String counter, long value) implements Expectation {
        @Override
        public String text() {
            return host + " counts " + counter + " " + value;
        }

        @Override
        public Optional<String> failure(Trace trace) {
            long found = trace.counters().getOrDefault(host, java.util.Map.of()).getOrDefault(counter, 0L);
            return found == value ? Optional.empty() : Optional.of("it is " + found);
        }
    }

    /** How many bytes that were written for an earlier connection a host's applications are given. */
    record StaleBytesAre(String place, String host, long bytes) implements Expectation {
        @Override
        public String text() {
            return host + "'s applications are given " + bytes + " bytes of an earlier connection";
        }

        @Override
        public Optional<String> failure(Trace trace) {
            long found = StalePayload.bytes(trace, host);
            return found == bytes ? Optional.empty() : Optional.of("it is " + found);
        }
    }

    /** A verdict at a moment. {@code rule} null: any; {@code difference} null: any. */
    record VerdictIs(
            String place,
            String host,
            long time,
            String disposition,
            @Nullable String rule,
            @Nullable Long difference) implements Expectation {
        @Override
        public String text() {
            return host + " decides " + disposition + " at " + SimTime.text(time) + " s"
                    + (rule == null ? "" : " by " + rule)
                    + (difference == null ? "" : ", difference " + difference);
        }

        @Override
        public Optional<String> failure(Trace trace) {
            List<Verdict<?>> then = then(trace, host, time);
            if (then.stream().anyMatch(this::matches)) {
                return Optional.empty();
            }
            return Optional.of(then.isEmpty() ? "nothing was judged then" : "it was " + words(then));
        }

        private static List<Verdict<?>> then(Trace trace, String host, long time) {
            List<Verdict<?>> then = new ArrayList<>();
            trace.verdicts().stream()
                    .filter(judged -> judged.at().equals(host) && isNear(judged.time(), time))
                    .forEach(judged -> then.add(judged.verdict()));
            trace.tracked().stream()
                    .filter(tracked -> tracked.at().equals(host) && isNear(tracked.time(), time))
                    .forEach(tracked -> then.add(tracked.verdict()));
            return then;
        }

        private boolean matches(Verdict<?> verdict) {
            return verdict.outcome().disposition().name().equals(disposition)
                    && (rule == null || verdict.ruleId().equals(rule))
                    && (difference == null
                            || verdict.findings().stream().anyMatch(finding -> finding.difference() == difference));
        }

        private static String words(List<Verdict<?>> then) {
            return String.join(
                    " and ",
                    then.stream()
                            .map(verdict ->
                                    verdict.outcome().disposition() + " by " + verdict.ruleId() + differences(verdict))
                            .toList());
        }

        private static String differences(Verdict<?> verdict) {
            List<Finding> findings = verdict.findings();
            return findings.isEmpty()
                    ? ""
                    : ", last difference " + findings.get(findings.size() - 1).difference();
        }
    }

    /** What is answered at a moment: {@code ACCEPT}, {@code DROP}, {@code REPLY RST}. */
    record AnswerIs(String place, String host, long time, String answer) implements Expectation {
        @Override
        public String text() {
            return host + " answers " + answer + " at " + SimTime.text(time) + " s";
        }

        @Override
        public Optional<String> failure(Trace trace) {
            List<String> answers = VerdictIs.then(trace, host, time).stream()
                    .map(verdict -> answer(verdict.outcome()))
                    .toList();
            if (answers.contains(answer)) {
                return Optional.empty();
            }
            return Optional.of(
                    answers.isEmpty() ? "nothing was judged then" : "it was " + String.join(" and ", answers));
        }

        /** An outcome as it is written here; the kind of a reply is part of it, and a NAT replies by RST only. */
        public static String answer(Outcome outcome) {
            if (outcome.disposition() != Disposition.REPLY) {
                return outcome.disposition().name();
            }
            ReplyKind kind = outcome.code() instanceof ReplyKind sent ? sent : ReplyKind.RST;
            return "REPLY " + kind.name().replace('_', '-');
        }
    }

    /** Whether the 60 s of TIME-WAIT begin again because of a segment. */
    record TimerIs(String place, String host, long time, boolean restarted) implements Expectation {
        @Override
        public String text() {
            return host + (restarted ? " restarts" : " leaves alone") + " its timer at " + SimTime.text(time) + " s";
        }

        @Override
        public Optional<String> failure(Trace trace) {
            List<Judged> then = trace.verdicts().stream()
                    .filter(judged -> judged.at().equals(host) && isNear(judged.time(), time))
                    .toList();
            if (then.isEmpty()) {
                return Optional.of("nothing was judged then");
            }
            String found = then.get(0).timer();
            boolean again = found != null && found.startsWith("restart");
            return again == restarted
                    ? Optional.empty()
                    : Optional.of(found == null ? "it was left alone" : "it was: " + found);
        }
    }

    /** What a call answered, and when. {@code took} -1: any. */
    record CallReturns(String place, String host, String call, long start, String result, long took)
            implements Expectation {
        @Override
        public String text() {
            return host + "'s " + call + " at " + SimTime.text(start) + " s returns " + result
                    + (took < 0 ? "" : " after " + SimTime.text(took) + " s");
        }

        @Override
        public Optional<String> failure(Trace trace) {
            List<AppCall> then = trace.calls().stream()
                    .filter(made -> made.at().equals(host) && made.call().equals(call) && isNear(made.time(), start))
                    .toList();
            if (then.isEmpty()) {
                return Optional.of("it was not called then");
            }
            AppCall made = then.get(0);
            boolean right = made.result().equals(result) && (took < 0 || isNear(made.took(), took));
            return right
                    ? Optional.empty()
                    : Optional.of("it returned " + made.result() + " after " + SimTime.text(made.took()) + " s");
        }
    }

    /** How many calls answered that, as for the connections of a load. */
    record CallsAre(String place, String host, String call, String result, long count) implements Expectation {
        @Override
        public String text() {
            return count + " of " + host + "'s calls of " + call + " return " + result;
        }

        @Override
        public Optional<String> failure(Trace trace) {
            long found = trace.calls().stream()
                    .filter(made -> made.at().equals(host)
                            && made.call().equals(call)
                            && made.result().equals(result))
                    .count();
            return found == count ? Optional.empty() : Optional.of("it is " + found);
        }
    }

    /** What the census counts at an instant, whether or not the run was recorded then. */
    record CensusIs(String place, String host, String what, long time, long value) implements Expectation {
        @Override
        public String text() {
            return host + " has " + what + " " + value + " at " + SimTime.text(time) + " s";
        }

        @Override
        public Optional<String> failure(Trace trace) {
            Census census = trace.census();
            if (census.isEmpty() || census.time(census.last(time)) != time) {
                return Optional.of("nothing was counted then, but every " + SimTime.text(census.step()) + " s up to "
                        + SimTime.text(census.until()) + " s");
            }
            long found = census.value(host, what, time);
            return found == value ? Optional.empty() : Optional.of("it is " + found);
        }
    }

    /** A socket enters a state at a moment and, where {@code least} is not -1, leaves it within bounds. */
    record StateIs(String place, String host, String state, long from, long least, long most) implements Expectation {
        @Override
        public String text() {
            return host + " enters " + state + " at " + SimTime.text(from) + " s"
                    + (least < 0 ? "" : " for " + SimTime.text(least) + " to " + SimTime.text(most) + " s");
        }

        @Override
        public Optional<String> failure(Trace trace) {
            for (int i = 0; i < trace.states().size(); i++) {
                StateChange change = trace.states().get(i);
                if (change.at().equals(host) && change.to().label().equals(state) && isNear(change.time(), from)) {
                    return least < 0 ? Optional.empty() : duration(trace, i);
                }
            }
            return Optional.of("no socket entered it then");
        }

        private Optional<String> duration(Trace trace, int entered) {
            StateChange change = trace.states().get(entered);
            for (StateChange later :
                    trace.states().subList(entered + 1, trace.states().size())) {
                // FIN-WAIT-2 that becomes a time-wait entry is FIN-WAIT-2 still
                boolean leaves = !later.to().equals(change.to());
                if (leaves && later.at().equals(host) && later.socket().equals(change.socket())) {
                    long lasted = later.time() - change.time();
                    return lasted >= least && lasted <= most
                            ? Optional.empty()
                            : Optional.of("it lasted " + SimTime.text(lasted) + " s");
                }
            }
            long lasted = trace.until() - change.time();
            if (lasted > most) {
                return Optional.of("it lasted " + SimTime.text(lasted) + " s and more");
            }
            return lasted >= least ? Optional.empty() : Optional.of("the run ended before it did");
        }
    }

    private static boolean isNear(long found, long wanted) {
        return Math.abs(found - wanted) < PRECISION;
    }
}
