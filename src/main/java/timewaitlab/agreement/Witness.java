package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import timewaitlab.agreement.Judgement.Disagreement;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;

/**
 * Something that was recorded, and that says what is wrong with a kernel. It is asked once with its own kernel: what it
 * finds wrong then proves nothing, and a rule that changed no outcome then cannot be missed by it.
 */
final class Witness {
    /** Bytes; larger ones are more of the same, one connection a second for minutes. */
    private static final int LARGEST_CAPTURE = 250_000;

    private static final byte[] NONE = {};

    private final String name;
    private final Function<KernelProfile, List<String>> wrong;
    private final Set<String> usual;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicLong length = new AtomicLong();

    /** @param wrong names of what does not come out as recorded when this kernel runs */
    Witness(String name, KernelProfile kernel, Function<KernelProfile, List<String>> wrong) {
        this.name = name;
        this.wrong = wrong;
        usual = new LinkedHashSet<>(wrong.apply(kernel.overheardBy((hook, ruleId) -> {
            heard.add(key(hook, ruleId));
            length.incrementAndGet();
        })));
    }

    /** Every way in which a recording is judged. */
    static Stream<Witness> all(Recording recording) {
        List<Witness> witnesses = new ArrayList<>();
        CellJudge.ALL.stream()
                .filter(judge -> judge.judges(recording))
                .forEach(judge -> witnesses.add(of(recording, judge)));
        Recreation.of(recording).ifPresent(again -> witnesses.add(of(recording, again)));
        if (NatReplay.fits(recording)) {
            witnesses.add(ofNat(recording));
        }
        CaptureCells.files(recording).stream()
                .filter(file -> recording.captures().getOrDefault(file, NONE).length <= LARGEST_CAPTURE)
                .forEach(file -> witnesses.add(of(recording, file)));
        return witnesses.stream();
    }

    private static Witness of(Recording recording, CellJudge judge) {
        return new Witness(recording.name(), recording.profile(), kernel -> wrong(judge.rows(recording, kernel)));
    }

    private static Witness of(Recording recording, Recreation again) {
        return new Witness(
                recording.name() + " done again", recording.profile(), kernel -> wrong(again.rows(any -> kernel)));
    }

    private static Witness of(Recording recording, String file) {
        return new Witness(
                recording.name(),
                recording.profile(),
                kernel -> CaptureCells.judge(recording, file, kernel).wrong().stream()
                        .map(Disagreement::row)
                        .map(Row::what)
                        .toList());
    }

    private static Witness ofNat(Recording recording) {
        return new Witness(
                recording.name() + " at the NAT",
                recording.profile(),
                kernel -> wrong(NatReplay.rows(recording, kernel)));
    }

    /** @param kernel one that the vector is told of */
    static Witness of(Vector vector, KernelProfile kernel) {
        return new Witness("vector " + vector.id(), kernel, vector::differences);
    }

    private static List<String> wrong(List<Row> rows) {
        return rows.stream().filter(row -> !row.held()).map(Row::what).toList();
    }

    private static String key(Hook<?> hook, String ruleId) {
        return hook + " " + ruleId;
    }

    /** How often rules mattered: about what it takes to ask again. */
    long length() {
        return length.get();
    }

    boolean heard(Hook<?> hook, String ruleId) {
        return heard.contains(key(hook, ruleId));
    }

    /** The first thing that comes out as recorded with its own kernel and does not with this one. */
    Optional<String> misses(KernelProfile lacking) {
        try {
            return wrong.apply(lacking).stream()
                    .filter(what -> !usual.contains(what))
                    .findFirst()
                    .map(what -> name + ": " + what);
        } catch (IllegalStateException e) {
            return Optional.of(name + ": the engine stops, " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
