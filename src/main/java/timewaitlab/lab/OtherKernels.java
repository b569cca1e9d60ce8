package timewaitlab.lab;

import java.util.List;
import java.util.function.ToIntFunction;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.decide.Verdict;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.ConntrackSettings;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.Passage;
import timewaitlab.tcp.Constant;
import timewaitlab.tcp.OnHost;
import timewaitlab.tcp.Settings;

/** The same situation on another kernel: on a host, or in the connection tracking of a NAT. */
final class OtherKernels {
    private OtherKernels() {}

    /** The place of the profile that judged among these, -1 where it is none of them. */
    static int own(Verdict<?> verdict, List<KernelProfile> all) {
        Situation<?> judged = verdict.situation();
        if (judged instanceof OnHost<?> host) {
            int hz = (int) host.settings().get(Constant.HZ);
            return likest(verdict.chain(), all, profile -> unlikeness(host.settings(), profile.settings(hz)));
        }
        if (judged instanceof Passage<?> passage) {
            return likest(verdict.chain(), all, profile -> unlikeness(passage.settings(), profile.conntrack()));
        }
        return -1;
    }

    /** Moves a situation from one kernel to another one, with what the operator had set as far as that has it. */
    static void move(Situation<?> supposed, KernelProfile own, KernelProfile other) {
        if (supposed instanceof OnHost<?> host) {
            host.runsWith(moved(host.settings(), own, other));
        } else if (supposed instanceof Passage<?> passage) {
            passage.runsWith(moved(passage.settings(), own, other));
        }
    }

    /** The chain with which a kernel answers the question that this one answers. */
    @SuppressWarnings("unchecked") // two chains of one hook judge one kind of situation
    static <S extends Situation<S>> RuleChain<S> chainLike(RuleChain<S> chain, KernelProfile other) {
        return Hook.all().stream()
                .map(hook -> (RuleChain<S>) (RuleChain<?>) other.chain(hook))
                .filter(candidate -> candidate.hook().equals(chain.hook()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(other + " has no chain for " + chain.hook()));
    }

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

    private static ConntrackSettings moved(ConntrackSettings settings, KernelProfile own, KernelProfile other) {
        ConntrackSettings moved = other.conntrack();
        for (ConntrackSysctl sysctl : ConntrackSysctl.values()) {
            if (settings.get(sysctl) != own.conntrack().get(sysctl)) {
                moved = moved.with(sysctl, settings.get(sysctl));
            }
        }
        return moved;
    }

    /** The profile with this very chain and, where several share it, the settings most alike. */
    private static int likest(RuleChain<?> chain, List<KernelProfile> all, ToIntFunction<KernelProfile> unlikeness) {
        int likest = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            KernelProfile profile = all.get(i);
            int unlike = unlikeness.applyAsInt(profile);
            if (unlike < least && Hook.all().stream().map(profile::chain).anyMatch(known -> known == chain)) {
                likest = i;
                least = unlike;
            }
        }
        return likest;
    }

    /** A constant says more than a sysctl, which anybody may have set. */
    private static int unlikeness(Settings settings, Settings ofProfile) {
        int unlike = 0;
        for (Constant constant : Constant.values()) {
            unlike += settings.get(constant) == ofProfile.get(constant) ? 0 : Sysctl.values().length;
        }
        for (Sysctl sysctl : Sysctl.values()) {
            unlike += settings.get(sysctl) == ofProfile.get(sysctl) ? 0 : 1;
        }
        return unlike;
    }

    private static int unlikeness(ConntrackSettings settings, ConntrackSettings ofProfile) {
        int unlike = 0;
        for (ConntrackConstant constant : ConntrackConstant.values()) {
            unlike += settings.get(constant) == ofProfile.get(constant) ? 0 : ConntrackSysctl.values().length;
        }
        for (ConntrackSysctl sysctl : ConntrackSysctl.values()) {
            unlike += settings.get(sysctl) == ofProfile.get(sysctl) ? 0 : 1;
        }
        return unlike;
    }
}
