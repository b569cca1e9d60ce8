package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.decide.Verdict;
import timewaitlab.draw.MapRegions.Cell;

/** A decision map in plain characters: a letter a cell, and what each letter stands for. */
public final class TextMap {
    private final MapRegions regions;
    private final MapOptions.Subject subject;
    private final MapWords words;
    private final List<String> ends = new ArrayList<>();

    private TextMap(MapRegions regions, MapOptions.Subject subject, Words words) {
        this.regions = regions;
        this.subject = subject;
        this.words = new MapWords(words);
    }

    /** The map, each line ended. */
    public static String of(MapRegions regions, MapOptions.Subject subject, Words words) {
        return new TextMap(regions, subject, words).text();
    }

    private String text() {
        List<String> heads = new ArrayList<>();
        int side = subject.timestampName().length() + 12;
        for (int row = 0; row < regions.rows().size(); row++) {
            side = Math.max(
                    side, range(regions.rows().get(row), regions.lastOfRow(row)).length());
        }
        for (int column = 0; column < regions.columns().size(); column++) {
            heads.add(range(regions.columns().get(column), regions.lastOfColumn(column)));
        }
        StringBuilder text = new StringBuilder();
        text.append(subject.title()).append('\n');
        text.append(against("SEG.SEQ", subject.sequenceName())).append(" across, ");
        text.append(against("SEG.TSval", subject.timestampName())).append(" up\n\n");
        text.append(" ".repeat(side));
        heads.forEach(head -> text.append("  ").append(head));
        text.append('\n');
        for (int row = regions.rows().size() - 1; row >= 0; row--) {
            String range = range(regions.rows().get(row), regions.lastOfRow(row));
            text.append(" ".repeat(side - range.length())).append(range);
            for (int column = 0; column < heads.size(); column++) {
                String letter = letter(regions.cell(column, row));
                text.append("  ")
                        .append(letter)
                        .append(" ".repeat(heads.get(column).length() - 1));
            }
            text.setLength(text.toString().stripTrailing().length());
            text.append('\n');
        }
        text.append('\n');
        for (int i = 0; i < ends.size(); i++) {
            text.append(name(i)).append("  ").append(ends.get(i)).append('\n');
        }
        return text.toString();
    }

    private static String against(String field, String expected) {
        return expected.isEmpty() ? field : field + " - " + expected;
    }

    private static String range(long from, long to) {
        return from == to ? MapWords.signed(from) : MapWords.signed(from) + ".." + MapWords.signed(to);
    }

    private String letter(Cell cell) {
        String end = end(cell.verdict());
        Verdict<?> other = cell.other();
        if (other != null) {
            MapOptions.Kernels kernels = subject.kernels();
            end = kernels.first() + ": " + end + " | " + kernels.second() + ": " + end(other);
        }
        if (!ends.contains(end)) {
            ends.add(end);
        }
        return name(ends.indexOf(end));
    }

    private String end(Verdict<?> verdict) {
        return words.end(verdict) + " (" + MapWords.reason(verdict) + ")";
    }

    /** A to Z, then a to z; more kinds of ends share the last one's letter with a note in the list. */
    private static String name(int number) {
        return String.valueOf((char) (number < 26 ? 'A' + number : 'a' + Math.min(25, number - 26)));
    }
}
