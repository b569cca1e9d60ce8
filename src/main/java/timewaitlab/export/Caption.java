package timewaitlab.export;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.base.SimTime;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/** What a file is about, in words: for those who cannot see it, and for those who find it years later. */
final class Caption {
    private Caption() {}

    /** {@code Two laptops, one café: ladder at 5.022 s}. */
    static String title(String run, DiagramRequest.View view, Moment moment) {
        String what = switch (view) {
            case LADDER -> "ladder";
            case STATES -> "states of " + moment.host();
            case SCENE -> "ladder and states";
            case MAP -> "decision map";
        };
        return run + ": " + what + " at " + SimTime.text(moment.time()) + " s";
    }

    /** The last verdict, who took part, and how to get the same again. */
    static String description(Trace trace, Moment moment) {
        List<String> sentences = new ArrayList<>();
        moment.explained().ifPresent(judged -> sentences.add(SimTime.text(judged.time()) + " s: " + verdict(judged)));
        sentences.addAll(lines(trace, moment.time()));
        return String.join("\n", sentences);
    }

    /** Who took part, and how to get the same again: a line each. */
    static List<String> lines(Trace trace, long time) {
        List<String> lines = new ArrayList<>();
        for (Party party : trace.parties()) {
            String kernel = party.kernel().isEmpty() ? "" : ", " + party.kernel() + ", HZ " + party.hz();
            // Who takes part in a recording is called by an address.
            String name = party.name().equals(party.address()) ? "" : party.name() + ": ";
            lines.add(name + party.address() + kernel);
        }
        String shown = SimTime.text(Math.min(time, trace.until())) + " of " + SimTime.text(trace.until()) + " s";
        lines.add(
                trace.digest().isEmpty()
                        ? "Capture " + trace.scenario() + ", " + shown
                        : "Scenario " + trace.scenario() + ", seed " + trace.seed() + ", " + shown + ", digest "
                                + trace.digest());
        lines.add("Made by " + Product.NAME);
        return lines;
    }

    /** A verdict in one line: {@code B: DROP (PAWSPassive), rule listen.host-stamp. ...}. */
    static String verdict(Judged judged) {
        var outcome = judged.verdict().outcome();
        return judged.at() + ": " + outcome.disposition() + " ("
                + outcome.code().name() + "), rule " + judged.verdict().ruleId() + ". "
                + FindingText.sentence(judged).replace("*", "");
    }
}
