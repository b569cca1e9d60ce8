package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.trace.TraceEvent.TimerKind;
import timewaitlab.trace.TraceEvent.TimerSpan;

/** What is said beside the band of a timer, line by line, in the language and the size of a ladder. */
final class BandTexts {
    /** A line of it. */
    record Line(Lettering lettering, String text) {
        double height() {
            return Math.round(lettering.size() * 1.24);
        }

        double width() {
            return lettering.width(text);
        }
    }

    private final LadderOptions options;

    BandTexts(LadderOptions options) {
        this.options = options;
    }

    /** Everything that may be said about a timer, whichever of it finds a place. */
    List<Line> all(TimerSpan span) {
        List<Line> all = new ArrayList<>(start(span, Ink.INK));
        span.restarts().forEach(restart -> all.addAll(restart(span, restart, Ink.INK)));
        if (span.kind() == TimerKind.PEER_MEMORY) {
            all.addAll(ends(Ink.INK));
        }
        if (isCounted(span)) {
            all.addAll(left(span, span.time(), Ink.INK));
        }
        return all;
    }

    /** Whether what is left of it stands beside the playhead: its end decides what happens next, others say enough. */
    static boolean isCounted(TimerSpan span) {
        return span.kind() == TimerKind.TIME_WAIT
                || span.kind() == TimerKind.FIN_WAIT_2
                || span.kind() == TimerKind.PEER_MEMORY;
    }

    /** Beside the start of a band: name and value. */
    List<Line> start(TimerSpan span, Ink ink) {
        Words words = options.words();
        return switch (span.kind()) {
            case TIME_WAIT -> List.of(name(words.of("draw.band.time-wait"), ink), value(span.value(), ink));
            case FIN_WAIT_2 -> List.of(name(words.of("draw.band.fin-wait-2"), ink), value(span.value(), ink));
            case PEER_MEMORY -> List.of(name(words.of("draw.band.memory", span.at()), ink), value(span.value(), ink));
            case NAT_MAPPING -> List.of(name(words.of("draw.band.mapping"), ink));
            case KEEPALIVE -> List.of(name(words.of("draw.band.keepalive"), ink), value(span.value(), ink));
            case RETRANSMIT -> List.of(name(words.of("draw.band.rto", Timers.tidy(span.value())), ink));
        };
    }

    /** Beside a restart: the new value. */
    List<Line> restart(TimerSpan span, TimerSpan.Restart restart, Ink ink) {
        return switch (span.kind()) {
            case RETRANSMIT -> List.of(name(Timers.tidy(restart.value()), ink));
            case PEER_MEMORY ->
                List.of(name(options.words().of("draw.band.memory.renewed"), ink), value(restart.value(), ink));
            case TIME_WAIT, FIN_WAIT_2 ->
                List.of(name(options.words().of("draw.band.restarted"), ink), value(restart.value(), ink));
            case NAT_MAPPING, KEEPALIVE -> List.of(value(restart.value(), ink));
        };
    }

    /** Beside the end of a memory. */
    List<Line> ends(Ink ink) {
        return List.of(name(options.words().of("draw.band.memory.ends"), ink));
    }

    /** Beside the playhead: what is left. */
    List<Line> left(TimerSpan span, long now, Ink ink) {
        Timers.Running running = Timers.at(span, now);
        Line left = new Line(
                new Lettering(Face.MONO_BOLD, options.emphasis().countdown(), ink),
                BandWords.span(running.due() - now));
        return span.kind() == TimerKind.PEER_MEMORY
                ? List.of(
                        name(options.words().of("draw.band.memory", span.at()), ink),
                        value(running.value(), ink),
                        name(options.words().of("draw.band.another"), ink),
                        left)
                : List.of(left);
    }

    private Line name(String text, Ink ink) {
        return new Line(new Lettering(Face.SEMIBOLD, options.emphasis().small() + 0.5, ink), text);
    }

    private Line value(String text, Ink ink) {
        return new Line(new Lettering(Face.MONO_MEDIUM, options.emphasis().small() + 0.5, ink), Timers.tidy(text));
    }
}
