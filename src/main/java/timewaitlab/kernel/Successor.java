package timewaitlab.kernel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Settings;

/** A profile in the making. Each {@link #because} names the reason of the calls after it. */
final class Successor {
    private final String name;
    private final @Nullable KernelProfile from;
    private final List<KernelProfile.Step> steps = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();
    private @Nullable ProfileChange reason;

    /** One thing that is different. */
    interface Deed {
        void change(Made made);
    }

    /** What the changes have made of the profile so far. */
    static final class Made {
        final Map<Hook<?>, RuleChain<?>> chains = new HashMap<>();
        final Set<Sysctl> absent = EnumSet.noneOf(Sysctl.class);
        final Set<Counter> uncounted = EnumSet.noneOf(Counter.class);
        Settings settings = Settings.defaults();
        ConntrackSettings conntrack = ConntrackSettings.defaults();
        boolean checked = true;

        Made(@Nullable KernelProfile from) {
            if (from != null) {
                settings = from.settings();
                conntrack = from.conntrack();
                checked = from.isKernelChecked();
                chains.putAll(from.chains());
                absent.addAll(from.absent());
                uncounted.addAll(from.uncounted());
            }
        }
    }

    Successor(String name, @Nullable KernelProfile from) {
        this.name = name;
        this.from = from;
    }

    /** {@code since}: the release it came with. {@code where}: kernel file and function, or commit. */
    Successor because(String what, String since, String where) {
        finishStep();
        reason = new ProfileChange(what, since, where);
        return this;
    }

    <S extends Situation<S>> Successor chain(Hook<S> hook, RuleChain<S> chain) {
        return does(made -> made.chains.put(hook, chain));
    }

    <S extends Situation<S>> Successor change(Hook<S> hook, UnaryOperator<RuleChain<S>> change) {
        return does(made -> {
            RuleChain<?> before = made.chains.get(hook);
            if (before == null) {
                throw new IllegalStateException(name + " has no chain for " + hook);
            }
            made.chains.put(hook, change.apply(hook.cast(before)));
        });
    }

    Successor set(Constant constant, long value) {
        return does(made -> made.settings = made.settings.with(constant, value));
    }

    Successor set(Sysctl sysctl, long value) {
        return does(made -> {
            made.absent.remove(sysctl);
            made.settings = made.settings.with(sysctl, value);
        });
    }

    Successor set(ConntrackConstant constant, long value) {
        return does(made -> made.conntrack = made.conntrack.with(constant, value));
    }

    /** A group of changes that stand elsewhere. */
    Successor also(UnaryOperator<Successor> changes) {
        return changes.apply(this);
    }

    /** The sysctl is not there; rules that a chain still asks of it read {@code value}. */
    Successor without(Sysctl sysctl, long value) {
        return does(made -> {
            made.settings = made.settings.with(sysctl, value);
            made.absent.add(sysctl);
        });
    }

    /** These counters are there from now on. */
    Successor counts(Counter... counters) {
        return does(made -> made.uncounted.removeAll(List.of(counters)));
    }

    /** These counters are not there, or no longer. */
    Successor countsNo(Counter... counters) {
        return does(made -> made.uncounted.addAll(List.of(counters)));
    }

    /** Read from documents; no running kernel was asked. */
    Successor unchecked() {
        return does(made -> made.checked = false);
    }

    private Successor does(Deed deed) {
        deeds.add(deed);
        return this;
    }

    private void finishStep() {
        if (reason != null || !deeds.isEmpty()) {
            steps.add(new KernelProfile.Step(reason, deeds));
            deeds.clear();
        }
    }

    KernelProfile build() {
        finishStep();
        return new KernelProfile(name, from, steps);
    }
}
