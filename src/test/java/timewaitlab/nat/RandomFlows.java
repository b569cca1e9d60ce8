package timewaitlab.nat;

import java.util.Random;
import timewaitlab.base.SimTime;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Segments at a NAT by chance, most of their values near the places where verdicts turn. */
public final class RandomFlows {
    private static final int[] FLAGS = {
        TcpFlags.SYN,
        TcpFlags.SYN,
        TcpFlags.SYN | TcpFlags.ACK,
        TcpFlags.SYN | TcpFlags.ACK,
        TcpFlags.ACK,
        TcpFlags.ACK,
        TcpFlags.ACK | TcpFlags.PSH,
        TcpFlags.ACK | TcpFlags.FIN,
        TcpFlags.RST,
        TcpFlags.RST,
        TcpFlags.RST | TcpFlags.ACK,
        TcpFlags.SYN | TcpFlags.FIN,
        0
    };
    private static final ConntrackState[] STATES = {
        ConntrackState.SYN_SENT,
        ConntrackState.SYN_SENT,
        ConntrackState.SYN_RECV,
        ConntrackState.ESTABLISHED,
        ConntrackState.ESTABLISHED,
        ConntrackState.FIN_WAIT,
        ConntrackState.CLOSE_WAIT,
        ConntrackState.LAST_ACK,
        ConntrackState.LAST_ACK,
        ConntrackState.TIME_WAIT,
        ConntrackState.CLOSE,
        ConntrackState.SYN_SENT2
    };

    private static final Way[] UNTRANSLATED = {Way.THROUGH, Way.TO_HOST, Way.FROM_HOST};

    private final Random random;
    private final AddressBook book = new AddressBook();

    public RandomFlows(long seed) {
        random = new Random(seed);
    }

    /** A segment on a tracked connection. */
    public SegmentOnConntrack tracked(ConntrackSettings kernel) {
        ConntrackEntry entry = entry();
        int side = random.nextInt(2);
        SegmentOnConntrack situation = new SegmentOnConntrack();
        situation.cause(segment(entry, side), settings(kernel), filter(), way(side));
        return situation.meets(entry, side);
    }

    private ConntrackEntry entry() {
        ConntrackEntry entry = new ConntrackEntry();
        entry.clear(1L << 48 | 2L << 32 | 40_000L << 16 | 80, 3 << 16 | 40_000);
        entry.due(120 * SimTime.SECOND);
        entry.state(STATES[random.nextInt(STATES.length)]);
        for (int side = 0; side < 2; side++) {
            int end = random.nextInt();
            entry.end(side, end);
            entry.maxEnd(side, end + random.nextInt(3) * 500);
            entry.maxWin(side, random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(2_000));
            entry.maxAck(side, random.nextInt());
            entry.scale(side, random.nextInt(3));
            entry.flags(side, random.nextInt(64) & (random.nextInt(3) == 0 ? 63 : 63 - ConntrackEntry.BE_LIBERAL));
        }
        for (int side = 0; side < 2; side++) {
            entry.maxAck(side, near(entry.end(1 - side)));
        }
        entry.lastSide(random.nextInt(2));
        entry.lastIndex(random.nextInt(6));
        entry.lastEnd(near(entry.end(entry.lastSide())));
        entry.lastAck(near(entry.end(random.nextInt(2))));
        entry.lastWin(random.nextInt(3) * 100);
        entry.lastFlags(random.nextInt(256));
        entry.retrans(random.nextInt(6));
        if (random.nextInt(3) > 0) {
            entry.setSeenReply();
        }
        if (random.nextBoolean()) {
            entry.setAssured();
        }
        return entry;
    }

    private Segment segment(ConntrackEntry entry, int side) {
        int seq = switch (random.nextInt(6)) {
            case 0 -> near(entry.maxEnd(side));
            case 1 -> near(entry.end(side) - entry.maxWin(1 - side));
            case 2 -> near(entry.maxAck(1 - side));
            case 3 -> random.nextInt(3) == 0 ? 0 : near(entry.lastAck());
            case 4 -> near(entry.lastEnd());
            default -> near(entry.end(side));
        };
        int ack = switch (random.nextInt(4)) {
            case 0 -> near(entry.lastEnd());
            case 1 -> near(entry.end(1 - side) - 66_000);
            case 2 -> random.nextInt(3) == 0 ? 0 : near(entry.end(1 - side));
            default -> entry.end(1 - side);
        };
        Segment segment = new Segment().from(book.intern("10.0.0.5"), 40_000).to(book.intern("198.51.100.9"), 80);
        int flags = FLAGS[random.nextInt(FLAGS.length)];
        segment.header(flags, seq, ack, random.nextInt(3) * 100);
        if ((flags & TcpFlags.SYN) != 0 && random.nextBoolean()) {
            segment.synOptions(1460, random.nextInt(16), true);
        } else if (random.nextInt(3) == 0) {
            segment.length(1 + random.nextInt(600), 0);
        }
        if (random.nextInt(6) == 0) {
            // exactly what the last bare segment was
            segment.header(TcpFlags.ACK, seq, ack, entry.lastWin());
            entry.lastSide(side);
            entry.lastSeq(seq);
            entry.lastAck(ack);
            entry.lastEnd(seq);
        }
        if (random.nextInt(6) == 0) {
            resetOnEstablished(entry, side, segment);
        }
        if (random.nextInt(10) == 0) {
            resetOnRefusal(entry, side, segment);
        }
        return random.nextBoolean() ? segment : segment.timestamp(1, 1);
    }

