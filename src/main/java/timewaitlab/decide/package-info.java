/**
 * The grammar of decisions, ignorant of TCP. A {@link timewaitlab.decide.Rule} can look at a value only by asking an
 * {@link timewaitlab.decide.Inquiry} to evaluate a named {@link timewaitlab.decide.Check}; the answer that steers the
 * rule is the {@link timewaitlab.decide.Finding} that is kept. Explanation, what-if and coverage fall out of the
 * decision itself.
 *
 * <p>2026-11-20: a rule may also say "go on, and do this" ({@link timewaitlab.decide.Disposition#CONTINUE}); the chain
 * gathers those effects. The road not taken was to apply effects between the stages of one arrival: asking again would
 * then have needed a copy of the whole socket table.
 *
 * <p>2026-11-20: a recorded verdict keeps a frozen copy of its situation, made when it is recorded. It costs one small
 * object; without it a what-if would need the run again.
 *
 * <p>May use: base. Must never know: protocols, tables, clocks.
 */
@NullMarked
package timewaitlab.decide;

import org.jspecify.annotations.NullMarked;
