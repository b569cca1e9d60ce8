package timewaitlab.export;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import timewaitlab.base.SimTime;
import timewaitlab.decide.Disposition;
import timewaitlab.trace.Cause;
import timewaitlab.trace.Party;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Judged;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.SeqNum;
import timewaitlab.wire.TcpFlags;

/**
 * A run as a sequence diagram in somebody's language: a message a leg in order of sending, a note after each that was
 * refused or answered, and the silences. Such diagrams have no slopes: a message is told when it is sent.
 */
final class Sequence {
    /** A silence longer than this is told. */
    private static final long SILENCE = 250 * SimTime.MILLISECOND;

    /** Words that are none in the languages we write. */
    private static final Pattern PLAIN = Pattern.compile("[A-Z][A-Z0-9]{0,7}");

    /** How an arrow ends. */
    enum End {
        ARRIVES,
        DIES
    }

    /** A language. Names of lifelines are plain words, texts may hold anything. */
    interface Language {
        String open(String title);

        String remark(String text);

        String participant(String name, Party party);

        String message(String from, String to, boolean bare, End end, String text);

        String note(String over, String text);

        /** Time that passes between two lifelines. */
        String silence(String left, String right, String text);

        String close();
    }

    private final Trace trace;
    private final Language language;
    private final Map<String, String> names = new HashMap<>();
    private final Map<Integer, Judged> verdicts = new HashMap<>();

    Sequence(Trace trace, Language language) {
        this.trace = trace;
        this.language = language;
        List<Party> parties = trace.parties();
        for (int i = 0; i < parties.size(); i++) {
            String name = parties.get(i).name();
            boolean plain = PLAIN.matcher(name).matches() && !name.equals("END");
            names.put(name, plain ? name : "host" + (i + 1));
        }
        for (Judged judged : trace.verdicts()) {
            if (judged.cause() instanceof Cause.BySegment by) {
                verdicts.putIfAbsent(by.leg(), judged);
            }
        }
    }

    String text(String title) {
        StringBuilder text = new StringBuilder(language.open(title));
        Caption.lines(trace, trace.until()).forEach(line -> text.append(language.remark(line)));
        trace.parties().forEach(party -> text.append(language.participant(name(party.name()), party)));
        long last = 0;
        for (Leg leg : trace.legs()) {
            if (leg.time() - last > SILENCE) {
                text.append(silence(leg.time() - last));
            }
            last = Math.max(last, leg.time());
            text.append(message(leg));
        }
        return text.append(language.close()).toString();
    }

    private String message(Leg leg) {
        Judged judged = verdicts.get(leg.id());
        Disposition said =
                judged == null ? Disposition.ACCEPT : judged.verdict().outcome().disposition();
        boolean dies = leg.fate() == Fate.LOST || leg.fate() == Fate.FILTERED || said == Disposition.DROP;
        boolean refused = said == Disposition.DROP || said == Disposition.REPLY;
        boolean opens = leg.segment().has(TcpFlags.SYN);
        String stamp = leg.segment().isTimestamped() && (opens || refused)
                ? " TSval " + SeqNum.unsigned(leg.segment().tsVal())
                : "";
        String text = SimTime.text(leg.time()) + " " + SegmentText.name(leg) + stamp;
        boolean bare = leg.segment().flags() == TcpFlags.ACK && leg.segment().length() == 0;
        String line = language.message(name(leg.at()), name(leg.to()), bare, dies ? End.DIES : End.ARRIVES, text);
        String fate = leg.fate().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (judged == null || leg.fate() == Fate.LOST || leg.fate() == Fate.FILTERED) {
            boolean told = leg.fate() != Fate.JUDGED && leg.fate() != Fate.FORWARDED;
            return told ? line + language.note(name(leg.to()), fate) : line;
        }
        return refused ? line + language.note(name(judged.at()), note(judged)) : line;
    }

    private static String note(Judged judged) {
        var outcome = judged.verdict().outcome();
        return SimTime.text(judged.time()) + " " + outcome.disposition() + " ("
                + outcome.code().name() + "), " + judged.verdict().ruleId();
    }

    private String silence(long length) {
        List<Party> parties = trace.parties();
        String left = name(parties.get(0).name());
        String right = name(parties.get(parties.size() - 1).name());
        return language.silence(left, right, SimTime.text(length) + " s later");
    }

    private String name(String party) {
        return names.getOrDefault(party, party);
    }
}
