package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.decide.WhatIf;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.tcp.Arrival;
import timewaitlab.wire.SeqNum;

/** What would have changed a verdict: values, found by the verdict itself, and other kernels, asked here. */
public final class ExploreWhatIfs {
    private static final String TIMESTAMP_OPTION = "SEG.TS option";

    private ExploreWhatIfs() {}

    /**
     * A change that changes the outcome: of values, or of the kernel.
     *
     * @param moves the values; none for another kernel
     * @param kernels the other kernels; none for a value
     * @param outcome what would then have been decided, by the nearest of the kernels
     * @param changesAnswer whether the cause meets another end; else only reason, effects or counters differ
     * @param turned the finding whose answer turns; of a kernel: the last one
     * @param addedTsVal the TSval of a timestamp option that is added, which is the one remembered
     */
    public record Change(
            List<WhatIf.Move> moves,
            Optional<Kernels> kernels,
            Outcome outcome,
            boolean changesAnswer,
            Finding turned,
            OptionalLong addedTsVal) {
        /** Name of the value, or {@code kernel}. */
        public String name() {
            return isKernel() ? "kernel" : moves.get(0).shown().name();
        }

        /** The value as judged. */
        public long from() {
            return isKernel() ? 0 : moves.get(0).shownFrom();
        }

        /** The nearest value that changes the outcome. */
        public long to() {
            return isKernel() ? 0 : moves.get(0).shownTo();
        }

        /** For a kernel: the nearest one's name; else empty. */
        public String toText() {
            return kernels.map(Kernels::nearest).orElse("");
        }

        public Party who() {
            return isKernel() ? Party.KERNEL : moves.get(0).who();
        }

        /** Whether another kernel is meant. */
        public boolean isKernel() {
            return kernels.isPresent();
        }
    }

    /**
     * Kernels beside each other that all decide otherwise.
     *
     * @param nearest the one nearest to the kernel that judged
     * @param farthest the last one of them
     * @param toTheEnd whether there is none beyond it: "or later", "or earlier"
     * @param isLater whether they are newer
     */
    public record Kernels(String nearest, String farthest, boolean toTheEnd, boolean isLater) {}

    /**
     * Every change, in the order of {@link WhatIf#ORDER}; among the kernels the nearest newer ones before the nearest
     * older ones.
     */
    public static List<Change> of(Verdict<?> verdict) {
        List<Change> changes = new ArrayList<>();
        List<Change> history = new ArrayList<>();
        for (WhatIf whatIf : verdict.whatIfs()) {
            Change change = change(verdict, whatIf);
            (whatIf.who().compareTo(Party.KERNEL) < 0 ? changes : history).add(change);
        }
        addKernels(verdict, changes);
        changes.addAll(history);
        return changes;
    }

    private static <S extends Situation<S>> Change change(Verdict<S> verdict, WhatIf whatIf) {
        OptionalLong added = OptionalLong.empty();
        for (WhatIf.Move move : whatIf.moves()) {
            if (move.shown().name().equals(TIMESTAMP_OPTION) && move.shownTo() == 1) {
                added = OptionalLong.of(addedTsVal(verdict, move));
            }
        }
        return new Change(
                whatIf.moves(), Optional.empty(), whatIf.outcome(), whatIf.changesAnswer(), whatIf.turned(), added);
    }

    @SuppressWarnings("unchecked") // moves of a verdict are about its own situation
    private static <S extends Situation<S>> long addedTsVal(Verdict<S> verdict, WhatIf.Move move) {
        S supposed = verdict.situation();
        ((Operand<S>) move.operand()).write(supposed, move.to());
        return supposed instanceof Arrival<?> arrival
                ? SeqNum.unsigned(arrival.segment().tsVal())
                : 0;
    }

    private static <S extends Situation<S>> void addKernels(Verdict<S> verdict, List<Change> changes) {
        List<KernelProfile> all = LinuxProfiles.all();
        int own = verdict.findings().isEmpty() ? -1 : OtherKernels.own(verdict, all);
        if (own < 0) {
            return;
        }
        for (int way = 1; way >= -1; way -= 2) {
            Line<S> line = new Line<>(verdict, all, own, way, outcomes(verdict, all, own, way));
            Optional<Change> any = line.nearest(false);
            Optional<Change> answer = line.nearest(true);
            any.filter(change -> !change.changesAnswer()).ifPresent(changes::add);
            answer.ifPresent(changes::add);
        }
    }

    /** What a kernel decides, and about what. */
    private record Decided<S extends Situation<S>>(S supposed, Outcome outcome) {}

    /** What the kernels on one side decide, nearest first. */
    private static <S extends Situation<S>> List<Decided<S>> outcomes(
            Verdict<S> verdict, List<KernelProfile> all, int own, int way) {
        List<Decided<S>> outcomes = new ArrayList<>();
        for (int i = own + way; i >= 0 && i < all.size(); i += way) {
            S supposed = verdict.situation();
            OtherKernels.move(supposed, all.get(own), all.get(i));
            outcomes.add(new Decided<>(
                    supposed,
                    OtherKernels.chainLike(verdict.chain(), all.get(i)).judge(supposed)));
        }
        return outcomes;
    }

    /** The same question as another kernel answers it; none where the judging kernel is not one of Linux's. */
    static <S extends Situation<S>> Optional<Verdict<S>> under(Verdict<S> verdict, KernelProfile other) {
        S supposed = verdict.situation();
        List<KernelProfile> all = LinuxProfiles.all();
        int own = OtherKernels.own(verdict, all);
        if (own < 0) {
            return Optional.empty();
        }
        OtherKernels.move(supposed, all.get(own), other);
        return Optional.of(OtherKernels.chainLike(verdict.chain(), other).verdict(supposed));
    }

    /** The kernels on one side of the one that judged. */
    private record Line<S extends Situation<S>>(
            Verdict<S> verdict, List<KernelProfile> all, int own, int way, List<Decided<S>> outcomes) {
        private Optional<Change> nearest(boolean answer) {
            int first = 0;
            while (first < outcomes.size() && !differs(outcomes.get(first), answer)) {
                first++;
            }
            if (first == outcomes.size()) {
                return Optional.empty();
            }
            int last = first;
            while (last + 1 < outcomes.size() && differs(outcomes.get(last + 1), answer)) {
                last++;
            }
            Kernels kernels = new Kernels(name(first), name(last), last + 1 == outcomes.size(), way > 0);
            boolean changesAnswer = differs(outcomes.get(first), true);
            List<Finding> asked = verdict.findings();
            return Optional.of(new Change(
                    List.of(),
                    Optional.of(kernels),
                    outcomes.get(first).outcome(),
                    changesAnswer,
                    asked.get(asked.size() - 1),
                    OptionalLong.empty()));
        }

        private String name(int away) {
            return all.get(own + way * (away + 1)).name();
        }

        private boolean differs(Decided<S> there, boolean answer) {
            Outcome here = verdict.outcome();
            return answer
                    ? !there.outcome().answersAs(here)
                    : !Outcome.seenIn(verdict.situation(), here, there.outcome(), there.supposed());
        }
    }
}
