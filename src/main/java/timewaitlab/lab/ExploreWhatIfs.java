package timewaitlab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.tcp.Arrival;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;

/** What would have changed a verdict: values, found by the verdict itself, and other kernels, asked here. */
public final class ExploreWhatIfs {
    private ExploreWhatIfs() {}

    /**
     * A change that changes the outcome.
     *
     * @param name of the value, or {@code kernel}
     * @param to the nearest value that does
     * @param toText for a kernel: its name; else empty
     */
    public record Change(String name, long from, long to, String toText, Outcome outcome, Party who) {
        /** Whether another kernel is meant. */
        public boolean isKernel() {
            return !toText.isEmpty();
        }
    }

    /** Every change, values first, nearest first; then the first newer and the last older kernel that decides else. */
    public static List<Change> of(Verdict<?> verdict) {
        List<Change> changes = new ArrayList<>();
        verdict.whatIfs().forEach(whatIf -> changes.add(VerdictJson.change(whatIf)));
        addKernels(verdict, changes);
        return changes;
    }

    private static <S extends Situation<S>> void addKernels(Verdict<S> verdict, List<Change> changes) {
        if (!(verdict.situation() instanceof Arrival<?>)) {
            return;
        }
        List<KernelProfile> all = LinuxProfiles.all();
        int own = indexOf(verdict.chain());
        if (own < 0) {
            return;
        }
        for (int i = own + 1; i < all.size() && !tryKernel(verdict, all.get(own), all.get(i), changes); i++) {
            // the nearest newer one is enough
        }
        for (int i = own - 1; i >= 0 && !tryKernel(verdict, all.get(own), all.get(i), changes); i--) {
            // the nearest older one is enough
        }
    }

    private static <S extends Situation<S>> boolean tryKernel(
            Verdict<S> verdict, KernelProfile own, KernelProfile other, List<Change> changes) {
        Optional<RuleChain<S>> chain = chainLike(verdict.chain(), other);
        if (chain.isEmpty()) {
            return false;
        }
        S supposed = verdict.situation();
        Arrival<?> arrival = (Arrival<?>) supposed;
        arrival.runsWith(moved(arrival.settings(), own, other));
        Outcome outcome = chain.get().judge(supposed);
        Outcome decided = verdict.outcome();
        if (outcome.disposition() == decided.disposition() && outcome.code() == decided.code()) {
            return false;
        }
        changes.add(new Change("kernel", 0, 0, other.name(), outcome, Party.OPERATOR));
        return true;
    }

    /** The other kernel with what the operator had set, as far as it has those sysctls. */
    private static Settings moved(Settings settings, KernelProfile own, KernelProfile other) {
        Settings moved = other.settings((int) settings.get(Constant.HZ));
        for (Sysctl sysctl : Sysctl.values()) {
            boolean wasSet = settings.get(sysctl) != own.settings().get(sysctl);
            if (wasSet && other.has(sysctl)) {
                moved = moved.with(sysctl, settings.get(sysctl));
            }
        }
        return moved;
    }

    private static int indexOf(RuleChain<?> chain) {
        List<KernelProfile> all = LinuxProfiles.all();
        for (int i = 0; i < all.size(); i++) {
            if (Hook.all().stream().map(all.get(i)::chain).anyMatch(known -> known == chain)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // two chains of one hook judge one kind of situation
    private static <S extends Situation<S>> Optional<RuleChain<S>> chainLike(RuleChain<S> chain, KernelProfile other) {
        return Hook.all().stream()
                .map(hook -> (RuleChain<S>) (RuleChain<?>) other.chain(hook))
                .filter(candidate -> candidate.hook().equals(chain.hook()))
                .findFirst();
    }
}
