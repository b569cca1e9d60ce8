package timewaitlab.export;

import java.util.regex.Pattern;
import timewaitlab.trace.Party;

/** Sequence diagrams of PlantUML. A tilde takes the meaning from the character after it. */
final class PlantUmlWords implements Sequence.Language {
    private static final Pattern MARKUP = Pattern.compile("([*/_~\"\\-\\[^#%])\\1|[<\\\\]");

    @Override
    public String open(String title) {
        return "@startuml\ntitle " + escaped(title) + "\n";
    }

    @Override
    public String remark(String text) {
        return "' " + text + "\n";
    }

    @Override
    public String participant(String name, Party party) {
        String label = (party.name() + "\\n" + party.address()).replace('"', '\'');
        return "participant \"" + label + "\" as " + name + "\n";
    }

    @Override
    public String message(String from, String to, boolean bare, Sequence.End end, String text) {
        String line = bare ? "--" : "-";
        String head = end == Sequence.End.DIES ? ">x" : ">";
        return from + " " + line + head + " " + to + " : " + escaped(text) + "\n";
    }

    @Override
    public String note(String over, String text) {
        return "note over " + over + " : " + escaped(text) + "\n";
    }

    @Override
    public String silence(String left, String right, String text) {
        return "... " + escaped(text) + " ...\n";
    }

    @Override
    public String close() {
        return "@enduml\n";
    }

    /** Two of a kind are mark-up, and so is an angle. */
    private static String escaped(String text) {
        return MARKUP.matcher(text.replaceAll("\\p{Cntrl}", " ")).replaceAll("~$0");
    }
}
