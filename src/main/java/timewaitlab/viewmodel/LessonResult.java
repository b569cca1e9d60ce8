package timewaitlab.viewmodel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What came of a lesson.
 *
 * @param prediction the choice, as it was worded; {@code confidence}: how sure, from 1 to 3
 * @param observations how often something was looked at before the prediction
 * @param tries runs that were made to solve the task
 */
public record LessonResult(
        Instant at,
        String scenario,
        String prediction,
        int confidence,
        boolean predicted,
        boolean solved,
        int tries,
        String transfer,
        boolean transferred,
        int observations) {
    /** The columns, as the first line of a file of results. */
    public static final String HEAD =
            "at,scenario,prediction,confidence,prediction_right,task_solved,runs,transfer,transfer_right,observations";

    /** These results as a file, as RFC 4180 has it. */
    public static String file(List<LessonResult> results) {
        StringBuilder text = new StringBuilder(HEAD).append("\r\n");
        results.forEach(result -> text.append(result.line()).append("\r\n"));
        return text.toString();
    }

    /** One line of a file of results, as RFC 4180 has it. */
    public String line() {
        List<String> cells = List.of(
                at.truncatedTo(ChronoUnit.SECONDS).toString(),
                scenario,
                prediction,
                Integer.toString(confidence),
                Boolean.toString(predicted),
                Boolean.toString(solved),
                Integer.toString(tries),
                transfer,
                Boolean.toString(transferred),
                Integer.toString(observations));
        return String.join(",", cells.stream().map(LessonResult::cell).toList());
    }

    private static String cell(String text) {
        // A leading sign would make a spreadsheet compute it.
        String safe = text.matches("^[=+@-].*") ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
