package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import timewaitlab.decide.Finding;
import timewaitlab.trace.FindingText;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.trace.TraceEvent.Tracked;

/** Makes the Why pane's card of a verdict. Every wording of a finding comes from {@link FindingText}. */
public final class WhyCards {
    private final TraceIndex index;
    private final Map<Integer, Experiment.Agreement> marks;
    private final Provenance.Finder origins;

    /** @param marks how a recording compares, by leg; empty for a run */
    public WhyCards(TraceIndex index, Map<Integer, Experiment.Agreement> marks) {
        this.index = index;
        this.marks = marks;
        origins = new Provenance.Finder(index, !marks.isEmpty());
    }

    /** The card of this verdict. */
    public WhyCard card(Judged judged) {
        List<Finding> findings = judged.verdict().findings();
        Optional<Tracked> nat = index.trace().atNat(judged);
        int deciding = Decisive.of(judged.verdict());
        Optional<Finding> decisive = deciding < 0 ? Optional.empty() : Optional.of(findings.get(deciding));
        Optional<ValuePictures> compared = decisive.flatMap(finding -> ValuePictures.of(index, judged, finding));
        Optional<Leg> source = decisive.flatMap(finding -> index.sourceOf(judged, finding));
        return new WhyCard(
                VerdictChip.of(judged),
                Texts.say(
                        Supposed.is(judged) ? "why.supposed" : "why.place",
                        Numbers.clock(judged.time()),
                        judged.at(),
                        nat.map(tracked -> tracked.before().name())
                                .orElse(judged.stateBefore().label())),
                nat.map(FindingText::sentence).orElseGet(() -> FindingText.sentence(judged)),
                source.map(leg -> origin(judged, leg)).orElse(""),
                source.map(leg -> index.journeyOf(leg.id())).orElse(0),
                compared.map(ValuePictures::pair),
                compared.flatMap(ValuePictures::clocks),
                rows(judged, deciding),
                notes(judged),
                changes(judged),
                judged.verdict()
                        .cite()
                        .map(cite -> cite.place() + "  " + cite.source())
                        .orElse(""),
                Texts.say("why.rule", kernel(judged.at()), judged.verdict().ruleId())
                        .replaceFirst("^ · ", ""));
    }

    private String kernel(String host) {
        return index.party(host).map(party -> Numbers.kernel(party.kernel())).orElse(host);
    }

    private String origin(Judged judged, Leg source) {
        String sender = index.leg(index.journeyOf(source.id())).map(Leg::at).orElse(source.at());
        String kind = SegmentText.kind(source.segment());
        return Texts.say("why.origin", sender, kind, Numbers.clock(source.arrived()), judged.at());
    }

    private List<WhyCard.Row> rows(Judged judged, int deciding) {
        List<WhyCard.Row> rows = new ArrayList<>();
        for (Finding finding : judged.verdict().findings()) {
            rows.add(new WhyCard.Row(
                    rows.size() + 1,
                    FindingText.question(finding),
                    FindingText.operands(finding),
                    FindingText.brief(finding),
                    FindingText.answer(finding),
                    finding.held(),
                    rows.size() == deciding,
                    WhyParts.of(judged, rows.size(), origins)));
        }
        return rows;
    }

    private String sender(Judged judged) {
        return index.leg(index.journeyOf(judged)).map(Leg::at).orElse(judged.at());
    }

    private List<WhyCard.Note> notes(Judged judged) {
        List<WhyCard.Note> notes = new ArrayList<>();
        for (Map.Entry<String, Long> counted : new TreeMap<>(judged.counters()).entrySet()) {
            long before = Counters.before(index.trace(), judged, counted.getKey());
            notes.add(new WhyCard.Note(
                    Texts.say("why.counter", index.shortName(judged.at())),
                    counted.getKey().replace("TcpExt", ""),
                    before + " → " + (before + counted.getValue())));
        }
        recording(judged).ifPresent(notes::add);
        if (notes.isEmpty()) {
            notes.add(new WhyCard.Note(
                    Texts.say("why.counter", index.shortName(judged.at())), Texts.say("why.noCounter"), ""));
        }
        application(judged).ifPresent(notes::add);
        return notes.subList(Math.max(0, notes.size() - 3), notes.size());
    }

    private Optional<WhyCard.Note> recording(Judged judged) {
        return index.lastLeg(index.journeyOf(judged))
                .map(leg -> marks.get(leg.id()))
                .map(mark -> new WhyCard.Note(
                        Texts.say("why.recording"),
                        Texts.say("agreement." + mark.name()),
                        Texts.say("agreement." + mark.name() + ".detail")));
    }

    private Optional<WhyCard.Note> application(Judged judged) {
        String sender = sender(judged);
        Optional<AppCall> waiting = index.trace().calls().stream()
                .filter(call -> call.at().equals(sender)
                        && call.time() <= judged.time()
                        && judged.time() < call.time() + call.took())
                .findFirst();
        return waiting.map(call -> {
            String name = call.call().split(" ", 2)[0] + "()";
            Optional<Leg> again = index.nextTry(index.journeyOf(judged));
            String fact = VerdictChip.of(judged).kind() == VerdictChip.Kind.ACCEPT
                    ? Texts.say("why.returns", name, Numbers.clock(call.time() + call.took()))
                    : Texts.say("why.waits", name);
            String detail = again.map(
                            leg -> Texts.say("why.again", SegmentText.kind(leg.segment()), Numbers.clock(leg.time())))
                    .orElse("");
            return new WhyCard.Note(Texts.say("why.application", index.shortName(sender)), fact, detail);
        });
    }

    private List<WhyCard.Change> changes(Judged judged) {
        return WhyChanges.of(judged, sender(judged));
    }
}
