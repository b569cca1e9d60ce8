package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import timewaitlab.base.Reading;
import timewaitlab.lab.FieldExpression;
import timewaitlab.scenario.Durations;

/**
 * Where somebody writes that a run should go: to a moment ({@code 5.022}, {@code 22 ms}), to a segment by its number
 * ({@code #12}), or on until a test of fields holds ({@code state == TIME-WAIT}).
 */
public final class Goal {
    private Goal() {}

    /** Goes there, off this thread where it must be looked for; says what is wrong, and {@code reached} hears of it. */
    public static void seek(MainViewModel model, String written, Consumer<Boolean> reached) {
        String text = written.strip();
        OptionalInt number = number(text);
        OptionalLong moment = moment(text);
        if (number.isPresent()) {
            int journey = model.index().journeyOf(number.getAsInt());
            boolean known = journey != 0;
            if (known) {
                model.goTo(journey);
            }
            end(model, known ? "" : Texts.say("goto.noSegment", number.getAsInt()), reached);
        } else if (moment.isPresent()) {
            model.seek(moment.getAsLong());
            end(model, "", reached);
        } else if (!text.isEmpty()) {
            runUntil(model, text, reached);
        }
    }

    private static void runUntil(MainViewModel model, String text, Consumer<Boolean> reached) {
        TraceIndex index = model.index();
        long now = model.playhead().getTime();
        record Found(Reading<FieldExpression> test, Optional<Long> moment) {}
        model.alongside(
                () -> {
                    Reading<FieldExpression> test = FieldExpression.parse(text);
                    return new Found(
                            test,
                            test.value().stream()
                                    .flatMap(each -> each.moments(index.trace()).stream())
                                    .filter(each -> each > now)
                                    .findFirst());
                },
                found -> {
                    String wrong = found.test().problems().stream()
                            .findFirst()
                            .map(Texts::line)
                            .orElse(found.moment().isPresent() ? "" : Texts.say("goto.never", text));
                    if (model.index() == index) {
                        found.moment().ifPresent(model::seek);
                        end(model, wrong, reached);
                    }
                });
    }

    private static void end(MainViewModel model, String wrong, Consumer<Boolean> reached) {
        if (!wrong.isEmpty()) {
            model.say(new Notice(wrong, List.of(), true));
        }
        reached.accept(wrong.isEmpty());
    }

    private static OptionalInt number(String text) {
        return text.matches("#\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text.substring(1))) : OptionalInt.empty();
    }

    private static OptionalLong moment(String text) {
        try {
            return OptionalLong.of(Durations.parse(text.matches("[\\d.]+") ? text + " s" : text));
        } catch (IllegalArgumentException noMoment) {
            return OptionalLong.empty();
        }
    }
}
