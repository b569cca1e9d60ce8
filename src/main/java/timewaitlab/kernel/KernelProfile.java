package timewaitlab.kernel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.Settings;

/** A kernel version as data: chains by hook, sysctl defaults and constants, and how it differs from the one before. */
public final class KernelProfile {
    private final String name;
    private final Settings settings;
    private final Set<Sysctl> absent;
    private final Map<Hook<?>, RuleChain<?>> chains;
    private final List<ProfileChange> changes;

    private KernelProfile(
            String name,
            Settings settings,
            Set<Sysctl> absent,
            Map<Hook<?>, RuleChain<?>> chains,
            List<ProfileChange> changes) {
        this.name = name;
        this.settings = settings;
        this.absent = Set.copyOf(absent);
        this.chains = Map.copyOf(chains);
        this.changes = List.copyOf(changes);
    }

    /** {@code linux-4.10.17}. */
    public String name() {
        return name;
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

    /** Whether the kernel has this sysctl. */
    public boolean has(Sysctl sysctl) {
        return !absent.contains(sysctl);
    }

    /** What it asks of this kind of situation. */
    public <S extends Situation<S>> RuleChain<S> chain(Hook<S> hook) {
        RuleChain<?> chain = chains.get(hook);
        if (chain == null) {
            throw new IllegalStateException(name + " has no chain for " + hook);
        }
        return hook.cast(chain);
    }

    /** How it differs from the profile before it. */
    public List<ProfileChange> changes() {
        return changes;
    }

    /** A kernel that begins as this one. */
    Successor successor(String newName) {
        return new Successor(newName, this);
    }

    /** The first kernel of a line. */
    static Successor first(String name) {
        return new Successor(name, new KernelProfile(name, Settings.defaults(), Set.of(), Map.of(), List.of()));
    }

    @Override
    public String toString() {
        return name;
    }

    /** A profile in the making. Each {@link #because} names the reason of the calls after it. */
    static final class Successor {
        private final String name;
        private final Map<Hook<?>, RuleChain<?>> chains;
        private final Set<Sysctl> absent = EnumSet.noneOf(Sysctl.class);
        private final List<ProfileChange> changes = new ArrayList<>();
        private Settings settings;

        private Successor(String name, KernelProfile from) {
            this.name = name;
            settings = from.settings;
            absent.addAll(from.absent);
            chains = new HashMap<>(from.chains);
        }

        Successor because(String what, String since, String where) {
            changes.add(new ProfileChange(what, since, where));
            return this;
        }

        <S extends Situation<S>> Successor chain(Hook<S> hook, RuleChain<S> chain) {
            chains.put(hook, chain);
            return this;
        }

        <S extends Situation<S>> Successor change(Hook<S> hook, UnaryOperator<RuleChain<S>> change) {
            RuleChain<?> before = chains.get(hook);
            if (before == null) {
                throw new IllegalStateException(name + " has no chain for " + hook);
            }
            return chain(hook, change.apply(hook.cast(before)));
        }

        Successor set(Constant constant, long value) {
            settings = settings.with(constant, value);
            return this;
        }

        Successor set(Sysctl sysctl, long value) {
            absent.remove(sysctl);
            settings = settings.with(sysctl, value);
            return this;
        }

        /** The sysctl is not there; rules that a chain still asks of it read {@code value}. */
        Successor without(Sysctl sysctl, long value) {
            settings = settings.with(sysctl, value);
            absent.add(sysctl);
            return this;
        }

        KernelProfile build() {
            return new KernelProfile(name, settings, absent, chains, changes);
        }
    }
}
