package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import timewaitlab.base.Watch;
import timewaitlab.draw.LadderTrace;
import timewaitlab.draw.Words;
import timewaitlab.lab.FieldExpression;
import timewaitlab.scenario.Intervention;
import timewaitlab.trace.Divergence;
import timewaitlab.trace.Party;
import timewaitlab.trace.TraceEvent.AppCall;
import timewaitlab.trace.TraceEvent.Judged;

/** Two futures side by side, on one clock: two branches, or one branch under two kernels. */
public final class CompareModel {
    private static final double HALF = 0.5;

    private final MainViewModel model;
    private final BooleanProperty active = new SimpleBooleanProperty(false);
    private final ReadOnlyObjectWrapper<@Nullable Pair> pair = new ReadOnlyObjectWrapper<>();

    CompareModel(MainViewModel model) {
        this.model = model;
        model.filter().testProperty().addListener((test, before, now) -> siftAgain());
        model.session().treeProperty().addListener((tree, before, now) -> {
            if (active.get()) {
                choose();
            }
        });
    }

    /** One side: its name, what was done there, what came of it, and what of that passes the filter of segments. */
    public record Side(String name, String what, Experiment run, LadderTrace ladder) {
        private static Side of(String name, String what, Experiment run) {
            return new Side(name, what, run, run.insight().ladder());
        }

        private Side sifted(Optional<FieldExpression> test, Watch watch) {
            LadderTrace passed = test.map(each -> SegmentFilter.ladder(run, each, watch))
                    .orElseGet(() -> run.insight().ladder());
            return new Side(name, what, run, passed);
        }

        /** What was done there, and how many segments are hidden. */
        public String told() {
            return ladder.hidden() == 0 ? what : what + " · " + Words.inUse().of("draw.hidden", ladder.hidden());
        }
    }

    /** A line below the ladders: what it is about, and how it came out on both sides. */
    public record Fact(String name, String left, String right) {}

    /** Both sides, and where they part. */
    public record Pair(Side left, Side right, Optional<Divergence> divergence) {
        private static final Set<String> ANSWER = Set.of("disposition", "answer", "rule", "state after", "timer");

        /** Whether only what is hidden of them may be another. */
        public boolean isOfSameRuns(Pair other) {
            return left.run().choice().equals(other.left.run().choice())
                    && right.run().choice().equals(other.right.run().choice());
        }

        /** When the two part, nanoseconds; empty if they never do. */
        public Optional<Long> partsAt() {
            return divergence.map(Divergence::time);
        }

        /** The verdicts at the first divergence. */
        public Optional<Judged> verdict(boolean ofLeft) {
            return divergence.flatMap(found -> ofLeft ? found.left() : found.right());
        }

        /** What differs: the fields of the two verdicts, then how calls and counters ended. */
        public List<Fact> facts() {
            List<Fact> facts = new ArrayList<>();
            divergence.ifPresent(found -> found.fields()
                    .forEach(field ->
                            facts.add(new Fact(label(field.name()), dash(field.left()), dash(field.right())))));
            List<AppCall> ones = left.run().trace().calls();
            List<AppCall> others = right.run().trace().calls();
            for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
                AppCall one = ones.get(i);
                AppCall other = others.get(i);
                boolean same = one.call().equals(other.call()) && one.at().equals(other.at());
                if (same && one.call().equals("connect") && !words(one).equals(words(other))) {
                    facts.add(new Fact(Texts.say("compare.call", one.at(), one.call()), words(one), words(other)));
                }
            }
            counters(facts);
            return facts;
        }

        /** Parts of an answer in the language in use; values and counters are named as the field names them. */
        private static String label(String field) {
            return ANSWER.contains(field) ? Texts.say("compare.field." + field.replace(' ', '-')) : field;
        }

        private void counters(List<Fact> facts) {
            var ones = left.run().trace().counters();
            var others = right.run().trace().counters();
            for (String party : new TreeSet<>(ones.keySet())) {
                var mine = ones.getOrDefault(party, Map.of());
                var yours = others.getOrDefault(party, Map.of());
                TreeSet<String> names = new TreeSet<>(mine.keySet());
                names.addAll(yours.keySet());
                for (String name : names) {
                    long one = mine.getOrDefault(name, 0L);
                    long other = yours.getOrDefault(name, 0L);
                    if (one != other) {
                        String plain = name.replaceFirst("^TcpExt", "");
                        facts.add(new Fact(
                                Texts.say("compare.counter", plain, party),
                                String.valueOf(one),
                                String.valueOf(other)));
                    }
                }
            }
        }

