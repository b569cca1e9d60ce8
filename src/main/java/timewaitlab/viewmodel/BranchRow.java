package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.trace.Divergence;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * A branch as the panel lists it.
 *
 * @param depth how many forks lead to it
 * @param note what came of it: refusals, or where it first differs from the branch it was forked from
 * @param isShown whether it is the one that is shown
 * @param isLast whether no other branch of the same parent follows it
 */
public record BranchRow(int id, int depth, String name, String note, boolean isShown, boolean isLast) {

    /** All branches, each after the one it was forked from. */
    public static List<BranchRow> of(Future.Tree tree) {
        List<BranchRow> rows = new ArrayList<>();
        for (Future future : tree.inOrder()) {
            boolean last = tree.futures().stream()
                    .filter(other -> other.parent() == future.parent())
                    .reduce((first, second) -> second)
                    .filter(other -> other.id() == future.id())
                    .isPresent();
            boolean shown = future.id() == tree.current();
            rows.add(new BranchRow(future.id(), tree.depth(future), future.name(), note(tree, future), shown, last));
        }
        return rows;
    }

    private static String note(Future.Tree tree, Future future) {
        if (future.parent() != 0) {
            Optional<Divergence> divergence = tree.divergence(future);
            return divergence.isPresent()
                    ? Texts.say("branch.differs", Numbers.clock(divergence.get().time()))
                    : Texts.say("branch.alike");
        }
        return future.run()
                .map(run -> run.trace().decisions().stream()
                        .filter(TraceIndex::isRefusal)
                        .map(Judged::id)
                        .count())
                .map(count -> count == 0 ? Texts.say("branch.noRefusal") : Texts.say("branch.refusals", count))
                .orElse("");
    }
}
