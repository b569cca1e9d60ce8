package timewaitlab.scenario;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import timewaitlab.base.Problem;
import timewaitlab.base.Reading;

/** Text to nodes. What is not YAML, or is YAML only to do harm, is one problem with its place. */
final class YamlText {
    private static final String WANTED = "a YAML mapping";
    private static final int MOST_ALIASES = 20;
    private static final int DEEPEST = 20;

    private YamlText() {}

    static Reading<Node> read(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowRecursiveKeys(false)
                .build();
        try {
            Optional<Mark> tooDeep = tooDeep(new Parse(settings).parseString(text));
            if (tooDeep.isPresent()) {
                Mark mark = tooDeep.get();
                return Reading.failed(new Problem(
                        file,
                        mark.getLine() + 1,
                        mark.getColumn() + 1,
                        "nested more than " + DEEPEST + " deep",
                        "a scenario"));
            }
            return new Compose(settings)
                    .composeString(text)
                    .map(Reading::of)
                    .orElseGet(() -> Reading.failed(Problem.of(file, "the file is empty", "a scenario")));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            return Reading.failed(new Problem(file, line, column, "not YAML: " + words(e), WANTED));
        } catch (ReaderException e) {
            return Reading.failed(unreadable(file, text, e));
        } catch (YamlEngineException e) {
            return Reading.failed(Problem.of(file, "not YAML: " + e.getMessage(), WANTED));
        }
    }

    /** Some problems end a sentence that the context begins. */
    private static String words(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        return problem.startsWith("but ") ? e.getContext() + ", " + problem : problem;
    }

    /** Nodes are composed recursively: a file of brackets would use up the stack. */
    private static Optional<Mark> tooDeep(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                return event.getStartMark();
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return Optional.empty();
    }

    private static Problem unreadable(String file, String text, ReaderException e) {
        int position = Math.min(Math.max(0, e.getPosition()), text.length());
        String before = text.substring(0, position);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = position - before.lastIndexOf('\n');
        String what = String.format("character U+%04X has no place in YAML", e.getCodePoint());
        return new Problem(file, line, column, what, "text");
    }
}
