package timewaitlab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import timewaitlab.lab.JudgeSegments;
import timewaitlab.lab.VerdictJson;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.lab.VerdictRequestReader;
import timewaitlab.wire.SegmentNotation;

/** {@code verdict}: one segment against one state. */
@Command(
        name = "verdict",
        description = "Judges one segment against one state of one kernel, or a file of such questions.",
        footer = {
            "",
            "Fields: rcv_nxt snd_nxt snd_una snd_wl1 rcv_wnd rcv_wup iss irs ts_recent ts_recent_age(s) ts_offset",
            "last_oow_ack_age(s) synack_tsval_first synack_tsval_last syn_retransmitted rto(ms) max_window unread",
            "peer_ts peer_ts_age(s) accept_queue backlog",
            "requests young_requests crossed hz",
            "",
            "Example:",
            "  verdict --profile 6.18 --state TIME-WAIT --field rcv_nxt=1000000 --field snd_nxt=5000000 \\",
            "    --field ts_recent=200000 --segment \"S 2000000:2000000(0) win 65535 <TS val 199999 ecr 0>\""
        })
final class VerdictCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StateOptions asked = new StateOptions();

    @Option(names = "--batch", paramLabel = "FILE", description = "JSON requests, one a line; - for stdin")
    private @Nullable String batch;

    @Option(names = "--format", paramLabel = "F", description = "text or json", defaultValue = "text")
    private Format format = Format.text;

    @Override
    public Integer call() {
        Commands.requireFormat(format, Format.text, Format.json);
        PrintWriter out = Commands.out(spec);
        if (batch != null) {
            answerBatch(batch, out);
        } else {
            answerOne(out);
        }
        out.flush();
        return Commands.DONE;
    }

    private void answerOne(PrintWriter out) {
        VerdictRequest request;
        try {
            request = request();
        } catch (IllegalArgumentException e) {
            throw new UserMistake(String.valueOf(e.getMessage()));
        }
        if (format == Format.text && !request.profile().isKernelChecked()) {
            out.println(request.profile().label());
        }
        for (JudgeSegments.Answer answer : JudgeSegments.answer(request)) {
            if (format == Format.json) {
                out.println(json(request, answer));
            } else {
                VerdictText.print(answer, out);
            }
        }
    }

    private VerdictRequest request() {
        String segment = asked.segment();
        if (!asked.isComplete() || segment == null) {
            throw new IllegalArgumentException("verdict needs --profile, --state and --segment, or --batch");
        }
        return asked.request(asked.kernel(), asked.fields(Map.of()), SegmentNotation.parse(segment));
    }

    private static void answerBatch(String file, PrintWriter out) {
        try (BufferedReader in = open(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    out.println(answerLine(line));
                }
            }
        } catch (IOException e) {
            throw new UserMistake(file + ": cannot be read: " + Commands.reason(e));
        }
    }

    private static BufferedReader open(String file) throws IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file));
    }

    /** A line that is not a request is answered with what is wrong with it. */
    private static ObjectNode answerLine(String line) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        JsonNode json;
        try {
            json = MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return error(null, "not JSON: " + e.getOriginalMessage());
        }
        JsonNode id = json.path("id");
        try {
            VerdictRequest request = VerdictRequestReader.read(json);
            List<JudgeSegments.Answer> answers = JudgeSegments.answer(request);
            answer.set("id", id.isMissingNode() ? JsonNodeFactory.instance.nullNode() : id);
            if (json.has("segment")) {
                ObjectNode only = json(request, answers.get(0));
                only.remove("id");
                answer.setAll(only);
            } else {
                answers.forEach(next -> answer.withArray("verdicts").add(json(request, next)));
            }
            return answer;
        } catch (IllegalArgumentException e) {
            return error(id, String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode error(@Nullable JsonNode id, String what) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("id", id == null || id.isMissingNode() ? JsonNodeFactory.instance.nullNode() : id);
        return answer.put("error", what);
    }

    private static ObjectNode json(VerdictRequest request, JudgeSegments.Answer answer) {
        ObjectNode node = VerdictJson.verdict(answer.judged(), answer.replies());
        if (!request.profile().isKernelChecked()) {
            node.put("kernelChecked", false);
        }
        node.set("after", VerdictJson.after(answer.after()));
        return node;
    }
}
