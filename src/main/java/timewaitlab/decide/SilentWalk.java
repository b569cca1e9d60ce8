package timewaitlab.decide;

import static java.lang.invoke.MethodHandles.collectArguments;
import static java.lang.invoke.MethodHandles.constant;
import static java.lang.invoke.MethodHandles.dropArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodHandles.guardWithTest;
import static java.lang.invoke.MethodHandles.identity;
import static java.lang.invoke.MethodHandles.insertArguments;
import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * The rules of a chain, asked silently, as one method handle. The very same rules are asked in the same order as in the
 * loop of {@link RuleChain}; but to a JIT each is a constant at a place of its own, so that it compiles the chain into
 * one piece of straight code. A loop calls whatever rule comes next through an interface, and to find out which one
 * that is costs more than to ask it.
 *
 * <p>2026-11-20: twice the connections a second. The road not taken was to remember decisions by the answers they rest
 * on: evaluating checks one by one costs as many calls again.
 */
@SuppressWarnings("UnusedMethod") // found by their names
final class SilentWalk {
    private static final MethodHandle JUDGE =
            handle(Rule.Judgement.class, "judge", Outcome.class, Object.class, Inquiry.class);
    private static final MethodHandle OPENS =
            handle(Stage.Gate.class, "opens", boolean.class, Object.class, Inquiry.class);
    private static final MethodHandle SPEAKS = own("speaks", boolean.class, Outcome.class);
    private static final MethodHandle DECIDES = own("decides", boolean.class, Outcome.class);
    private static final MethodHandle WITH = own("with", Outcome.class, Outcome.class, Outcome.class);

    private final MethodHandle walk;

    /** @param otherwise the outcome when no rule speaks */
    <S> SilentWalk(List<Stage<S>> stages, Outcome otherwise) {
        walk = walk(stages, otherwise);
    }

    /** What the rules say, before the answer's limits. */
    Outcome judge(Object situation) {
        try {
            return (Outcome) walk.invokeExact(situation);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <S> MethodHandle walk(List<Stage<S>> stages, Outcome otherwise) {
        MethodHandle walk = dropArguments(WITH.bindTo(otherwise), 1, Object.class);
        for (int i = stages.size() - 1; i >= 0; i--) {
            walk = before(walk, stage(stages.get(i)));
        }
        return insertArguments(walk, 0, Outcome.GO_ON);
    }

    /** {@code (gathered, situation)}: what the stage decides with what was gathered, or else what the rest does. */
    private static MethodHandle before(MethodHandle rest, MethodHandle stage) {
        MethodHandle decided = dropArguments(WITH, 2, Object.class);
        MethodHandle goesOn = collectArguments(rest, 0, own("gather", Outcome.class, Outcome.class, Outcome.class));
        return foldArguments(guardWithTest(DECIDES, decided, goesOn), dropArguments(stage, 0, Outcome.class));
    }

    /** {@code (situation)}: what the first rule that speaks says, PASS when none does or the gate is closed. */
    private static <S> MethodHandle stage(Stage<S> stage) {
        MethodHandle nothing = dropArguments(constant(Outcome.class, Outcome.PASS), 0, Object.class);
        MethodHandle rules = nothing;
        for (int i = stage.rules().size() - 1; i >= 0; i--) {
            MethodHandle rule = silently(JUDGE.bindTo(stage.rules().get(i).judgement()));
            MethodHandle spoken = dropArguments(identity(Outcome.class), 1, Object.class);
            rules = foldArguments(guardWithTest(SPEAKS, spoken, dropArguments(rules, 0, Outcome.class)), rule);
        }
        return stage.isOpen() ? rules : guardWithTest(silently(OPENS.bindTo(stage.gate())), rules, nothing);
    }

    private static MethodHandle silently(MethodHandle asks) {
        return insertArguments(asks, 1, Inquiry.SILENT);
    }

    private static boolean speaks(Outcome outcome) {
        return outcome != Outcome.PASS;
    }

    private static boolean decides(Outcome outcome) {
        return outcome != Outcome.PASS && outcome.disposition() != Disposition.CONTINUE;
    }

    private static Outcome gather(Outcome outcome, Outcome gathered) {
        return outcome == Outcome.PASS ? gathered : with(gathered, outcome);
    }

    private static Outcome with(Outcome outcome, Outcome more) {
        return outcome.plus(more.effects(), more.counts());
    }

    private static MethodHandle handle(Class<?> of, String name, Class<?> result, Class<?>... arguments) {
        try {
            return MethodHandles.lookup().findVirtual(of, name, methodType(result, arguments));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MethodHandle own(String name, Class<?> result, Class<?>... arguments) {
        try {
            return MethodHandles.lookup().findStatic(SilentWalk.class, name, methodType(result, arguments));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
