package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;

/**
 * Takes each rule out of its chain in turn, kernel by kernel, and looks for what misses it: a recording of that kernel
 * in any way it is judged, or an expectation of a shipped scenario that runs it. A rule of a kernel that was not
 * recorded is held by a recorded one that asks the very same rule.
 */
public final class Mutations {
    private final Map<KernelProfile, Witnesses> witnesses = new HashMap<>();
    private final BooleanSupplier cancelled;

    private Mutations(BooleanSupplier cancelled) {
        this.cancelled = cancelled;
    }

    /**
     * A rule that was taken out.
     *
     * @param missedBy what came out differently; empty when nothing did
     */
    public record Mutation(String kernel, String hook, String rule, Optional<String> missedBy) {
        @Override
        public String toString() {
            return kernel + " " + hook + " " + rule + ": " + missedBy.orElse("missed by nothing");
        }
    }

    /** Every rule of these kernels, in the order of their chains. */
    public static List<Mutation> of(List<KernelProfile> kernels, BooleanSupplier cancelled) {
        Mutations mutations = new Mutations(cancelled);
        List<Mutation> all = new ArrayList<>();
        Map<String, Mutation> known = new HashMap<>();
        List<KernelProfile> recordedFirst = new ArrayList<>(kernels);
        recordedFirst.sort(Comparator.comparing(kernel -> !mutations.of(kernel).isRecorded()));
        for (KernelProfile kernel : recordedFirst) {
            for (Hook<?> hook : Hook.all()) {
                all.addAll(mutations.of(kernel, hook, known));
            }
        }
        all.sort(Comparator.comparingInt(mutation -> indexOf(mutation.kernel())));
        return all;
    }

    private static int indexOf(String kernel) {
        return LinuxProfiles.all().stream().map(KernelProfile::name).toList().indexOf(kernel);
    }

    private List<Mutation> of(KernelProfile kernel, Hook<?> hook, Map<String, Mutation> known) {
        List<Mutation> found = new ArrayList<>();
        for (Rule<?> rule : rules(kernel.chain(hook))) {
            if (cancelled.getAsBoolean()) {
                return found;
            }
            // the same object, at the same hook: what misses it elsewhere misses it here
            String identity = hook + " " + System.identityHashCode(rule);
            Optional<String> by = of(kernel).missing(kernel.lacking(hook, rule.id()), rule.id());
            Mutation same = known.get(identity);
            if (by.isEmpty() && same != null) {
                by = same.missedBy().map(what -> "as in " + same.kernel() + ": " + what);
            }
            Mutation mutation = new Mutation(kernel.name(), hook.toString(), rule.id(), by);
            if (by.isPresent()) {
                known.putIfAbsent(identity, mutation);
            }
            found.add(mutation);
        }
        return found;
    }

    private static List<Rule<?>> rules(RuleChain<?> chain) {
        List<Rule<?>> rules = new ArrayList<>();
        chain.stages().forEach(stage -> rules.addAll(stage.rules()));
        chain.limits().forEach(limit -> rules.add(limit.rule()));
        return rules;
    }

    private Witnesses of(KernelProfile kernel) {
        return witnesses.computeIfAbsent(kernel, Witnesses::of);
    }
}
