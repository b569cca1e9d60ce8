package timewaitlab.export;

import timewaitlab.trace.Party;

/** Sequence diagrams of Mermaid. Its own characters are written as the numbers of characters, as it asks for. */
final class MermaidWords implements Sequence.Language {
    @Override
    public String open(String title) {
        return "sequenceDiagram\n    title " + escaped(title) + "\n";
    }

    @Override
    public String remark(String text) {
        return "    %% " + text.replace('{', '(').replace('}', ')') + "\n";
    }

    @Override
    public String participant(String name, Party party) {
        return "    participant " + name + " as " + escaped(party.name()) + "<br/>" + escaped(party.address()) + "\n";
    }

    @Override
    public String message(String from, String to, boolean bare, Sequence.End end, String text) {
        String line = bare ? "--" : "-";
        String head = end == Sequence.End.DIES ? "x" : ">>";
        return "    " + from + line + head + to + ": " + escaped(text) + "\n";
    }

    @Override
    public String note(String over, String text) {
        return "    Note over " + over + ": " + escaped(text) + "\n";
    }

    @Override
    public String silence(String left, String right, String text) {
        String over = left.equals(right) ? left : left + "," + right;
        return "    Note over " + over + ": " + escaped(text) + "\n";
    }

    @Override
    public String close() {
        return "";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if ("#;<>{}\"%".indexOf(c) >= 0) {
                escaped.append('#').append(c).append(';');
            } else {
                escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