        private static String dash(String value) {
            return value.isEmpty() ? "–" : value;
        }

        private static String words(AppCall call) {
            return Texts.say("compare.result", call.result(), Numbers.clock(call.took()));
        }
    }

    /** Whether the two are shown instead of one. */
    public BooleanProperty activeProperty() {
        return active;
    }

    /** What is compared; null while it is being run. */
    public ReadOnlyObjectProperty<@Nullable Pair> pairProperty() {
        return pair.getReadOnlyProperty();
    }

    /** Shows two futures, or one again. */
    public void toggle() {
        if (active.get()) {
            active.set(false);
        } else if (model.session().getTree().shown().isPresent()) {
            active.set(true);
            choose();
        }
    }

    /** The branch that is shown beside the one it was forked from; a root beside its last fork, or a newer kernel. */
    private void choose() {
        Future.Tree tree = model.session().getTree();
        Optional<Future> shown = tree.shown();
        Optional<Future> parent = shown.flatMap(future -> tree.find(future.parent()));
        Optional<Future> child = tree.futures().stream()
                .filter(future -> future.parent() == tree.current())
                .reduce((first, second) -> second);
        if (parent.isPresent()) {
            between(parent.get(), shown.orElseThrow());
        } else if (child.isPresent()) {
            between(shown.orElseThrow(), child.get());
        } else {
            List<String> kernels = model.laboratory().kernels();
            String server = server().map(Party::kernel).orElse("");
            kernels(
                    server,
                    kernels.stream()
                            .filter(name -> name.startsWith("linux-"))
                            .reduce((a, b) -> b)
                            .orElse(server));
        }
    }

    /** Shows these two branches; each must have run. */
    public void between(Future left, Future right) {
        if (left.run().isPresent() && right.run().isPresent()) {
            show(
                    Side.of(
                            left.name(),
                            what(left.choice(), right.choice()),
                            left.run().get()),
                    Side.of(
                            right.name(),
                            what(right.choice(), left.choice()),
                            right.run().get()));
        }
    }

    /** Shows the branch that is shown now under two kernels of its server. */
    public void kernels(String left, String right) {
        Optional<ScenarioChoice> choice = model.session().getTree().shown().map(Future::choice);
        Optional<Party> server = server();
        if (choice.isEmpty() || server.isEmpty()) {
            return;
        }
        String host = server.get().name();
        pair.set(null);
        model.runs()
                .beside(
                        choice.get().withKernel(host, left),
                        one -> model.runs()
                                .beside(
                                        choice.get().withKernel(host, right),
                                        other -> show(
                                                Side.of(
                                                        Texts.say("compare.kernel", host, Numbers.kernel(left)),
                                                        what(one.choice(), other.choice()),
                                                        one),
                                                Side.of(
                                                        Texts.say("compare.kernel", host, Numbers.kernel(right)),
                                                        what(other.choice(), one.choice()),
                                                        other))));
    }

    private Optional<Party> server() {
        return model.getExperiment().flatMap(experiment -> experiment.trace().principal());
    }

    /** What is done on one side only; nothing where it is only done on the other. */
    private static String what(ScenarioChoice choice, ScenarioChoice other) {
        return choice.interventions().stream()
                .filter(each -> each.isOn() && !other.interventions().contains(each))
                .map(Intervention::title)
                .reduce((one, next) -> one + ", " + next)
                .orElse(Texts.say(choice.interventions().isEmpty() ? "compare.asWritten" : "branch.alike"));
    }

    private void show(Side left, Side right) {
        Optional<FieldExpression> test = model.filter().testProperty().get();
        int legs = left.run().trace().legs().size() + right.run().trace().legs().size();
        model.runs()
                .soon(
                        legs <= SegmentFilter.AT_ONCE,
                        watch -> new Pair(
                                left.sifted(test, watch.share(0, HALF)),
                                right.sifted(test, watch.share(HALF, 1)),
                                Divergence.between(
                                        left.run().trace(), right.run().trace())),
                        made -> made.ifPresent(pair::set));
    }

    /** Another filter counts, for both. */
    private void siftAgain() {
        Pair shown = pair.get();
        if (active.get() && shown != null) {
            show(shown.left(), shown.right());
        }
    }
}
