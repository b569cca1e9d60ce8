package timewaitlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Outcome;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/**
 * A question about one state of one kernel, in the words of a table of facts, and its answers in the same words.
 *
 * <p>A state is words such as {@code TIME-WAIT rcv_nxt=1000 no-timestamps tcp_rfc1337=1}; later words win;
 * {@code tcp_tw_recycle?=1} sets it where the kernel has it. A segment is
 * packetdrill's notation, after {@code @0.499} when it does not arrive at once.
 */
final class Asked {
    /** Counters that say nothing about a verdict, or that another column says already. */
    private static final Set<String> UNTOLD =
            Set.of("TcpOutRsts", "TcpExtTCPPureAcks", "TcpPassiveOpens", "TcpExtDelayedACKs", "TcpExtDelayedACKLost");

    private final String words;
    private final List<JudgeSegments.Answer> answers;

    private Asked(String words, List<JudgeSegments.Answer> answers) {
        this.words = words;
        this.answers = answers;
    }

    static Asked of(KernelProfile kernel, String state, String... segments) {
        VerdictRequest request = RequestWords.read(kernel, state, List.of(segments));
        return new Asked(kernel + ", " + state + ", " + List.of(segments), JudgeSegments.answer(request));
    }

    /** What was asked, for messages. */
    String words() {
        return words;
    }

    Judged judged(int index) {
        return answers.get(index).judged();
    }

    /** {@code REPLY ACK}: disposition and kind or reason. */
    String outcome() {
        return outcome(0);
    }

    String outcome(int index) {
        Outcome outcome = judged(index).verdict().outcome();
        return outcome.disposition() + " " + outcome.code().name();
    }

    /** {@code -}, {@code gone} or {@code 60 s}: what became of the timer. */
    String timer() {
        String timer = judged(0).timer();
        return timer == null ? "-" : timer.replace("restart ", "");
    }

    /** Names without their prefix, {@code -} for none. */
    String counters() {
        return counters(0);
    }

    String counters(int index) {
        Set<String> names = new TreeSet<>();
        judged(index).counters().forEach((name, value) -> {
            if (!UNTOLD.contains(name)) {
                assertThat(value).as(name).isEqualTo(1);
                names.add(name.replaceFirst("^(TcpExt|Tcp)", ""));
            }
        });
        return names.isEmpty() ? "-" : String.join(" ", names);
    }

    TcpState stateAfter() {
        return answers.get(0).after().state();
    }

    JudgeSegments.After after() {
        return answers.get(0).after();
    }

    List<JudgeSegments.Reply> replies(int index) {
        return answers.get(index).replies();
    }

    /** Kinds of what was sent, {@code -} for silence, {@code ACK-later} for a delayed acknowledgement. */
    String replyKinds(int index) {
        List<String> kinds = new ArrayList<>();
        for (JudgeSegments.Reply reply : replies(index)) {
            boolean later = reply.after() > 20 * SimTime.MILLISECOND;
            kinds.add(VerdictJson.kind(reply.leg().segment()).label() + (later ? "-later" : ""));
        }
        return kinds.isEmpty() ? "-" : String.join(" ", kinds);
    }

    /** Asserts what was sent: {@code -}, or a kind and as many of its numbers as the table gives. */
    void assertReplied(String expected) {
        String[] parts = expected.split(" ");
        assertThat(replyKinds(0)).as("replies to %s", words).isEqualTo(parts[0]);
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            Segment segment = replies(0).get(0).leg().segment();
            String[] pair = part.split("=");
            long actual = SeqNum.unsigned(
                    switch (pair[0]) {
                        case "seq" -> segment.seq();
                        case "ack" -> segment.ack();
                        case "tsecr" -> segment.tsEcr();
                        default -> throw new IllegalArgumentException(part);
                    });
            assertThat(actual).as("%s of the reply to %s", pair[0], words).isEqualTo(Long.parseLong(pair[1]));
        }
    }

    /** Asserts fields afterwards: {@code ts_recent=5 rcv_nxt=7 state=CLOSED}, or {@code -} for nothing to say. */
    void assertAfter(String expected) {
        Map<String, String> said = expected.equals("-")
                ? Map.of()
                : Arrays.stream(expected.split(" "))
                        .map(pair -> pair.split("="))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        said.forEach((name, value) -> assertThat(
                        VerdictJson.after(after()).path(name).asText())
                .as("%s after %s", name, words)
                .isEqualTo(value));
    }
}
