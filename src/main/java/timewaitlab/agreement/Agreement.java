package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import timewaitlab.agreement.Judgement.Way;
import timewaitlab.kernel.KernelProfile;

/** Holds the engine to the bundled recordings of real kernels, all of them or some, now. */
public final class Agreement {
    private Agreement() {}

    /**
     * What is to be judged; everything where nothing is said.
     *
     * @param topics such as {@code timewait}; a recording about any of them is judged
     */
    public record Selection(List<String> topics, Optional<KernelProfile> kernel) {
        /** Every recording. */
        public static final Selection ALL = new Selection(List.of(), Optional.empty());

        public Selection {
            topics = List.copyOf(topics);
        }

        boolean includes(Recording recording) {
            return (topics.isEmpty() || Topics.of(recording).stream().anyMatch(topics::contains))
                    && kernel.map(recording.profile()::equals).orElse(true);
        }
    }

    /** Told after each piece of work, from several threads. */
    public interface Progress {
        /** {@code done} families of {@code all} are judged. */
        void judged(int done, int all);
    }

    /** Judges in every way there is; ends early, with what is known by then, when {@code cancelled} says so. */
    public static Report judge(Selection selection, Progress progress, BooleanSupplier cancelled) {
        List<String> families = Recordings.families();
        List<Judgement> judgements = new ArrayList<>();
        AtomicInteger folders = new AtomicInteger();
        for (int i = 0; i < families.size() && !cancelled.getAsBoolean(); i++) {
            List<Supplier<Judgement>> work = new ArrayList<>();
            for (Recording recording : Recordings.of(families.get(i))) {
                if (selection.includes(recording)) {
                    folders.incrementAndGet();
                    work.addAll(work(recording));
                }
            }
            work.parallelStream()
                    .filter(next -> !cancelled.getAsBoolean())
                    .map(Supplier::get)
                    .forEachOrdered(judgements::add);
            progress.judged(i + 1, families.size());
        }
        return new Report(folders.get(), judgements);
    }

    /** Everything a recording can be held to. */
    static List<Supplier<Judgement>> work(Recording recording) {
        KernelProfile profile = recording.profile();
        List<Supplier<Judgement>> work = new ArrayList<>();
        for (CellJudge judge : CellJudge.ALL) {
            if (judge.judges(recording)) {
                work.add(() -> Judgement.of(recording, Way.VERDICT, judge.rows(recording, profile)));
            }
        }
        if (NatReplay.fits(recording)) {
            work.add(() -> Judgement.of(recording, Way.REPLAY, NatReplay.rows(recording, profile)));
        }
        for (String file : CaptureCells.files(recording)) {
            work.add(() -> CaptureCells.judge(recording, file, profile));
        }
        Recreation.of(recording)
                .ifPresent(again -> work.add(() -> Judgement.of(recording, Way.RECREATION, again.rows())));
        return work;
    }
}
