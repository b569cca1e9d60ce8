/**
 * A middlebox: connection tracking and port allocation as netfilter has them, as state, tables, and rules that read
 * them. {@link timewaitlab.nat.Tracker} is where a segment comes in; {@link timewaitlab.nat.ConntrackRules} and
 * {@link timewaitlab.nat.NewFlowRules} decide, {@link timewaitlab.nat.EntryMoves} does.
 *
 * <p>2026-11: an entry is a run of ints in a page that never moves, and an object only points at it. Columns, one array
 * a field, cost a cache miss a field when half a million entries are tracked.
 *
 * <p>May use: base, wire, decide. Must never know: sockets, links, kernel versions.
 */
@NullMarked
package timewaitlab.nat;

import org.jspecify.annotations.NullMarked;
