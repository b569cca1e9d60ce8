package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Situation;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;

/**
 * Takes each rule of the Linux line out of its chain in turn and looks for what misses it: something recorded of a
 * kernel that has the rule, or a test vector, that does not come out as before, be it a reply, a state, a counter or a
 * time. Which rule spoke does not count.
 */
public final class Mutations {
    private Mutations() {}

    /**
     * A rule that was taken out.
     *
     * @param kernels the kernels that have this very rule, oldest first
     * @param missedBy what came out differently, and in which kernel; empty when nothing did
     * @param heard recordings and vectors asked, in which the rule changed some outcome
     */
    public record Mutation(
            String hook, String rule, List<KernelProfile> kernels, Optional<String> missedBy, int heard) {
        public Mutation {
            kernels = List.copyOf(kernels);
        }

        /** Why nothing misses it, where that is known; empty for a rule that something misses. */
        public Optional<String> reason() {
            return missedBy.isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(Vectors.unmissed().get(name()));
        }

        private Mutation alsoHeard(int more) {
            return new Mutation(hook, rule, kernels, missedBy, heard + more);
        }

        /** {@code socket socket.paws 2.6.32..6.18}: names it among all. */
        public String name() {
            String first = kernels.get(0).version();
            String last = kernels.get(kernels.size() - 1).version();
            return hook + " " + rule + " " + (first.equals(last) ? first : first + ".." + last);
        }
    }

    /** A rule where it stands: the same object in several kernels is one rule. */
    private record Place<S extends Situation<S>>(Hook<S> hook, Rule<?> rule, List<KernelProfile> kernels) {
        KernelProfile without(KernelProfile kernel) {
            return kernel.lacking(hook, rule.id());
        }
    }

    /**
     * Every rule that one of these kernels has, hook by hook; fewer when {@code cancelled} says so. What misses it is a
     * vector about one of them, or was recorded of one. Vectors are asked first, for they answer in no time, and
     * recordings only of those kernels that have a rule no vector misses.
     */
    public static List<Mutation> of(List<KernelProfile> kernels, BooleanSupplier cancelled) {
        return of(kernels, kernels, cancelled);
    }

    /** The same, where only recordings of those {@code listened} to may miss a rule. */
    static List<Mutation> of(List<KernelProfile> kernels, List<KernelProfile> listened, BooleanSupplier cancelled) {
        List<Place<?>> places = new ArrayList<>();
        Hook.all().forEach(hook -> places(hook, places));
        places.removeIf(place -> place.kernels().stream().noneMatch(kernels::contains));
        List<Mutation> byVectors = ask(places, vectors(kernels), cancelled);
        List<Place<?>> left = new ArrayList<>();
        for (int i = 0; i < byVectors.size(); i++) {
            if (byVectors.get(i).missedBy().isEmpty()) {
                left.add(places.get(i));
            }
        }
        if (cancelled.getAsBoolean()) {
            return List.of();
        }
        List<KernelProfile> concerned = listened.stream()
                .filter(kernel ->
                        left.stream().anyMatch(place -> place.kernels().contains(kernel)))
                .toList();
        Iterator<Mutation> byRecordings =
                ask(left, recorded(concerned), cancelled).iterator();
        return byVectors.stream()
                .map(each -> each.missedBy().isPresent() || !byRecordings.hasNext()
                        ? each
                        : byRecordings.next().alsoHeard(each.heard()))
                .toList();
    }

    private static List<Mutation> ask(
            List<Place<?>> places, Map<KernelProfile, List<Witness>> called, BooleanSupplier cancelled) {
        return places.parallelStream()
                .filter(next -> !cancelled.getAsBoolean())
                .map(place -> of(place, called))
                .toList();
    }

    private static <S extends Situation<S>> void places(Hook<S> hook, List<Place<?>> places) {
        Map<Rule<?>, List<KernelProfile>> having = new LinkedHashMap<>();
        for (KernelProfile kernel : LinuxProfiles.all()) {
            rules(kernel.chain(hook))
                    .forEach(rule -> having.computeIfAbsent(rule, any -> new ArrayList<>())
                            .add(kernel));
        }
        having.forEach((rule, kernels) -> places.add(new Place<>(hook, rule, kernels)));
    }

    private static List<Rule<?>> rules(RuleChain<?> chain) {
        List<Rule<?>> rules = new ArrayList<>();
        chain.stages().forEach(stage -> rules.addAll(stage.rules()));
        chain.limits().forEach(limit -> rules.add(limit.rule()));
        return rules.stream().distinct().toList();
    }

    private static Mutation of(Place<?> place, Map<KernelProfile, List<Witness>> called) {
        int heard = 0;
        for (KernelProfile kernel : place.kernels()) {
            List<Witness> hearing = called.getOrDefault(kernel, List.of()).stream()
                    .filter(witness -> witness.heard(place.hook(), place.rule().id()))
                    .toList();
            heard += hearing.size();
            Optional<String> missed = missing(hearing, place.without(kernel));
            if (missed.isPresent()) {
                return made(place, missed.map(what -> kernel.version() + ", " + what), heard);
            }
        }
        return made(place, Optional.empty(), heard);
    }

    private static Optional<String> missing(List<Witness> hearing, KernelProfile without) {
        return hearing.stream()
                .map(witness -> witness.misses(without))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Mutation made(Place<?> place, Optional<String> missedBy, int heard) {
        return new Mutation(place.hook().toString(), place.rule().id(), place.kernels(), missedBy, heard);
    }

    /** Names on the list of rules that nothing misses, in its order. */
    public static List<String> knownUnmissed() {
        return List.copyOf(Vectors.unmissed().keySet());
    }

    private static Map<KernelProfile, List<Witness>> vectors(List<KernelProfile> kernels) {
        List<Vector> all = Vectors.all();
        return called(
                kernels,
                kernel -> all.stream()
                        .filter(vector -> vector.kernels().contains(kernel))
                        .map(vector -> () -> Stream.of(Witness.of(vector, kernel))));
    }

    private static Map<KernelProfile, List<Witness>> recorded(List<KernelProfile> kernels) {
        List<Recording> recordings = new ArrayList<>();
        for (String family : kernels.isEmpty() ? List.<String>of() : Recordings.families()) {
            recordings.addAll(Recordings.of(
                    family, name -> kernels.stream().anyMatch(kernel -> name.contains(kernel.version()))));
        }
        return called(
                kernels,
                kernel -> recordings.stream()
                        .filter(recording -> recording.profile().equals(kernel))
                        .map(recording -> () -> Witness.all(recording)));
    }

    /** Everybody is asked once with the kernel as it is; what is asked fastest comes first. */
    private static Map<KernelProfile, List<Witness>> called(
            List<KernelProfile> kernels, Function<KernelProfile, Stream<Supplier<Stream<Witness>>>> waiting) {
        Map<KernelProfile, List<Witness>> called = new LinkedHashMap<>();
        kernels.forEach(kernel -> called.put(kernel, called(waiting.apply(kernel))));
        return called;
    }

    private static List<Witness> called(Stream<Supplier<Stream<Witness>>> waiting) {
        return waiting.toList().parallelStream()
                .flatMap(Supplier::get)
                .sorted(Comparator.comparingLong(Witness::length).thenComparing(Witness::toString))
                .toList();
    }
}
