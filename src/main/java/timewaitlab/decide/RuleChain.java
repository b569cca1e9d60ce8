package timewaitlab.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel asks of one kind of situation: stages of rules, the outcome when no rule has an opinion, and the limits
 * an answer has to pass. Immutable; a newer kernel's chain is the older one with a rule replaced, added or removed.
 */
public final class RuleChain<S extends Situation<S>> {
    /** Name of the stage in which answers are limited. */
    public static final String LIMIT_STAGE = "reply.limit";
    /**
     * As long as a chain was asked no more often, walking it costs less than compiling it. 24,000 connections ask the
     * busiest some 200,000 times: a run of a few seconds ends before its chains are compiled.
     */
    private static final int SELDOM = 300_000;
    /**
     * Whether this JVM optimises, as HotSpot says in its description of itself: with C1 alone, as for a short command,
     * a compiled chain takes nearly twice as long as walking it.
     */
    private static final boolean OPTIMISES =
            !System.getProperty("java.vm.info", "").contains("emulated-client");

    private final String hook;
    private final List<Stage<S>> stages;
    private final List<ReplyLimit<S>> limits;
    private final Outcome otherwise;
    private final Step<S>[] steps;
    private final Proof beginning;
    /** How often it was asked silently, roughly where several threads ask. */
    private int asked;
    /** For chains that are asked often: the same rules in the same order. */
    private @Nullable SilentWalk often;

    /** Rules and what they judge by as arrays: walked once a segment. No gate: always open. */
    private record Step<S>(
            String name,
            Stage.@Nullable Gate<? super S> gate,
            Rule<? super S>[] rules,
            Rule.Judgement<? super S>[] judgements) {}

