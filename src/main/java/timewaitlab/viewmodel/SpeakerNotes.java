package timewaitlab.viewmodel;

import java.util.function.Consumer;

/** What whoever presents reads while the others look at the ladder. */
public final class SpeakerNotes {
    private SpeakerNotes() {}

    /** Fetches the notes of what is shown; empty text where there are none. */
    public static void of(MainViewModel model, Consumer<String> receiver) {
        model.getExperiment()
                .ifPresent(shown -> model.alongside(() -> model.laboratory().notes(shown.choice()), receiver));
    }

    /** Where the run is, and what was decided last. */
    public static String now(MainViewModel model) {
        String said = Caption.of(model).map(Caption::lead).orElse("");
        return Texts.say("notes.now", Numbers.clock(model.playhead().getTime()), said);
    }

    /** The next verdict that is worth a look. */
    public static String next(MainViewModel model) {
        long now = model.playhead().getTime();
        return model.index().trace().verdicts().stream()
                .filter(judged -> judged.time() > now && TraceIndex.isNotable(judged))
                .findFirst()
                .map(judged -> Texts.say(
                        "notes.next",
                        Numbers.clock(judged.time()),
                        judged.at(),
                        VerdictChip.of(judged).text()))
                .orElse(Texts.say("notes.last"));
    }
}
