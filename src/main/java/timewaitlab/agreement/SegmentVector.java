package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Outcome;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.RequestWords;
import timewaitlab.lab.VerdictJson;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.wire.Segment;
import timewaitlab.wire.SeqNum;

/**
 * What a state makes of segments that reach it: a row of {@code vectors/segments.txt}, which explains its columns.
 *
 * @param state such as {@code TIME-WAIT rcv_nxt=1000 no-timestamps tcp_rfc1337=1}; of two words for one thing the later
 */
record SegmentVector(
        String id, List<KernelProfile> kernels, String state, List<String> segments, Map<String, String> facts)
        implements Vector {
    /** Counters that say nothing about a verdict, or that the replies say already. */
    private static final Set<String> UNTOLD =
            Set.of("TcpOutRsts", "TcpExtTCPPureAcks", "TcpPassiveOpens", "TcpExtDelayedACKs", "TcpExtDelayedACKLost");

    private static final List<String> COLUMNS = List.of("outcomes", "replies", "counters", "timer", "after");
    private static final String LATER = "-later";

    /** A row without comment; {@code base}: the line with @ above it. */
    static SegmentVector read(String base, String row) {
        String[] columns = row.split("\\|", -1);
        if (columns.length != COLUMNS.size() + 4) {
            throw new IllegalStateException(columns.length + " columns: " + row);
        }
        Map<String, String> facts = new HashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            facts.put(COLUMNS.get(i), columns[i + 4].strip());
        }
        return new SegmentVector(
                columns[0].strip(),
                LinuxProfiles.ranges(columns[1].strip()),
                base + " " + columns[2].strip(),
                parts(columns[3]),
                facts);
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(";")).map(String::strip).toList();
    }

    @Override
    public List<String> differences(KernelProfile kernel) {
        List<JudgeSegments.Answer> answers = JudgeSegments.answer(request(kernel));
        List<String> differences = new ArrayList<>();
        for (String column : List.of("replies", "counters", "timer")) {
            List<String> told = told(column);
            for (int i = 0; i < told.size(); i++) {
                String ours = switch (column) {
                    case "replies" -> replies(answers.get(i), told.get(i));
                    case "counters" -> counters(answers.get(i));
                    default -> timer(answers.get(i));
                };
                compare(differences, column, told.get(i), ours);
            }
        }
        after(answers.get(answers.size() - 1), differences);
        return differences;
    }

    /** Disposition and kind or reason, which nobody can see on the wire: differences to what the row says. */
    List<String> outcomes(KernelProfile kernel) {
        List<JudgeSegments.Answer> answers = JudgeSegments.answer(request(kernel));
        List<String> differences = new ArrayList<>();
        List<String> told = told("outcomes");
        for (int i = 0; i < told.size(); i++) {
            Outcome outcome = answers.get(i).judged().verdict().outcome();
            compare(
                    differences,
                    "outcome",
                    told.get(i),
                    outcome.disposition() + " " + outcome.code().name());
        }
        return differences;
    }

    private List<String> told(String column) {
        String text = facts.getOrDefault(column, "");
        return text.isEmpty() ? List.of() : parts(text);
    }

    private static void compare(List<String> differences, String what, String told, String ours) {
        if (!told.equals(ours)) {
            differences.add(what + ": " + told + ", engine " + ours);
        }
    }

    private VerdictRequest request(KernelProfile kernel) {
        return RequestWords.read(kernel, state, segments);
    }

    /** Kinds, and of the first reply those numbers that the row tells. */
    private static String replies(JudgeSegments.Answer answer, String told) {
        List<String> words = new ArrayList<>();
        for (JudgeSegments.Reply reply : answer.replies()) {
            boolean later = reply.after() > 20 * SimTime.MILLISECOND;
            words.add(VerdictJson.kind(reply.leg().segment()).label() + (later ? LATER : ""));
        }
        for (String word : told.split(" ")) {
            String name = word.replaceFirst("=.*", "");
            if (word.contains("=") && !answer.replies().isEmpty()) {
                words.add(name + "=" + number(answer.replies().get(0).leg().segment(), name));
            }
        }
        return words.isEmpty() ? "-" : String.join(" ", words);
    }

    private static long number(Segment segment, String name) {
        return SeqNum.unsigned(
                switch (name) {
                    case "seq" -> segment.seq();
                    case "ack" -> segment.ack();
                    case "tsecr" -> segment.tsEcr();
                    default -> throw new IllegalStateException("no number " + name);
                });
    }

    private static String counters(JudgeSegments.Answer answer) {
        Set<String> names = new TreeSet<>();
        answer.judged().counters().forEach((name, value) -> {
            if (!UNTOLD.contains(name)) {
                names.add(name.replaceFirst("^(TcpExt|Tcp)", "") + (value == 1 ? "" : " x" + value));
            }
        });
        return names.isEmpty() ? "-" : String.join(" ", names);
    }

    private static String timer(JudgeSegments.Answer answer) {
        String timer = answer.judged().timer();
        return timer == null ? "-" : timer.replace("restart ", "");
    }

    private void after(JudgeSegments.Answer last, List<String> differences) {
        String told = facts.getOrDefault("after", "");
        for (String word : told.isEmpty() || told.equals("-") ? new String[0] : told.split(" ")) {
            String[] pair = word.split("=");
            compare(
                    differences,
                    pair[0],
                    pair[1],
                    VerdictJson.after(last.after()).path(pair[0]).asText());
        }
    }

    @Override
    public String toString() {
        return id + " " + segments;
    }
}
