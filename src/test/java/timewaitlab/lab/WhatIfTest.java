package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.decide.WhatIf;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.OnHost;

/** What would have changed a verdict does change it, and one unit less does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIfTest {
    /** Of all kinds together. */
    private static final int SITUATIONS = 100_000;

    private static final long SEED = 1337;
    /** As many runs of chance beside each other; the same whoever runs them. */
    private static final int PARTS = 20;

    private final LongAdder judged = new LongAdder();
    private final Map<Party, LongAdder> offered = new EnumMap<>(Party.class);
    private final LongAdder pairs = new LongAdder();
    private final Set<String> changed = new ConcurrentSkipListSet<>();

    WhatIfTest() {
        for (Party party : Party.values()) {
            offered.put(party, new LongAdder());
        }
    }

    @Test
    void everyChangeChangesTheOutcomeAndOneUnitLessDoesNot() {
        System.out.println("what-ifs: seed " + SEED);
        turnAll(Hook.TIME_WAIT, seed -> new RandomSituations(seed)::onTimeWait, 25);
        turnAll(Hook.LISTEN, seed -> new RandomSituations(seed)::onListen, 15);
        turnAll(Hook.SOCKET, seed -> new RandomSituations(seed)::onLiveSocket, 20);
        turnAll(Hook.SYN_RECV, seed -> new RandomSituations(seed)::inSynRecv, 10);
        turnAll(Hook.CROSSED, seed -> new RandomSituations(seed)::crossed, 1);
        turnAll(Hook.SYN_SENT, seed -> new RandomSituations(seed)::inSynSent, 7);
        turnAll(Hook.CONNECT, seed -> new RandomSituations(seed)::connecting, 5);
        turnAll(Hook.CLOSE, seed -> new RandomClosings(seed)::closing, 4);
        turnAll(Hook.ORPHAN, seed -> new RandomClosings(seed)::closing, 3);
        turnAll(Hook.SHUTDOWN, seed -> new RandomClosings(seed)::closing, 2);
        turnAll(Hook.RETRANSMIT_TIMER, seed -> new RandomClosings(seed)::firing, 1);
        turnAll(Hook.PERSIST_TIMER, seed -> new RandomClosings(seed)::firing, 1);
        turnAll(Hook.KEEPALIVE_TIMER, seed -> new RandomClosings(seed)::firing, 2);
        turnAll(Hook.DELACK_TIMER, seed -> new RandomClosings(seed)::firing, 1);
        turnAll(Hook.SYN_TIMER, seed -> new RandomOpenings(seed)::syn, 1);
        turnAll(Hook.SYN_ACK_TIMER, seed -> new RandomOpenings(seed)::synAck, 1);
        turnAll(Hook.TIME_WAIT_ENTRY, seed -> new RandomClosings(seed)::wanting, 1);
        assertThat(judged.sum()).isEqualTo(SITUATIONS);
        for (Party party : Party.values()) {
            if (party != Party.NOBODY && party != Party.KERNEL) {
                assertThat(offered.get(party).sum()).as("offered to %s", party).isGreaterThan(1_000);
            }
        }
        assertThat(offered.get(Party.NOBODY).sum()).isZero();
    }

    @AfterAll
    void report() {
        System.out.println(judged + " " + offered + " pairs " + pairs + " " + changed);
    }

    private <S extends Situation<S>> void turnAll(
            Hook<S> hook, LongFunction<Function<KernelProfile, S>> maker, int percent) {
        List<KernelProfile> kernels = LinuxProfiles.all();
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            Function<KernelProfile, S> make = maker.apply(SEED + part);
            for (int i = 0; i < SITUATIONS / 100 * percent / PARTS; i++) {
                KernelProfile kernel = kernels.get(i % kernels.size());
                Verdict<S> verdict = kernel.chain(hook).verdict(make.apply(kernel));
                judged.increment();
                for (WhatIf whatIf : verdict.whatIfs()) {
                    noticed(whatIf);
                    wrong(verdict, whatIf)
                            .ifPresent(wrong -> fail(
                                    "seed %s+%s, %s %s: %s: %s; %s of %s",
                                    SEED, part, kernel, hook, whatIf, wrong, verdict.outcome(), verdict.findings()));
                }
            }
        });
    }

    /** Another kernel is offered where it decides otherwise, and the one before it on the way does not. */
    @Test
    void theNearestKernelThatDecidesOtherwiseIsOffered() {
        int seen = kernelsOf(Hook.TIME_WAIT, RandomSituations::onTimeWait)
                + kernelsOf(Hook.LISTEN, RandomSituations::onListen)
                + kernelsOf(Hook.SOCKET, RandomSituations::onLiveSocket)
                + kernelsOf(Hook.SYN_RECV, RandomSituations::inSynRecv)
                + kernelsOf(Hook.CONNECT, RandomSituations::connecting);
        assertThat(seen).isGreaterThan(1_000);
    }

    private static <S extends OnHost<S>> int kernelsOf(
            Hook<S> hook, BiFunction<RandomSituations, KernelProfile, S> make) {
        List<KernelProfile> all = LinuxProfiles.all();
        RandomSituations chance = new RandomSituations(SEED);
        int seen = 0;
        for (int i = 0; i < 2_000; i++) {
            int own = i % all.size();
            S situation = make.apply(chance, all.get(own));
            situation.runsWith(all.get(own).settings());
            Verdict<S> verdict = all.get(own).chain(hook).verdict(situation);
            for (ExploreWhatIfs.Change change : ExploreWhatIfs.of(verdict)) {
                if (change.isKernel()) {
                    seen++;
                    String nearest = change.toText();
                    int at = IntStream.range(0, all.size())
                            .filter(k -> all.get(k).name().equals(nearest))
                            .findFirst()
                            .orElseThrow();
                    assertThat(differs(verdict, hook, all.get(at), change))
                            .as("seed %s: %s", SEED, change)
                            .isTrue();
                    KernelProfile before = all.get(at - Integer.signum(at - own));
                    assertThat(differs(verdict, hook, before, change))
                            .as("seed %s: %s before %s", SEED, before, change)
                            .isFalse();
                }
            }
        }
        return seen;
    }

    private static <S extends OnHost<S>> boolean differs(
            Verdict<S> verdict, Hook<S> hook, KernelProfile kernel, ExploreWhatIfs.Change change) {
        S supposed = verdict.situation();
        supposed.runsWith(kernel.settings((int) supposed.settings().get(Constant.HZ)));
        Outcome outcome = kernel.chain(hook).judge(supposed);
        return change.changesAnswer()
                ? !outcome.answersAs(verdict.outcome())
                : !Outcome.seenIn(supposed, outcome, verdict.outcome(), verdict.situation());
    }

    private void noticed(WhatIf whatIf) {
        offered.get(whatIf.who()).increment();
        changed.add(whatIf.change());
        if (whatIf.moves().size() > 1) {
            pairs.increment();
        }
    }

    private static <S extends Situation<S>> Optional<String> wrong(Verdict<S> verdict, WhatIf whatIf) {
        S there = verdict.situation();
        for (WhatIf.Move move : whatIf.moves()) {
            Operand<S> operand = operand(move);
            operand.write(there, move.to());
            if (operand.read(there) != move.to()) {
                return Optional.of(move.to() + " cannot be");
            }
            Operand<S> shown = shown(move);
            if (shown.read(verdict.situation()) != move.shownFrom()) {
                return Optional.of(move.shownFrom() + " was not its value");
            }
        }
        if (!there.isPossible() && verdict.situation().isPossible()) {
            return Optional.of("impossible");
        }
        Outcome outcome = verdict.chain().judge(there);
        if (!outcome.sameAs(whatIf.outcome()) || !isOther(verdict, whatIf, outcome)) {
            return Optional.of("there " + outcome);
        }
        for (WhatIf.Move move : whatIf.moves()) {
            Outcome less = oneUnitLess(verdict, whatIf, move);
            if (isOther(verdict, whatIf, less)) {
                return Optional.of("one unit less " + less);
            }
        }
        return Optional.empty();
    }

    private static <S extends Situation<S>> Outcome oneUnitLess(Verdict<S> verdict, WhatIf whatIf, WhatIf.Move nearer) {
        S there = verdict.situation();
        for (WhatIf.Move move : whatIf.moves()) {
            WhatIfTest.<S>operand(move).write(there, move == nearer ? move.oneUnitLess() : move.to());
        }
        return verdict.chain().judge(there);
    }

    private static boolean isOther(Verdict<?> verdict, WhatIf whatIf, Outcome outcome) {
        return whatIf.changesAnswer()
                ? !outcome.answersAs(verdict.outcome())
                : !outcome.looksLike(verdict.outcome(), verdict.situation());
    }

    @SuppressWarnings("unchecked") // moves of a verdict are about its own situation
    private static <S> Operand<S> operand(WhatIf.Move move) {
        return (Operand<S>) move.operand();
    }

    @SuppressWarnings("unchecked") // the same
    private static <S> Operand<S> shown(WhatIf.Move move) {
        return (Operand<S>) move.shown();
    }
}