    /** A RST that may answer the ACK which refused the SYN. */
    private void resetOnRefusal(ConntrackEntry entry, int side, Segment segment) {
        segment.header(TcpFlags.RST, entry.lastAck() + random.nextInt(2), 0, 0);
        entry.state(ConntrackState.SYN_SENT);
        entry.lastIndex(TransitionTable.Packet.ACK.ordinal());
        entry.lastSide(1 - side);
        entry.flags(1 - side, 0);
    }

    /** A RST on a connection that works, at the end of the data before it or beside it. */
    private void resetOnEstablished(ConntrackEntry entry, int side, Segment segment) {
        int seq = entry.maxAck(1 - side) + random.nextInt(3);
        segment.header(TcpFlags.RST, seq, 0, 0);
        entry.state(ConntrackState.ESTABLISHED);
        entry.setAssured();
        entry.flags(1 - side, entry.flags(1 - side) | ConntrackEntry.MAXACK_SET);
        entry.lastIndex(TransitionTable.Packet.ACK.ordinal());
        entry.lastSide(random.nextInt(4) == 0 ? 1 - side : side);
        entry.lastEnd(seq + random.nextInt(2));
    }

    /** A segment that no entry is known for. */
    public NewFlow first(ConntrackSettings kernel) {
        Segment segment = segment(entry(), 0);
        NewFlow situation = new NewFlow()
                .cause(segment, settings(kernel), filter(), random.nextInt(5) == 0 ? Way.TO_NAT : Way.FROM_INSIDE);
        situation.meets((int) situation.settings.get(ConntrackSysctl.MAX) - random.nextInt(4), random.nextBoolean());
        situation.runsWith(situation.settings.with(ConntrackConstant.CPUS, 1 + random.nextInt(2)));
        return switch (random.nextInt(6)) {
            case 0 -> situation;
            case 1 -> situation.gets(40_000, true, false);
            case 2 -> situation.gets(50_000, false, true);
            case 3 -> situation.gets(50_000, false, false);
            case 4 -> situation.gets(40_000, false, false).races(true);
            default -> situation.gets(40_000, false, false);
        };
    }

    /** The same where nothing is translated. */
    public NewFlow firstUntranslated(ConntrackSettings kernel) {
        NewFlow situation = new NewFlow()
                .cause(
                        segment(entry(), 0),
                        settings(kernel),
                        filter(),
                        UNTRANSLATED[random.nextInt(UNTRANSLATED.length)]);
        return situation.meets(
                (int) situation.settings.get(ConntrackSysctl.MAX) - random.nextInt(4), random.nextBoolean());
    }

    private Way way(int side) {
        if (random.nextInt(4) == 0) {
            return UNTRANSLATED[random.nextInt(UNTRANSLATED.length)];
        }
        return side == 0 ? Way.FROM_INSIDE : Way.TO_NAT;
    }

    private NatFilter filter() {
        return new NatFilter(random.nextBoolean(), random.nextInt(3) == 0);
    }

    private ConntrackSettings settings(ConntrackSettings kernel) {
        ConntrackSettings settings = kernel.with(ConntrackSysctl.MAX, 1_000);
        if (random.nextInt(4) == 0) {
            settings = settings.with(ConntrackSysctl.TCP_LOOSE, 0);
        }
        if (random.nextInt(6) == 0) {
            settings = settings.with(ConntrackSysctl.TCP_BE_LIBERAL, 1);
        }
        if (random.nextInt(4) == 0) {
            settings = settings.with(ConntrackSysctl.TCP_IGNORE_INVALID_RST, 1);
        }
        if (random.nextInt(3) == 0) {
            settings = settings.with(ConntrackSysctl.TIMEOUT_ESTABLISHED, 100 + random.nextInt(400));
        }
        return random.nextInt(6) > 0 ? settings : settings.with(ConntrackSysctl.TIMEOUT_MAX_RETRANS, 5);
    }

    private int near(int number) {
        return switch (random.nextInt(6)) {
            case 0 -> number + random.nextInt(5) - 2;
            case 1 -> number + random.nextInt(2_000) - 1_000;
            case 2 -> random.nextInt(4) == 0 ? number + Integer.MIN_VALUE : number;
            case 3 -> random.nextInt(4) == 0 ? random.nextInt() : number + 1;
            default -> number;
        };
    }
}
