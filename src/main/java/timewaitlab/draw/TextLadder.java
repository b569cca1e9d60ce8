package timewaitlab.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import timewaitlab.decide.Disposition;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Judged;

/**
 * A ladder in plain characters, for terminals and commit messages: a line a segment in order of sending, with its time
 * at the left, the time of its end at the right, and the verdict where it is worth a chip.
 */
public final class TextLadder {
    private static final int LEFT = 12;
    private static final int NARROW = 10;
    private static final int WIDE = 36;
    /** A silence longer than this has a line of its own. */
    private static final long SILENCE = 250_000_000L;

    private final LadderOptions options;
    private final List<Way> ways;
    private final List<Party> parties;
    private final Columns columns;
    private final int[] at;

    private TextLadder(Trace trace, Words words) {
        options = LadderOptions.of(1000).withWords(words);
        columns = Columns.of(new LadderTrace(trace), options);
        parties = trace.parties();
        TimeScale scale = TimeScale.event(trace, 1);
        ways = Journeys.of(trace).all().stream()
                .map(journey -> journey.way(scale, columns, 0))
                .toList();
        at = new int[parties.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = i == 0 ? LEFT : at[i - 1] + Math.max(isWide(i) ? WIDE : NARROW, heading(i - 1));
        }
    }

    /** The ladder of a trace, each line ended. */
    public static String of(Trace trace, Words words) {
        return new TextLadder(trace, words).text();
    }

    private boolean isWide(int party) {
        Party.Kind before = parties.get(party - 1).kind();
        Party.Kind here = parties.get(party).kind();
        return before != here && (before == Party.Kind.SERVER || here == Party.Kind.SERVER);
    }

    /** What the name of a party takes with air behind it; in a recording it is an address. */
    private int heading(int party) {
        return parties.get(party).name().length() + 2;
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        StringBuilder names = new StringBuilder(" ".repeat(LEFT));
        for (int i = 0; i < at.length; i++) {
            pad(names, at[i]);
            names.append(parties.get(i).name());
        }
        lines.add(names.toString());
        long last = 0;
        for (Way way : ways) {
            if (way.start() - last > SILENCE) {
                lines.add(" ".repeat(LEFT) + "... " + BandWords.length(way.start() - last));
            }
            lines.add(line(way));
            last = Math.max(last, way.end());
        }
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String line(Way way) {
        int right = at[at.length - 1] + 1;
        char[] cells = new char[right];
        Arrays.fill(cells, ' ');
        for (int column : at) {
            cells[column] = '|';
        }
        int from = at[columns.indexOf(way.first().at())];
        int to = at[columns.indexOf(way.last().to())];
        int step = to > from ? 1 : -1;
        int end = way.death() == Way.Death.LOST ? (from + to) / 2 : to - step;
        char dash = way.kind() == SegmentKind.RST ? '~' : way.kind() == SegmentKind.ACK ? '.' : '-';
        for (int i = from + step; i != end + step; i += step) {
            cells[i] = dash;
        }
        for (int i = 1; i < way.legs().size(); i++) {
            cells[at[columns.indexOf(way.legs().get(i).at())]] = '+';
        }
        cells[end] = way.death() == Way.Death.NONE || way.death() == Way.Death.IN_FLIGHT ? (step > 0 ? '>' : '<') : 'X';
        label(way, end, cells);
        String start = BandWords.clock(way.start(), "");
        StringBuilder line = new StringBuilder(" ".repeat(Math.max(0, LEFT - 3 - start.length())));
        line.append(start).append(new String(cells), line.length(), cells.length);
        return line + "  " + BandWords.clock(way.end(), "") + verdict(way);
    }

    private void label(Way way, int end, char... cells) {
        int leg = way.longestLeg();
        int one = at[columns.indexOf(way.legs().get(leg).at())];
        int other = leg == way.legs().size() - 1
                ? end
                : at[columns.indexOf(way.legs().get(leg).to())];
        int room = Math.abs(other - one) - 5;
        for (String text : LabelText.of(way, options, false, 0)) {
            if (text.length() + 2 <= room) {
                String padded = " " + text + " ";
                int first = (one + other - padded.length()) / 2 + 1;
                padded.getChars(0, padded.length(), cells, first);
                return;
            }
        }
    }

    private String verdict(Way way) {
        Judged judged = way.judged();
        if (judged == null) {
            return way.death() == Way.Death.LOST ? "  lost" : "";
        }
        // Answers have a column of their own here, and cover nothing.
        boolean answered = judged.verdict().outcome().disposition() == Disposition.REPLY && !Chips.isHandshake(judged);
        if (!answered && !Chips.isShown(way, judged, options)) {
            return "";
        }
        String word = "  " + Chip.of(judged, options.words(), 12).text();
        var outcome = judged.verdict().outcome();
        return outcome.disposition() == Disposition.DROP
                ? word + "  " + outcome.code().name()
                : word;
    }

    private static void pad(StringBuilder line, int to) {
        while (line.length() < to) {
            line.append(' ');
        }
    }
}
