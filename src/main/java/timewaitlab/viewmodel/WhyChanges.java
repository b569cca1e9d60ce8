package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Party;
import timewaitlab.decide.WhatIf;
import timewaitlab.lab.ExploreWhatIfs;
import timewaitlab.lab.WhatIfText;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.trace.TraceEvent.Judged;

/** What would have changed a verdict, as the Why pane lists it: by who could, nearest first. */
final class WhyChanges {
    private WhyChanges() {}

    /** The changes of this verdict. {@code sender}: who sent the segment, or called. */
    static List<WhyCard.Change> of(Judged judged, String sender) {
        List<WhyCard.Change> changes = new ArrayList<>();
        for (ExploreWhatIfs.Change change : ExploreWhatIfs.of(judged.verdict())) {
            changes.add(new WhyCard.Change(
                    WhatIfText.heading(change.who(), sender, judged.at()),
                    WhatIfText.what(change),
                    change.changesAnswer()
                            ? VerdictChip.of(change.outcome()).text()
                            : WhatIfText.difference(judged.verdict().outcome(), change.outcome()),
                    change.changesAnswer(),
                    edit(judged.at(), change),
                    change.isKernel() ? change.toText() : change.name()));
        }
        return changes;
    }

    /** The change as one to the scenario: settings and kernels can be played. */
    private static Optional<UnaryOperator<ScenarioChoice>> edit(String host, ExploreWhatIfs.Change change) {
        if (change.isKernel()) {
            return Optional.of(choice -> choice.withKernel(host, change.toText()));
        }
        boolean sysctls = change.moves().stream()
                .allMatch(move ->
                        move.who() == Party.OPERATOR && isSysctl(move.shown().name()));
        if (!sysctls) {
            return Optional.empty();
        }
        return Optional.of(choice -> {
            ScenarioChoice edited = choice;
            for (WhatIf.Move move : change.moves()) {
                edited = edited.withSysctl(host, shortName(move.shown().name()), move.shownTo());
            }
            return edited;
        });
    }

    private static boolean isSysctl(String name) {
        return Sysctl.named(name).isPresent() || ConntrackSysctl.named(name).isPresent();
    }

    private static String shortName(String name) {
        return Sysctl.named(name)
                .map(Sysctl::shortName)
                .or(() -> ConntrackSysctl.named(name).map(ConntrackSysctl::shortName))
                .orElse(name);
    }
}
