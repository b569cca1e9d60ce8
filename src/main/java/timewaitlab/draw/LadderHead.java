package timewaitlab.draw;

import java.util.ArrayList;
import java.util.List;
import timewaitlab.draw.Mark.Anchor;
import timewaitlab.draw.Mark.Lettering;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.Party;
import timewaitlab.trace.ShortNames;

/** The host cards at the head of the lifelines. They never scroll. */
final class LadderHead {
    private static final double TOP = 8;
    private static final double PAD = 9;
    private static final double APART = 4;

    private final Columns columns;
    private final LadderOptions options;
    private final ShortNames names;

    LadderHead(Columns columns, LadderOptions options) {
        this.columns = columns;
        this.options = options;
        names = ShortNames.of(columns.parties());
    }

    /** Height of the head. */
    double height() {
        return TOP + options.emphasis().card() + TOP / 2;
    }

    List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        marks.add(Mark.fill(new Box(0, 0, options.width(), height(), 0), Ink.PAPER));
        for (int i = 0; i < columns.count(); i++) {
            Party party = columns.parties().get(i);
            List<Mark> card = new ArrayList<>();
            card(card, party, box(i));
            marks.add(new Mark.Group(
                    "host-" + i, "lab-card", party.name() + " " + party.address() + " " + party.kernel(), card));
        }
        return marks;
    }

    /** The card of a party; hosts are dragged and selected by it. */
    Box box(int party) {
        double x = columns.x(party);
        double left = party == 0 ? x - 4 : (x - columns.x(party - 1) - APART) / 2;
        double right = party == columns.count() - 1 ? options.width() - x - 4 : (columns.x(party + 1) - x - APART) / 2;
        double half = Math.min(natural(columns.parties().get(party)) / 2, Math.min(left, right));
        return new Box(x - half, TOP, 2 * half, options.emphasis().card(), 8);
    }

    private Lettering letter() {
        return new Lettering(Face.BOLD, options.emphasis().letter(), Ink.INK);
    }

    private Lettering small() {
        return new Lettering(Face.MONO_MEDIUM, options.emphasis().small(), Ink.MUTED);
    }

    private double icon() {
        return options.emphasis().letter() / 14;
    }

    private double natural(Party party) {
        double first = 16 * icon()
                + 7
                + letter().width(names.of(party.name()))
                + 14
                + version(party).length() * 6;
        return 2 * PAD + Math.max(first, small().width(party.address()));
    }

    /** {@code 2.6.32} for {@code linux-2.6.32}. */
    private static String version(Party party) {
        String kernel = party.kernel();
        return kernel.startsWith("linux-") ? kernel.substring("linux-".length()) : kernel;
    }

    private void card(List<Mark> marks, Party party, Box box) {
        marks.add(new Mark.Shape(box, Fill.of(Ink.BOX), Stroke.of(Ink.LINE, 1.2)));
        double room = box.width() - 2 * PAD + 4;
        double first = box.y() + box.height() * 0.33;
        double second = box.y() + box.height() * 0.75;
        double left = box.x() + (room < 56 ? 6 : PAD);
        double scale = icon();
        marks.addAll(Glyphs.icon(party.kind(), left + 8 * scale, first, scale));
        double nameX = left + 16 * scale + 7;
        String name = shortened(names.of(party.name()), letter(), box.right() - 4 - nameX);
        marks.add(Mark.text(nameX, first, Anchor.START, letter(), name));
        Lettering version = new Lettering(Face.REGULAR, options.emphasis().small(), Ink.MUTED);
        double nameEnd = nameX + letter().width(name);
        if (nameEnd + 8 + version.width(version(party)) <= box.right() - PAD + 2) {
            marks.add(Mark.text(box.right() - PAD, first, Anchor.END, version, version(party)));
        }
        String address = shortened(party.address(), small(), box.right() - 5 - left);
        marks.add(Mark.text(left, second, Anchor.START, small(), address));
    }

    /** The end of an address or a name tells more than its start. */
    private static String shortened(String whole, Lettering lettering, double room) {
        String text = whole;
        while (lettering.width(text) > room && text.length() > 3) {
            int cut = text.startsWith("\u2026") ? 2 : 1;
            cut += text.charAt(cut) == '.' ? 1 : 0;
            text = "\u2026" + text.substring(cut);
        }
        return text;
    }
}
