package timewaitlab.lab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timewaitlab.base.Misread;
import timewaitlab.base.Reading;
import timewaitlab.lab.Happening.Kind;
import timewaitlab.trace.Trace;

/**
 * A test in the manner of Wireshark's display filters: {@code tcp.options.timestamp.tsval < 1000 && !tcp.flags.ack},
 * {@code verdict == drop}, {@code state == TIME-WAIT && state.host == B}. A field that is not there fails every
 * comparison, and alone says whether it is there and not 0. Words are compared without regard to case.
 */
public final class FieldExpression {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\|\\||&&|==|!=|<=|>=|[<>!()]|\"[^\"]*\"|[A-Za-z0-9_.:+-]+)\\s*");
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,8}|\\d{1,12}(\\.\\d{1,9})?");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final int DEEPEST = 50;

    private record Token(String text, int column) {}

    private final String text;
    private final Predicate<Happening> test;
    private final Kind kind;

    private FieldExpression(String text, Predicate<Happening> test, Kind kind) {
        this.text = text;
        this.test = test;
        this.kind = kind;
    }

    /** The test in this text, or one problem with its column. */
    public static Reading<FieldExpression> parse(String text) {
        return parse("expression", text);
    }

    /** The same; the problem names where the text was written. */
    public static Reading<FieldExpression> parse(String where, String text) {
        try {
            Parser parser = new Parser(text);
            Predicate<Happening> test = parser.all();
            return Reading.of(new FieldExpression(text.strip(), test, parser.kind()));
        } catch (Misread wrong) {
            return Reading.failed(wrong.in(where, 1));
        }
    }

    public String text() {
        return text;
    }

    /** What it asks about. */
    Kind kind() {
        return kind;
    }

    /** Whether it holds of this; only something of its {@link #kind} is asked about. */
    boolean holds(Happening event) {
        return test.test(event);
    }

    /** When it holds in a trace: moments of sending, of judging, or of changes of state, by what it asks about. */
    public List<Long> moments(Trace trace) {
        List<Long> moments = new ArrayList<>();
        for (Happening event : Happening.in(trace)) {
            boolean news = moments.isEmpty() || moments.get(moments.size() - 1) != event.time();
            if (news && event.kind() == kind && test.test(event)) {
                moments.add(event.time());
            }
        }
        return moments;
    }

    /** Recursive descent: or, and, not, comparison. */
    private static final class Parser {
        private final List<Token> tokens = new ArrayList<>();
        private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        private final int end;
        private int at;
        private int depth;

        Parser(String text) {
            Matcher matcher = TOKEN.matcher(text);
            int from = 0;
            while (from < text.length() && !text.substring(from).isBlank()) {
                if (!matcher.region(from, text.length()).lookingAt()) {
                    throw new Misread(
                            from + 1, "\"" + text.charAt(from) + "\" does not belong here", "a field or a word");
                }
                tokens.add(new Token(matcher.group(1), matcher.start(1) + 1));
                from = matcher.end();
            }
            end = text.length() + 1;
        }

        Predicate<Happening> all() {
            Predicate<Happening> test = either();
            if (at < tokens.size()) {
                throw wrong("\"" + tokens.get(at).text() + "\" is too much", "&& or ||");
            }
            return test;
        }

        /** Changes of state and verdicts can be asked about together with nothing else than segments. */
        Kind kind() {
            if (kinds.contains(Kind.STATE)) {
                if (kinds.size() > 1) {
                    throw new Misread(
                            1, "a change of state is no segment and no verdict", "state and state.host alone");
                }
                return Kind.STATE;
            }
            return kinds.contains(Kind.JUDGED) ? Kind.JUDGED : Kind.SENT;
        }

        private Predicate<Happening> either() {
            Predicate<Happening> test = both();
            while (accept("||")) {
                test = test.or(both());
            }
            return test;
        }

        private Predicate<Happening> both() {
            Predicate<Happening> test = single();
            while (accept("&&")) {
                test = test.and(single());
            }
            return test;
        }

        private Predicate<Happening> single() {
            if (++depth > DEEPEST) {
                throw wrong("nested too deeply", "at most " + DEEPEST + " levels");
            }
            Predicate<Happening> test;
            if (accept("!")) {
                test = single().negate();
            } else if (accept("(")) {
                test = either();
                if (!accept(")")) {
                    throw wrong(found(), ")");
                }
            } else {
                test = comparison();
            }
            depth--;
            return test;
        }

        private Predicate<Happening> comparison() {
            Token name = at < tokens.size() ? tokens.get(at) : new Token("", end);
            Fields.Field field = Fields.named(name.text())
                    .orElseThrow(() -> wrong(
                            name.text().isEmpty()
                                    ? found()
                                    : "unknown field \"" + name.text() + "\"" + hint(name.text()),
                            "a field such as tcp.flags.syn, tcp.options.timestamp.tsval, verdict or state"));
            at++;
            // the time is everybody's
            if (!name.text().equals("frame.time_relative")) {
                kinds.add(field.kind());
            }
            if (at == tokens.size() || !COMPARISONS.contains(tokens.get(at).text())) {
                return event -> field.read().apply(event).stream().anyMatch(value -> !value.equals(BigDecimal.ZERO));
            }
            String operator = tokens.get(at++).text();
            return field.isNumber() ? numeric(field, operator) : worded(field, operator);
        }

        private Predicate<Happening> numeric(Fields.Field field, String operator) {
            String text = at < tokens.size() ? tokens.get(at).text() : "";
            if (!NUMBER.matcher(text).matches()) {
                throw wrong(found(), "a number");
            }
            at++;
            BigDecimal wanted = text.startsWith("0x")
                    ? BigDecimal.valueOf(Long.parseLong(text.substring(2), 16))
                    : new BigDecimal(text);
            return comparing(field, operator, value -> holds(((BigDecimal) value).compareTo(wanted), operator));
        }

        private Predicate<Happening> worded(Fields.Field field, String operator) {
            if (!operator.equals("==") && !operator.equals("!=")) {
                at--;
                throw wrong("words have no order", "== or !=");
            }
            if (at == tokens.size() || tokens.get(at).text().matches("[|&=!<>()]+")) {
                throw wrong(found(), "a word");
            }
            String wanted = tokens.get(at).text().replace("\"", "").toUpperCase(Locale.ROOT);
            if (!field.words().isEmpty() && !field.words().contains(wanted)) {
                throw wrong(found(), "one of " + String.join(", ", field.words()));
            }
            at++;
            return comparing(
                    field,
                    operator,
                    value -> wanted.equals(String.valueOf(value).toUpperCase(Locale.ROOT)) == operator.equals("=="));
        }

        /** As in Wireshark 4: {@code !=} holds when no value is that one, the others when any value does it. */
        private static Predicate<Happening> comparing(
                Fields.Field field, String operator, Predicate<Object> comparison) {
            boolean all = operator.equals("!=");
            return event -> {
                List<Object> values = field.read().apply(event);
                return !values.isEmpty()
                        && (all
                                ? values.stream().allMatch(comparison)
                                : values.stream().anyMatch(comparison));
            };
        }

        private static boolean holds(int order, String operator) {
            return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }

        private boolean accept(String token) {
            boolean there = at < tokens.size() && tokens.get(at).text().equals(token);
            at += there ? 1 : 0;
            return there;
        }

        private String found() {
            return at < tokens.size() ? "\"" + tokens.get(at).text() + "\" does not fit" : "the test ends here";
        }

        private static String hint(String word) {
            Optional<String> near = Fields.names().stream()
                    .filter(name -> name.endsWith("." + word) || name.startsWith(word))
                    .findFirst();
            return near.map(name -> "; did you mean " + name + "?").orElse("");
        }

        private Misread wrong(String what, String expected) {
            return new Misread(at < tokens.size() ? tokens.get(at).column() : end, what, expected);
        }
    }
}
