package timewaitlab.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import timewaitlab.base.SimTime;
import timewaitlab.tcp.TcpState;
import timewaitlab.trace.Field;
import timewaitlab.trace.Memories;
import timewaitlab.trace.Memory;
import timewaitlab.trace.Party;
import timewaitlab.trace.TraceEvent.Kept;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Device;
import timewaitlab.wire.Endpoint;
import timewaitlab.wire.FourTuple;

/**
 * The sockets of a host at a moment, by the rules of net/ipv4/tcp_diag.c {@code tcp_diag_get_info} and
 * net/ipv4/inet_diag.c {@code inet_csk_diag_fill}: listeners first, then everything else, oldest first.
 */
public final class SocketLines {
    private static final TcpState[] STATES = TcpState.values();
    private static final long OFF = Long.MAX_VALUE;

    /** The wildcard of a socket that takes connections over IPv6 and IPv4, as a server's is: bindv6only=0. */
    private static final Endpoint ANY = new Endpoint(new AddressBook().intern("::"), 0);

    private final long time;
    private final long jiffy;
    private final boolean ipv6;
    private final List<SocketLine> lines = new ArrayList<>();

    private SocketLines(long time, int hz, boolean ipv6) {
        this.time = time;
        this.ipv6 = ipv6;
        jiffy = SimTime.SECOND / Math.max(1, hz);
    }

    /** The sockets of this host; its jiffies are the grain of what timers have left. */
    public static List<SocketLine> of(Memories memories, Party party, long time) {
        String host = party.name();
        SocketLines made = new SocketLines(time, party.hz(), party.address().indexOf(':') >= 0);
        memories.all(host, Memory.Kind.LISTENER, time).forEach(made::listener);
        for (Kept kept : memories.all(host, Memory.Kind.SOCKET, time)) {
            made.socket(kept);
        }
        memories.all(host, Memory.Kind.ENTRY, time).forEach(made::entry);
        return List.copyOf(made.lines);
    }

    private void listener(Kept kept) {
        FourTuple tuple = kept.tuples().get(0);
        long queue = kept.memory().get(Field.ACCEPT_QUEUE);
        long backlog = kept.memory().get(Field.BACKLOG);
        Endpoint local = listened(tuple.local());
        String device = device(kept.memory());
        lines.add(new SocketLine(TcpState.LISTEN, queue, backlog, local, device, listened(tuple.remote()), "", ""));
    }

    private Endpoint listened(Endpoint endpoint) {
        boolean any = endpoint.address().text().equals("0.0.0.0");
        return ipv6 && any ? new Endpoint(ANY.address(), endpoint.port()) : endpoint;
    }

    private void socket(Kept kept) {
        Memory socket = kept.memory();
        FourTuple tuple = kept.tuples().get(0);
        TcpState state = state(socket);
        boolean request = state == TcpState.SYN_RECV;
        long fin = socket.isSet(Field.FIN_RECEIVED) && !socket.isSet(Field.FIN_READ) ? 1 : 0;
        long receive = request ? 0 : socket.get(Field.UNREAD) + fin;
        long written = socket.get(Field.WRITE_SEQ) + socket.get(Field.FIN_QUEUED);
        long send = request ? 0 : Math.max(0, (int) (written - socket.get(Field.SND_UNA)));
        String info = request ? "" : info(socket);
        lines.add(new SocketLine(
                state, receive, send, tuple.local(), device(socket), tuple.remote(), timer(socket), info));
    }

    private void entry(Kept kept) {
        FourTuple tuple = kept.tuples().get(0);
        String timer = "timewait," + left(kept.memory().get(Field.TIME_WAIT_DUE)) + ",0";
        Memory entry = kept.memory();
        lines.add(new SocketLine(state(entry), 0, 0, tuple.local(), device(entry), tuple.remote(), timer, ""));
    }

    private static String device(Memory memory) {
        return Device.name((int) memory.get(Field.BOUND_DEVICE));
    }

    private static TcpState state(Memory memory) {
        return STATES[(int) memory.get(Field.STATE)];
    }

    private String timer(Memory socket) {
        if (socket.get(Field.RETRANSMIT_DUE) != OFF) {
            return "on," + left(socket.get(Field.RETRANSMIT_DUE)) + "," + socket.get(Field.RETRANSMITS);
        }
        long keepalive = Math.min(socket.get(Field.KEEPALIVE_DUE), socket.get(Field.FIN_WAIT_2_DUE));
        return keepalive == OFF ? "" : "keepalive," + left(keepalive) + "," + socket.get(Field.PROBES_OUT);
    }

    private String left(long due) {
        return milliseconds(Math.max(0, due - time) / jiffy * jiffy / SimTime.MILLISECOND);
    }

    /** iproute2 misc/ss.c {@code print_ms_timer}: {@code 1min}, {@code 57sec}, {@code 1.140ms}, {@code 204ms}. */
    static String milliseconds(long left) {
        long minutes = left / 60_000;
        long seconds = left / 1000 % 60;
        long millis = left % 1000;
        StringBuilder text = new StringBuilder();
        if (minutes > 0) {
            text.append(minutes).append("min");
            millis = 0;
            seconds = minutes > 9 ? 0 : seconds;
        }
        if (seconds > 0) {
            millis = seconds > 9 ? 0 : millis;
            text.append(seconds).append(millis > 0 ? "." : "sec");
        }
        if (millis > 0) {
            text.append(String.format(Locale.ROOT, "%03dms", millis));
        }
        return text.toString();
    }

    /** The values of {@code tcp_info} that the model has, in the order of misc/ss.c {@code tcp_stats_print}. */
    private String info(Memory socket) {
        List<String> words = new ArrayList<>();
        if (socket.isSet(Field.TSTAMP_OK)) {
            words.add("ts");
        }
        if (socket.isSet(Field.SACK_OK)) {
            words.add("sack");
        }
        if (state(socket) != TcpState.SYN_SENT) {
            words.add("wscale:" + socket.get(Field.SND_WSCALE) + "," + socket.get(Field.RCV_WSCALE));
        }
        words.add("rto:" + socket.get(Field.RTO));
        if (socket.get(Field.SRTT) > 0) {
            words.add("rtt:" + millis(socket.get(Field.SRTT)) + "/" + millis(socket.get(Field.MDEV)));
        }
        since(socket, Field.LAST_SENT, "lastsnd", words);
        since(socket, Field.LAST_RECEIVED, "lastrcv", words);
        since(socket, Field.LAST_ACK_RECEIVED, "lastack", words);
        words.add("snd_wnd:" + socket.get(Field.SND_WND));
        return String.join(" ", words);
    }

    private void since(Memory socket, Field moment, String name, List<String> words) {
        long at = socket.get(moment);
        if (at > 0 && at <= time) {
            words.add(name + ":" + (time - at) / SimTime.MILLISECOND);
        }
    }

    /** {@code %g} of microseconds as milliseconds. */
    private static String millis(long micros) {
        String text = String.format(Locale.ROOT, "%.3f", micros / 1000.0);
        return text.replaceFirst("\\.?0+$", "");
    }
}
