package timewaitlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Code;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Finding;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Party;
import timewaitlab.decide.Side;
import timewaitlab.decide.Verdict;
import timewaitlab.decide.WhatIf;
import timewaitlab.nat.ConntrackReason;
import timewaitlab.tcp.ReplyKind;
import timewaitlab.tcp.Tcb;
import timewaitlab.tcp.TcpState;
import timewaitlab.tcp.TimeWaitSocket;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Origin;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Tracked;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/** Verdicts as JSON: one vocabulary for {@code verdict}, {@code run} and {@code explain}. */
public final class VerdictJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private VerdictJson() {}

    /** A verdict of a run; replies are given by the caller, who knows which legs they were. */
    public static ObjectNode verdict(Judged judged, List<JudgeSegments.Reply> replies) {
        Verdict<?> verdict = judged.verdict();
        ObjectNode node = JSON.objectNode();
        node.put("id", judged.id());
        node.put("t", SimTime.seconds(judged.time()));
        node.put("host", judged.at());
        node.set("cause", cause(judged.cause()));
        node.put("socket", judged.socket());
        node.put("stateBefore", judged.stateBefore().label());
        node.put("orphan", judged.orphan());
        node.put("disposition", disposition(verdict, replies).name());
        ArrayNode answers = node.putArray("replies");
        replies.forEach(reply -> answers.add(reply(reply, judged.stateBefore())));
        decision(node, verdict, judged.counters());
        node.put("stateAfter", judged.stateAfter().label());
        node.put("timer", judged.timer());
        proof(node, verdict);
        ArrayNode findings = node.withArray("findings");
        for (int i = 0; i < findings.size(); i++) {
            setBy((ObjectNode) findings.get(i).get("left"), judged.originOf(i, Side.LEFT));
            setBy((ObjectNode) findings.get(i).get("right"), judged.originOf(i, Side.RIGHT));
        }
        return node;
    }

    /** What a NAT decided, in the same members; its states are those of connection tracking. */
    public static ObjectNode tracked(Tracked tracked, List<JudgeSegments.Reply> replies) {
        Verdict<?> verdict = tracked.verdict();
        ObjectNode node = JSON.objectNode();
        node.put("id", tracked.id());
        node.put("t", SimTime.seconds(tracked.time()));
        node.put("host", tracked.at());
        node.set("cause", cause(tracked.cause()));
        node.put("socket", tracked.connection());
        node.put("stateBefore", tracked.before().name());
        node.put("orphan", false);
        node.put("disposition", verdict.outcome().disposition().name());
        ArrayNode answers = node.putArray("replies");
        replies.forEach(reply -> answers.add(reply(reply, TcpState.CLOSED)));
        decision(node, verdict, tracked.counters());
        node.put("stateAfter", tracked.after().name());
        node.putNull("timer");
        proof(node, verdict);
        return node;
    }

    private static void decision(ObjectNode node, Verdict<?> verdict, Map<String, Long> moved) {
        node.put("rule", verdict.ruleId());
        ArrayNode stages = node.putArray("stages");
        stages.add("dispatch");
        verdict.stages().stream().filter(stage -> !stage.equals("dispatch")).forEach(stages::add);
        node.put("reason", reason(verdict.outcome().code()));
        verdict.cite().ifPresentOrElse(cite -> node.put("cite", cite.toString()), () -> node.putNull("cite"));
        ObjectNode counters = node.putObject("counters");
        moved.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> counters.put(entry.getKey(), entry.getValue()));
    }

    private static void proof(ObjectNode node, Verdict<?> verdict) {
        ArrayNode findings = node.putArray("findings");
        verdict.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode whatIfs = node.putArray("whatIfs");
        ExploreWhatIfs.of(verdict).forEach(whatIf -> whatIfs.add(whatIf(whatIf)));
    }

    /** The state a segment left behind. */
    public static ObjectNode after(JudgeSegments.After after) {
        ObjectNode node = JSON.objectNode();
        node.put("state", after.state().label());
        Tcb socket = after.socket();
        TimeWaitSocket entry = after.entry();
        if (entry != null) {
            node.put("orphan", entry.finWait2);
            node.put("rcv_nxt", SeqNum.unsigned(entry.rcvNxt));
            node.put("snd_nxt", SeqNum.unsigned(entry.sndNxt));
            node.put("rcv_wnd", entry.rcvWnd);
            putTimestamp(node, entry.hasTimestamps(), entry.tsRecent);
        } else if (socket != null) {
            node.put("orphan", socket.orphan);
            node.put("rcv_nxt", SeqNum.unsigned(socket.rcvNxt));
            node.put("snd_nxt", SeqNum.unsigned(socket.sndNxt));
            node.put("snd_una", SeqNum.unsigned(socket.sndUna));
            node.put("rcv_wnd", socket.rcvWnd);
            node.put("rcv_wup", SeqNum.unsigned(socket.rcvWup));
            node.put("iss", SeqNum.unsigned(socket.iss));
            node.put("irs", SeqNum.unsigned(socket.irs));
            putTimestamp(node, socket.timestamps, socket.tsRecent);
            node.put("unread", socket.unread);
            node.put("error", socket.error.name());
        }
        return node;
    }

    private static void putTimestamp(ObjectNode node, boolean has, int tsRecent) {
        if (has) {
            node.put("ts_recent", SeqNum.unsigned(tsRecent));
        } else {
            node.putNull("ts_recent");
        }
    }

    private static String reason(Code code) {
        if (code instanceof ConntrackReason why) {
            return why.label();
        }
        return code instanceof ReplyKind kind ? kind.label() : code.name();
    }

    /** What answers nothing was not a reply, and data whose ACK is owed later is answered later. */
    private static Disposition disposition(Verdict<?> verdict, List<JudgeSegments.Reply> replies) {
        Disposition decided = verdict.outcome().disposition();
        return decided == Disposition.REPLY && replies.isEmpty() ? Disposition.DROP : decided;
    }

    private static ObjectNode cause(Cause cause) {
        ObjectNode node = JSON.objectNode();
        if (cause instanceof Cause.BySegment segment) {
            node.put("segment", segment.leg());
        } else if (cause instanceof Cause.ByTimer timer) {
            node.put("timer", timer.name());
        } else if (cause instanceof Cause.ByCall call) {
            node.put("call", call.call());
        }
        return node;
    }

    private static ObjectNode reply(JudgeSegments.Reply reply, TcpState before) {
        Segment segment = reply.leg().segment();
        ObjectNode node = JSON.objectNode();
        node.put("kind", kind(segment).label());
        node.put("after", SimTime.seconds(reply.after()));
        segment(node, segment);
        return node;
    }

    /** Flags, numbers and timestamps of a segment, as every JSON of this program spells them. */
    public static void segment(ObjectNode node, Segment segment) {
        node.put("flags", TcpFlags.text(segment.flags()));
        node.put("seq", SeqNum.unsigned(segment.seq()));
        node.put("ack", SeqNum.unsigned(segment.ack()));
        node.put("win", segment.window());
        node.put("len", segment.length());
        if (segment.isTimestamped()) {
            node.put("tsval", SeqNum.unsigned(segment.tsVal()));
            node.put("tsecr", SeqNum.unsigned(segment.tsEcr()));
        } else {
            node.putNull("tsval");
            node.putNull("tsecr");
        }
    }

    /** The word for what was sent. A challenge ACK is an ordinary ACK on the wire. */
    public static ReplyKind kind(Segment segment) {
        boolean ack = segment.has(TcpFlags.ACK);
        if (segment.has(TcpFlags.RST)) {
            return ack ? ReplyKind.RST_ACK : ReplyKind.RST;
        }
        if (segment.has(TcpFlags.SYN)) {
            return ack ? ReplyKind.SYN_ACK : ReplyKind.SYN;
        }
        if (segment.has(TcpFlags.FIN)) {
            return ReplyKind.FIN_ACK;
        }
        return segment.length() > 0 ? ReplyKind.DATA : ReplyKind.ACK;
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode node = JSON.objectNode();
        node.put("check", finding.check().id());
        node.set("left", operand(finding.check().left(), finding.left()));
        node.put("relation", finding.check().comparison().name());
        ObjectNode margin = node.putObject("margin");
        margin.put("name", dotted(finding.check().margin().name()));
        margin.put("value", finding.margin());
        node.set("right", operand(finding.check().right(), finding.right()));
        node.put("difference", finding.difference());
        node.put("held", finding.held());
        return node;
    }

    /** A value of which nobody keeps book has no such member. */
    private static void setBy(ObjectNode operand, Origin origin) {
        switch (origin.kind()) {
            case EVENT -> origin.cause().ifPresent(by -> operand.set("setBy", cause(by)));
            case START -> operand.putObject("setBy").put("start", true);
            case CONSTANT -> operand.putObject("setBy").put("constant", true);
            case UNKNOWN -> {
                // nothing to say
            }
        }
    }

    private static ObjectNode operand(Operand<?> operand, long value) {
        ObjectNode node = JSON.objectNode();
        node.put("name", dotted(operand.name()));
        node.put("value", value);
        node.put("unit", operand.unit().symbol());
        return node;
    }

    private static ObjectNode whatIf(ExploreWhatIfs.Change change) {
        ObjectNode node = JSON.objectNode();
        if (change.kernels().isPresent()) {
            node.put("change", "kernel");
            node.put("to", change.toText());
            node.put("through", change.kernels().get().farthest());
        } else {
            move(node, change.moves().get(0));
        }
        node.put("disposition", change.outcome().disposition().name());
        node.put("who", who(change.who()));
        node.put("reason", reason(change.outcome().code()));
        node.put("changesAnswer", change.changesAnswer());
        if (!change.isKernel()) {
            node.put("check", change.turned().check().id());
        }
        change.addedTsVal().ifPresent(tsVal -> node.put("tsval", tsVal));
        if (change.moves().size() > 1) {
            ArrayNode also = node.putArray("also");
            change.moves().stream().skip(1).forEach(move -> {
                also.add(move(JSON.objectNode(), move).put("who", who(move.who())));
            });
        }
        node.put("text", WhatIfText.what(change));
        return node;
    }

    private static ObjectNode move(ObjectNode node, WhatIf.Move move) {
        node.put("change", dotted(move.shown().name()));
        node.put("to", move.shownTo());
        node.put("from", move.shownFrom());
        node.put("unit", move.shown().unit().symbol());
        if (move.operand().party() == Party.TIME) {
            node.put("wait", WhatIfText.seconds(move));
        }
        return node;
    }

    private static String who(Party who) {
        return who.name().toLowerCase(Locale.ROOT);
    }

    /** Sysctls are printed dotted wherever they are named. */
    private static String dotted(String name) {
        return Sysctl.named(name).map(Sysctl::dotted).orElse(name);
    }
}
