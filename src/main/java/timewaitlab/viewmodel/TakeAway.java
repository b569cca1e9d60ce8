package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import timewaitlab.base.Problem;
import timewaitlab.draw.Palette;
import timewaitlab.export.DiagramExport;
import timewaitlab.export.DiagramRequest;
import timewaitlab.export.DiagramRequest.View;
import timewaitlab.trace.Trace;

/**
 * Saves what is shown as a picture: the very file {@code export} writes for the same moment, selection, theme and
 * scale. Drawn and written on the sim thread.
 */
public final class TakeAway {
    private static final String TWICE = "@2x";
    private static final String FOR_PRINT = "-print";

    private TakeAway() {}

    /**
     * What a file of this name shows: {@code ladder}, {@code states} or {@code scene}, in the theme that is on or,
     * after {@code -print}, for paper; {@code .svg}, or {@code .png}, after {@code @2x} at twice the size.
     */
    public static DiagramRequest request(MainViewModel model, String name) {
        String title = model.getExperiment().map(Experiment::title).orElse("");
        View view = View.valueOf(name.replaceAll("[-.@].*", "").toUpperCase(Locale.ROOT));
        Palette screen = model.themeProperty().get().palette();
        DiagramRequest request = DiagramRequest.of(view, title)
                .at(model.playhead().getTime())
                .in(name.contains(FOR_PRINT) ? Palette.PRINT : screen)
                .withTimeScale(model.timeScaleProperty().get())
                .withSelected(model.selectedProperty().get())
                .withFilter(model.filter().testProperty().get());
        return name.endsWith(".png") ? request.asPng(name.contains(TWICE) ? 2 : 1) : request;
    }

    /** Saves the picture of this name there, and says how that went; cancelled, what was there before stays. */
    public static void save(MainViewModel model, String name, Path file) {
        DiagramRequest request = request(model, name);
        Trace trace = model.index().trace();
        model.runs()
                .watched(
                        watch -> DiagramExport.write(trace, request, file, watch),
                        done -> model.say(done.map(problem -> said(file, problem))
                                .orElseGet(() -> new Notice(
                                        Texts.say("notice.exportCancelled", file.getFileName()), List.of(), false))));
    }

    /** What a scenario with its interventions is called as a file. */
    public static String scenarioFile(ScenarioChoice choice) {
        String name = choice.scenario().replaceAll(".*[/\\\\]", "").replaceAll("\\.ya?ml$", "");
        return name + "-what-if.yaml";
    }

    /** Saves the scenario there with the interventions of the branch that is shown, and says how that went. */
    public static void saveScenario(MainViewModel model, Path file) {
        model.session()
                .getTree()
                .shown()
                .map(Future::choice)
                .ifPresent(choice -> model.alongside(
                        () -> model.laboratory().save(choice, file), problem -> model.say(said(file, problem))));
    }

    private static Notice said(Path file, Optional<Problem> problem) {
        return problem.map(wrong -> new Notice(
                        Texts.say("notice.exportFailed", file.getFileName()), List.of(wrong.toString()), true))
                .orElseGet(() -> new Notice(Texts.say("notice.exported", file.getFileName()), List.of(), false));
    }
}
