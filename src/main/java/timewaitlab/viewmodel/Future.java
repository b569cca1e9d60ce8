package timewaitlab.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timewaitlab.trace.Divergence;

/**
 * One branch: what is done to the scenario, and what came of it.
 *
 * @param id unique in a session
 * @param parent the branch it was forked from, 0 for none
 * @param forkedAt the instant at which it was forked, nanoseconds
 * @param run what came of it when it was last run
 */
public record Future(int id, int parent, String name, long forkedAt, ScenarioChoice choice, Optional<Experiment> run) {

    Future named(String newName) {
        return new Future(id, parent, newName, forkedAt, choice, run);
    }

    Future ran(ScenarioChoice chosen, Experiment outcome) {
        return new Future(id, parent, name, forkedAt, chosen, Optional.of(outcome));
    }

    Future movedTo(int newParent) {
        return new Future(id, newParent, name, forkedAt, choice, run);
    }

    /** All branches of a session, those that were forked after the one they were forked from. */
    public record Tree(List<Future> futures, int current) {
        public Tree {
            futures = List.copyOf(futures);
        }

        /** No session yet. */
        static final Tree NONE = new Tree(List.of(), 0);

        public Optional<Future> find(int id) {
            return futures.stream().filter(future -> future.id() == id).findFirst();
        }

        /** The branch that is shown. */
        public Optional<Future> shown() {
            return find(current);
        }

        /** How many forks lead from the root to this one. */
        public int depth(Future future) {
            return find(future.parent()).map(parent -> depth(parent) + 1).orElse(0);
        }

        /** Where a branch first answers otherwise than the one it was forked from; empty for a root or no run. */
        public Optional<Divergence> divergence(Future future) {
            Optional<Experiment> before = find(future.parent()).flatMap(Future::run);
            return before.isPresent() && future.run().isPresent()
                    ? Divergence.between(
                            before.get().trace(), future.run().get().trace())
                    : Optional.empty();
        }

        /** The branches as a tree is written: each after its parent, before the next one of that parent. */
        public List<Future> inOrder() {
            List<Future> order = new ArrayList<>();
            append(0, order);
            return order;
        }

        private void append(int parent, List<Future> order) {
            for (Future future : futures) {
                if (future.parent() == parent) {
                    order.add(future);
                    append(future.id(), order);
                }
            }
        }
    }
}
