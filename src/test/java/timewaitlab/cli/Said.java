package timewaitlab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command said, and how it ended. */
record Said(int code, String out, String err) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Said when(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLineApp.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /** The same where there is a window. */
    static Said when(WindowBench window, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLineApp.run(window, new PrintWriter(out), new PrintWriter(err, true), arguments);
        return new Said(code, out.toString(), err.toString());
    }

    JsonNode json() {
        try {
            return MAPPER.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + out, e);
        }
    }

    List<String> problems() {
        return err.lines().toList();
    }
}
