package timewaitlab.kernel;

import static timewaitlab.kernel.Hook.CONNTRACK;
import static timewaitlab.kernel.Hook.FLOW;
import static timewaitlab.kernel.Hook.NAT;

import timewaitlab.decide.RuleChain;
import timewaitlab.nat.ConntrackConstant;
import timewaitlab.nat.ConntrackRules;
import timewaitlab.nat.ConntrackTimeouts;
import timewaitlab.nat.NewFlowRules;
import timewaitlab.nat.SegmentOnConntrack;
import timewaitlab.nat.TransitionTable;
import timewaitlab.nat.WindowRules;

/** How connection tracking and the choice of ports changed along the Linux line. */
final class ConntrackHistory {
    private static final String TCP = "net/netfilter/nf_conntrack_proto_tcp.c";
    private static final String CORE = "net/netfilter/nf_conntrack_core.c";
    private static final String NAT_CORE = "net/netfilter/nf_nat_core.c";

    private ConntrackHistory() {}

    static Successor of2632(Successor kernel) {
        return kernel.chain(CONNTRACK, ConntrackRules.chain())
                .chain(NAT, NewFlowRules.chain())
                .chain(FLOW, NewFlowRules.untranslated());
    }

    static Successor in32(Successor kernel) {
        return kernel.because("conntrack follows a connection that both ends began anew", "3.1", TCP)
                .change(CONNTRACK, chain -> chain.with(ConntrackRules.RESYNC))
                .set(ConntrackConstant.TRANSITIONS, TransitionTable.LINUX_3_2);
    }

    static Successor in310(Successor kernel) {
        return kernel.because("conntrack looks at the sequence number of a bare ACK too", "3.7", TCP)
                .set(ConntrackConstant.BARE_SKIPS_SEQ, 0)
                .because("a SYN-ACK from the side that opened is invalid", "3.7", TCP + " tcp_conntracks")
                .set(ConntrackConstant.TRANSITIONS, TransitionTable.LINUX_3_10);
    }

    static Successor in318(Successor kernel) {
        return kernel.because("a window never offered bounds nothing", "3.13", TCP + " tcp_in_window()")
                .change(CONNTRACK, chain -> chain.with(WindowRules.SEQ_UNDER_IF_KNOWN))
                .set(ConntrackConstant.UNKNOWN_WINDOW_IS_OPEN, 1)
                .because("a connection met in its middle lives 300 s until it is answered", "3.17", TCP)
                .change(CONNTRACK, chain -> chain.withBefore("ct.tracked", ConntrackTimeouts.PICKED_UP))
                .set(ConntrackConstant.TRANSITIONS, TransitionTable.LINUX_3_18);
    }

    static Successor in44(Successor kernel) {
        return kernel.because("a challenge ACK in LAST_ACK does not acknowledge the FIN", "4.1", TCP)
                .change(CONNTRACK, chain -> chain.withBefore("ct.reopen", ConntrackRules.CHALLENGE));
    }

    static Successor in412(Successor kernel) {
        return kernel.because("the collector frees closing entries once the table was full", "4.12", CORE)
                .set(ConntrackConstant.COLLECT_CLOSING, 1);
    }

    static Successor in419(Successor kernel) {
        return kernel.because("a connection whose last window was 0 lives 300 s", "4.16", TCP)
                .change(CONNTRACK, chain -> chain.withBefore("ct.tracked", ConntrackTimeouts.ZERO_WINDOW));
    }

    static Successor in54(Successor kernel) {
        return kernel.because("the search for a port begins at random and looks at 128", "5.0", NAT_CORE)
                .set(ConntrackConstant.RANDOM_PORT_START, 1)
                .set(ConntrackConstant.PORT_ATTEMPTS, 128)
                .because("a RST that is not exact keeps ESTABLISHED, for 10 s", "5.1", TCP)
                .change(CONNTRACK, ConntrackHistory::withExactRst);
    }

    private static RuleChain<SegmentOnConntrack> withExactRst(RuleChain<SegmentOnConntrack> chain) {
        return chain.withStage(ConntrackRules.rstStageFrom51())
                .withGate("window", ConntrackRules.UNLESS_ANSWER_51)
                .with(ConntrackTimeouts.MANY_RETRANSMISSIONS_51)
                .withBefore("ct.unacknowledged", ConntrackTimeouts.AFTER_RST);
    }

    static Successor in515(Successor kernel) {
        return kernel.because("crossing SYNs may establish a connection", "5.10 at the latest", TCP)
                .set(ConntrackConstant.SIMULTANEOUS_OPEN, 1)
                .because("a repeated SYN does not renew the timer", "5.14", TCP)
                .change(CONNTRACK, chain -> chain.withBefore("ct.max-retrans", ConntrackTimeouts.SYN_AGAIN))
                .because("nothing is asked of a RST while the connection closes", "5.14", TCP)
                .change(
                        CONNTRACK,
                        chain -> chain.withStage(ConntrackRules.rstStageFrom514())
                                .withGate("window", ConntrackRules.UNLESS_CLOSING))
                .because("the collector looks at the whole table, and up to 60 s pass before it does", "5.14", CORE)
                .set(ConntrackConstant.COLLECT_MILLISECONDS, 60_000)
                .set(ConntrackConstant.COLLECT_RUNS, 1)
                .because("the table holds as many entries as it has buckets", "5.15", CORE)
                .set(ConntrackConstant.ENTRIES_PER_BUCKET, 1);
    }

    static Successor in61(Successor kernel) {
        return kernel.because("only a SYN makes a half-open side begin anew", "6.0", TCP)
                .set(ConntrackConstant.REINIT_BY_ANY, 0)
                .because("the RST that answers a refused SYN passes", "6.1", TCP)
                .change(
                        CONNTRACK,
                        chain -> chain.with(ConntrackRules.IGNORE_KEEPING_ACK)
                                .withGate("window", ConntrackRules.UNLESS_REFUSED))
                .because("what is only old passes and changes nothing", "6.1", TCP + " tcp_in_window()")
                .change(
                        CONNTRACK,
                        chain -> chain.withStage(WindowRules.stageFrom61().behind(ConntrackRules.UNLESS_REFUSED)));
    }

    static Successor in66(Successor kernel) {
        return kernel.because("a closing entry gives way in the last 32 attempts", "6.6", NAT_CORE)
                .set(ConntrackConstant.EVICT_ATTEMPTS, 32);
    }

    static Successor in618(Successor kernel) {
        return kernel.because("a little more than the window allows passes", "6.18 stable", TCP + " tcp_in_window()")
                .change(CONNTRACK, chain -> chain.with(WindowRules.OVERSHOOT_PASSES));
    }
}
