package timewaitlab.viewmodel;

import java.util.List;
import java.util.Optional;
import timewaitlab.export.HostCommand;
import timewaitlab.trace.Party;

/** The commands pane: what an administrator's command would print on a party at a moment. */
public final class CommandsPane {
    private CommandsPane() {}

    /** Names of those who have a shell to type in: every party; of a capture, those whose kernel is known. */
    public static List<String> parties(TraceIndex index) {
        return index.trace().parties().stream()
                .filter(party -> party.kind().isBox() || !party.kernel().isEmpty())
                .map(Party::name)
                .toList();
    }

    /** Where one types first. */
    public static Optional<String> first(TraceIndex index) {
        return index.trace().principal().map(Party::name);
    }

    /** The commands that say something there, as they are typed. */
    public static List<String> commands(TraceIndex index, String party) {
        return index.party(party)
                .map(where -> List.of(HostCommand.values()).stream()
                        .filter(command -> command.isFor(where))
                        .map(HostCommand::line)
                        .toList())
                .orElse(List.of());
    }

    /** What this command prints there by this moment; empty for a command that nobody offers. */
    public static String print(TraceIndex index, String command, String party, long time) {
        for (HostCommand known : HostCommand.values()) {
            Optional<Party> where = index.party(party);
            if (known.line().equals(command) && where.isPresent()) {
                return known.print(index.trace(), index.memories(), where.get(), time);
            }
        }
        return "";
    }
}