    /** @param otherwise the outcome when no rule speaks */
    public RuleChain(String hook, List<Stage<S>> stages, List<ReplyLimit<S>> limits, Outcome otherwise) {
        this.hook = hook;
        this.stages = List.copyOf(stages);
        this.limits = List.copyOf(limits);
        this.otherwise = otherwise;
        steps = steps(this.stages);
        beginning = Proof.beginning(hook);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types
    private static <S> Step<S>[] steps(List<Stage<S>> stages) {
        return stages.stream()
                .map(stage -> new Step<S>(
                        stage.name(),
                        stage.isOpen() ? null : stage.gate(),
                        stage.rules().toArray(new Rule[0]),
                        stage.rules().stream().map(Rule::judgement).toArray(Rule.Judgement[]::new)))
                .toArray(Step[]::new);
    }

    /** The kind of situation, such as {@code time-wait}. */
    public String hook() {
        return hook;
    }

    public List<Stage<S>> stages() {
        return stages;
    }

    public List<ReplyLimit<S>> limits() {
        return limits;
    }

    /** Every id a verdict of this chain can name: of its rules, of its limits, and of no rule having spoken. */
    public List<String> ruleIds() {
        List<String> ids = new ArrayList<>();
        stages.forEach(stage -> stage.rules().forEach(rule -> ids.add(rule.id())));
        limits.forEach(limit -> ids.add(limit.rule().id()));
        ids.add(hook + ".otherwise");
        return ids;
    }

    /** Decides and keeps nothing. Allocates nothing once warm. */
    public Outcome judge(S situation) {
        SilentWalk walk = often;
        if (walk == null) {
            if (OPTIMISES && ++asked > SELDOM) {
                compile();
            }
            return judge(situation, Inquiry.SILENT, null);
        }
        Outcome all = walk.judge(situation);
        return all.disposition() == Disposition.REPLY ? limited(all, situation, Inquiry.SILENT, null) : all;
    }

    /** Makes ready for many silent judgements; comes by itself after some. What is decided stays the same. */
    public void compile() {
        often = new SilentWalk(stages, otherwise);
    }

    /** Decides and keeps the proof. */
    public Verdict<S> verdict(S situation) {
        Inquiry.Recorded ask = new Inquiry.Recorded(beginning);
        Outcome outcome = judge(situation, ask, ask);
        return new Verdict<>(situation.kept(), outcome, this, ask.spoke(), ask.proof());
    }

    /** Where the proof of what this chain decides begins: for what-ifs. */
    Inquiry.Recorded recorded() {
        return new Inquiry.Recorded(beginning);
    }

    /** Decides a situation that nobody else has and keeps the questions only: for what-ifs. */
    Outcome judge(S situation, Inquiry.Recorded ask) {
        return judge(situation, ask, ask);
    }

    private Outcome judge(S situation, Inquiry ask, Inquiry.@Nullable Recorded path) {
        long effects = 0;
        long counts = 0;
        Outcome decided = null;
        for (int i = 0; i < steps.length && decided == null; i++) {
            Step<S> step = steps[i];
            if (step.gate != null && !opens(step.gate, situation, ask)) {
                continue;
            }
            Outcome outcome = path == null ? ask(step.judgements, situation, ask) : ask(step, situation, ask, path);
            if (outcome.disposition() == Disposition.CONTINUE) {
                effects |= outcome.effects();
                counts |= outcome.counts();
            } else if (outcome != Outcome.PASS) {
                decided = outcome;
            }
        }
        Outcome all = (decided == null ? otherwise : decided).plus(effects, counts);
        return all.disposition() == Disposition.REPLY ? limited(all, situation, ask, path) : all;
    }

    private static <S> boolean opens(Stage.Gate<S> gate, S situation, Inquiry ask) {
        return gate.opens(situation, ask);
    }

    private static <S> Outcome ask(Rule.Judgement<? super S>[] judgements, S situation, Inquiry ask) {
        for (Rule.Judgement<? super S> judgement : judgements) {
            Outcome outcome = judgement.judge(situation, ask);
            if (outcome != Outcome.PASS) {
                return outcome;
            }
        }
        return Outcome.PASS;
    }

    private static <S> Outcome ask(Step<S> step, S situation, Inquiry ask, Inquiry.Recorded path) {
        path.enters(step.name);
        for (Rule<? super S> rule : step.rules) {
            Outcome outcome = rule.judgement().judge(situation, ask);
            if (outcome != Outcome.PASS) {
                path.speaks(rule);
                return outcome;
            }
        }
        return Outcome.PASS;
    }

    private Outcome limited(Outcome reply, S situation, Inquiry ask, Inquiry.@Nullable Recorded path) {
        Outcome result = reply;
        boolean entered = false;
        for (int i = 0; i < limits.size(); i++) {
            ReplyLimit<S> limit = limits.get(i);
            if (!reply.has(limit.appliesTo())) {
                continue;
            }
            Outcome second = limit.rule().judgement().judge(situation, ask);
            if (path != null && !entered) {
                path.enters(LIMIT_STAGE);
                entered = true;
            }
            if (second.disposition() == Disposition.CONTINUE) {
                result = result.plus(second.effects(), second.counts());
            } else if (second != Outcome.PASS) {
                if (path != null) {
                    path.speaks(limit.rule());
                }
                return second.plus(result.effects(), result.counts());
            }
        }
        return result;
    }

    /** This chain without the rule of this id. */
    public RuleChain<S> without(String ruleId) {
        return change(ruleId, stage -> stage.without(ruleId));
    }

    /** This chain without the rule of this id, be it asked in a stage or of an answer: for showing what it does. */
    public RuleChain<S> lacking(String ruleId) {
        List<ReplyLimit<S>> rest = limits.stream()
                .filter(limit -> !limit.rule().id().equals(ruleId))
                .toList();
        return rest.size() < limits.size() ? limitedBy(rest) : without(ruleId);
    }

    /**
     * This chain, telling the ids of rules whenever they matter: when a rule speaks, and without it something else
     * would come of the situation.
     */
    public RuleChain<S> overheardBy(Consumer<String> ear) {
        List<Stage<S>> heard = new ArrayList<>();
        for (Stage<S> stage : stages) {
            List<Rule<? super S>> rules = new ArrayList<>();
            stage.rules().forEach(rule -> rules.add(telling(rule, ear)));
            heard.add(new Stage<>(stage.name(), stage.gate(), rules));
        }
        List<ReplyLimit<S>> asked = limits.stream()
                .map(limit -> new ReplyLimit<S>(limit.appliesTo(), telling(limit.rule(), ear)))
                .toList();
        return new RuleChain<>(hook, heard, asked, otherwise);
    }

    private Rule<S> telling(Rule<? super S> rule, Consumer<String> ear) {
        RuleChain<S> without = lacking(rule.id());
        return Rule.rule(rule.id(), rule.cite(), (situation, ask) -> {
            Outcome said = rule.judgement().judge(situation, ask);
            if (said != Outcome.PASS && !judge(situation).sameAs(without.judge(situation))) {
                ear.accept(rule.id());
            }
            return said;
        });
    }

    /** This chain with the rule of the same id replaced. */
    public RuleChain<S> with(Rule<? super S> replacement) {
        return change(replacement.id(), stage -> stage.with(replacement));
    }

    /** This chain with a rule asked just before the one of this id. */
    public RuleChain<S> withBefore(String ruleId, Rule<? super S> added) {
        return change(ruleId, stage -> stage.withBefore(ruleId, added));
    }

    /** This chain with another gate before a stage. */
    public RuleChain<S> withGate(String stageName, Stage.Gate<? super S> gate) {
        List<Stage<S>> changed = new ArrayList<>(stages);
        changed.set(place(stageName), stage(stageName).behind(gate));
        return new RuleChain<>(hook, changed, limits, otherwise);
    }

    /** This chain with a stage before all others. */
    public RuleChain<S> withFirst(Stage<S> first) {
        List<Stage<S>> changed = new ArrayList<>(List.of(first));
        changed.addAll(stages);
        return new RuleChain<>(hook, changed, limits, otherwise);
    }

    /** This chain with one stage entered later: right after another, behind another gate. */
    public RuleChain<S> withMoved(String stageName, String after, Stage.Gate<? super S> gate) {
        List<Stage<S>> changed = new ArrayList<>(stages);
        changed.add(place(after) + 1, stage(stageName).behind(gate));
        changed.remove(place(stageName));
        return new RuleChain<>(hook, changed, limits, otherwise);
    }

    /** This chain with other stages, or none, in the place of one. */
    public RuleChain<S> withStages(String stageName, List<Stage<S>> replacements) {
        List<Stage<S>> changed = new ArrayList<>(stages);
        int at = place(stageName);
        changed.remove(at);
        changed.addAll(at, replacements);
        return new RuleChain<>(hook, changed, limits, otherwise);
    }

    private Stage<S> stage(String stageName) {
        return stages.get(place(stageName));
    }

    /** Found by its name: comparing records takes a JVM that has not done it yet longer than all else here. */
    private int place(String stageName) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).name().equals(stageName)) {
                return i;
            }
        }
        throw new IllegalArgumentException("chain " + hook + " has no stage " + stageName);
    }

    /** This chain with the stage of the same name replaced. */
    public RuleChain<S> withStage(Stage<S> replacement) {
        List<Stage<S>> changed = new ArrayList<>(stages);
        changed.set(place(replacement.name()), replacement);
        return new RuleChain<>(hook, changed, limits, otherwise);
    }

    /** This chain with other limits on its answers. */
    public RuleChain<S> limitedBy(List<ReplyLimit<S>> newLimits) {
        return new RuleChain<>(hook, stages, newLimits, otherwise);
    }

    private RuleChain<S> change(String ruleId, UnaryOperator<Stage<S>> change) {
        if (stages.stream().noneMatch(stage -> stage.knows(ruleId))) {
            throw new IllegalArgumentException("chain " + hook + " has no rule " + ruleId);
        }
        List<Stage<S>> changed = stages.stream()
                .map(stage -> stage.knows(ruleId) ? change.apply(stage) : stage)
                .toList();
        return new RuleChain<>(hook, changed, limits, otherwise);
    }
}
