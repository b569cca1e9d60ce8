package timewaitlab.viewmodel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;
import timewaitlab.base.Watch;
import timewaitlab.lab.FieldExpression;
import timewaitlab.scenario.SessionText;
import timewaitlab.viewmodel.Laboratory.Answer;

/** How something is opened to which things were done before: they go on, or it is said what of them does not. */
final class Resumption {
    private final MainViewModel model;
    private final Optional<SessionFiles> files;
    private final Optional<String> scenario;
    private Optional<SessionText> kept = Optional.empty();
    private final List<FieldExpression> breakpoints = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    /** @param scenario what is opened; empty for whatever was open last */
    Resumption(MainViewModel model, Optional<SessionFiles> files, Optional<String> scenario) {
        this.model = model;
        this.files = files;
        this.scenario = scenario;
    }

    /** Runs what was shown last or, where nothing can be made of that, {@code otherwise}. Sim thread. */
    Answer run(Watch watch, Function<Watch, Answer> otherwise) {
        Optional<Path> file = files.flatMap(each -> each.find(scenario));
        if (files.isEmpty() || file.isEmpty()) {
            return otherwise.apply(watch);
        }
        Reading<SessionText> read = SessionFiles.read(file.get(), model.laboratory());
        Optional<String> problem = read.problems().stream().findFirst().map(Problem::toString);
        if (problem.isEmpty()) {
            SessionText session = read.value().orElseThrow();
            Answer answer = model.laboratory().run(choiceToResume(session), watch);
            if (answer instanceof Answer.Done) {
                kept = Optional.of(readable(session));
                return answer;
            }
            problem = answer instanceof Answer.Refused refused
                    ? refused.problems().stream().findFirst()
                    : Optional.empty();
        }
        Answer answer = otherwise.apply(watch);
        if (answer instanceof Answer.Done) {
            Path there = files.get().refuse(file.get(), scenario);
            problem.ifPresent(why -> lost.add(Texts.say("notice.notResumed.kept", why, there)));
        }
        return answer;
    }

    /** Without tests that mean nothing any more. */
    private SessionText readable(SessionText session) {
        SessionText.Look look = session.look();
        String filter = look.filter().isEmpty() || test(look.filter()).isEmpty() ? "" : look.filter();
        look.breakpoints().forEach(text -> test(text).ifPresent(breakpoints::add));
        return session.looking(look.testing(filter, look.breakpoints()));
    }

    private Optional<FieldExpression> test(String text) {
        Reading<FieldExpression> read = FieldExpression.parse(text);
        read.problems().stream().findFirst().ifPresent(wrong -> lost.add(text + ": " + Texts.line(wrong)));
        return read.value();
    }

    /** Shows what was run, and says what of the session is not there. */
    void show(Experiment ran) {
        kept.ifPresentOrElse(session -> model.session().resume(session, ran), () -> model.open(ran));
        model.breakpoints().restore(breakpoints);
        if (!lost.isEmpty()) {
            model.say(new Notice(Texts.say("notice.notResumed"), lost.subList(0, 1), true));
        }
    }

    /** What is run first to take up branches as they were left: the one that was shown. */
    private static ScenarioChoice choiceToResume(SessionText kept) {
        return kept.branches().stream()
                .filter(branch -> branch.id() == kept.shown())
                .map(branch -> choice(kept, branch))
                .findFirst()
                .orElseThrow();
    }

    /** What was done to this branch. */
    static ScenarioChoice choice(SessionText kept, SessionText.Branch branch) {
        return ScenarioChoice.of(kept.scenario())
                .withInterventions(branch.interventions())
                .writing(branch.written());
    }
}
