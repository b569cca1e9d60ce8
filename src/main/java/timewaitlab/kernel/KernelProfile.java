package timewaitlab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Settings;

/**
 * A kernel version as data: chains by hook, sysctl defaults, constants and counters, and how it differs from the one
 * before.
 */
public final class KernelProfile {
    private final String name;
    private final @Nullable KernelProfile before;
    private final List<Step> steps;
    private final Settings settings;
    private final ConntrackSettings conntrack;
    private final boolean checked;
    private final Set<Sysctl> absent;
    private final Set<Counter> uncounted;
    private final Map<Hook<?>, RuleChain<?>> chains;

    /** What was done for one reason, in order. The first kernel of a line is made in one step without a reason. */
    record Step(@Nullable ProfileChange change, List<Successor.Deed> deeds) {
        Step {
            deeds = List.copyOf(deeds);
        }
    }

    KernelProfile(String name, @Nullable KernelProfile before, List<Step> steps) {
        this.name = name;
        this.before = before;
        this.steps = List.copyOf(steps);
        Successor.Made made = new Successor.Made(before);
        for (Step step : steps) {
            step.deeds().forEach(deed -> deed.change(made));
        }
        settings = made.settings.lacking(made.absent, made.uncounted);
        conntrack = made.conntrack;
        checked = made.checked;
        absent = Set.copyOf(made.absent);
        uncounted = Set.copyOf(made.uncounted);
        chains = Map.copyOf(made.chains);
    }

    /** {@code linux-4.10.17}. */
    public String name() {
        return name;
    }

    /** The name, and where no kernel was asked, that: {@code freebsd (not kernel-checked)}. */
    public String label() {
        return checked ? name : name + " (not kernel-checked)";
    }

    /** Whether running kernels were asked about what this profile does, rather than documents alone. */
    public boolean isKernelChecked() {
        return checked;
    }

    /** {@code 4.10.17}. */
    public String version() {
        return name.substring(name.indexOf('-') + 1);
    }

    /** Constants and sysctl defaults, with the HZ this kernel was usually built with. */
    public Settings settings() {
        return settings;
    }

    /** The same built with another HZ (100, 250, 300 or 1000). */
    public Settings settings(int hz) {
        return settings.with(Constant.HZ, hz);
    }

    /** Constants and sysctl defaults of its connection tracking. */
    public ConntrackSettings conntrack() {
        return conntrack;
    }

    /** Whether the kernel has this sysctl. */
    public boolean has(Sysctl sysctl) {
        return !absent.contains(sysctl);
    }

    /** Whether the kernel has this counter. net/ipv4/proc.c */
    public boolean counts(Counter counter) {
        return !uncounted.contains(counter);
    }

    /** What it asks of this kind of situation. */
    public <S extends Situation<S>> RuleChain<S> chain(Hook<S> hook) {
        RuleChain<?> chain = chains.get(hook);
        if (chain == null) {
            throw new IllegalStateException(name + " has no chain for " + hook);
        }
        return hook.cast(chain);
    }

    /** The profile this one is a successor of. */
    public Optional<KernelProfile> before() {
        return Optional.ofNullable(before);
    }

    /** How it differs from the profile before it. */
    public List<ProfileChange> changes() {
        List<ProfileChange> changes = new ArrayList<>();
        for (Step step : steps) {
            if (step.change() != null) {
                changes.add(step.change());
            }
        }
        return changes;
    }

    /** The kernel this would be had one of its changes never been made: for showing what the change does. */
    public KernelProfile leavingOut(ProfileChange change) {
        if (!changes().contains(change)) {
            throw new IllegalArgumentException(name + " does not change: " + change.what());
        }
        List<Step> rest =
                steps.stream().filter(step -> !change.equals(step.change())).toList();
        return new KernelProfile(name, before, rest);
    }

    /** The kernel this would be without one of its rules: for showing what the rule does. */
    public <S extends Situation<S>> KernelProfile lacking(Hook<S> hook, String ruleId) {
        return changed(made -> made.chains.put(hook, chain(hook).lacking(ruleId)));
    }

    /** This kernel, telling hook and id of its rules whenever they matter. */
    public KernelProfile overheardBy(BiConsumer<Hook<?>, String> ear) {
        return changed(made -> chains.forEach(
                (hook, chain) -> made.chains.put(hook, chain.overheardBy(ruleId -> ear.accept(hook, ruleId)))));
    }

    private KernelProfile changed(Successor.Deed deed) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(null, List.of(deed)));
        return new KernelProfile(name, before, more);
    }

    /** A kernel that begins as this one. */
    Successor successor(String newName) {
        return new Successor(newName, this);
    }

    /** The first kernel of a line. */
    static Successor first(String name) {
        return new Successor(name, null);
    }

    Set<Sysctl> absent() {
        return absent;
    }

    Set<Counter> uncounted() {
        return uncounted;
    }

    Map<Hook<?>, RuleChain<?>> chains() {
        return chains;
    }

    @Override
    public String toString() {
        return name;
    }
}
