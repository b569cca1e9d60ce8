package timewaitlab.export;

import java.util.List;
import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Endpoint;

/**
 * What {@code ss -tano} of iproute2 6.1 writes to a pipe: columns as wide as their widest cell, addresses set to the
 * right and ports to the left. With {@code -i}, a line of what the model knows of {@code tcp_info} after each socket.
 */
public final class SsText {
    private static final List<String> NAMES =
            List.of("State", "Recv-Q", "Send-Q", "Local Address:", "Port", "Peer Address:", "Port", "Process");
    private static final int COLUMNS = 8;
    private static final int LOCAL = 3;
    private static final int REMOTE = 5;

    private final int[] widths = new int[COLUMNS];

    private SsText(List<SocketLine> lines, boolean info) {
        for (int column = 0; column < COLUMNS; column++) {
            widths[column] = NAMES.get(column).length();
        }
        for (SocketLine line : lines) {
            String[] cells = cells(line);
            for (int column = 0; column < COLUMNS; column++) {
                widths[column] = Math.max(widths[column], cells[column].length());
            }
            if (info) {
                widths[COLUMNS - 1] = Math.max(widths[COLUMNS - 1], second(line).length());
            }
        }
    }

    /** The table; {@code info}: with a second line for each socket. */
    public static String of(List<SocketLine> lines, boolean info) {
        SsText text = new SsText(lines, info);
        StringBuilder out = new StringBuilder();
        text.row(NAMES.toArray(String[]::new), out);
        for (SocketLine line : lines) {
            text.row(cells(line), out);
            if (info) {
                out.append(second(line)).append('\n');
            }
        }
        return out.toString();
    }

    private static String second(SocketLine line) {
        return line.info().isEmpty() ? "" : "\t " + line.info();
    }

    private void row(String[] cells, StringBuilder out) {
        for (int column = 0; column < COLUMNS; column++) {
            // What ss writes in the last column begins with a space of its own.
            boolean spaced = column > 0 && column < COLUMNS - 1 && column != LOCAL + 1 && column != REMOTE + 1;
            String space = " ".repeat(Math.max(0, widths[column] - cells[column].length()));
            boolean right = column == LOCAL || column == REMOTE;
            out.append(spaced ? " " : "").append(right ? space : cells[column]).append(right ? cells[column] : space);
        }
        out.append('\n');
    }

    private static String[] cells(SocketLine line) {
        String timer = line.timer().isEmpty() ? "" : " timer:(" + line.timer() + ")";
        // a listener on "::" that takes IPv4 too is not v6only: inet_addr_print()
        boolean both = line.local().address().text().equals("::");
        return new String[] {
            state(line.state()),
            Long.toString(line.receiveQueue()),
            Long.toString(line.sendQueue()),
            (both ? "*" : address(line.local())) + (line.device().isEmpty() ? ":" : "%" + line.device() + ":"),
            port(line.local()),
            (both ? "*" : address(line.remote())) + ":",
            port(line.remote()),
            timer
        };
    }

    /** As ss spells it. */
    static String state(TcpState state) {
        return state == TcpState.ESTABLISHED ? "ESTAB" : state.label();
    }

    private static String address(Endpoint endpoint) {
        String text = endpoint.toString();
        return text.substring(0, text.lastIndexOf(':'));
    }

    private static String port(Endpoint endpoint) {
        return endpoint.port() == 0 ? "*" : Integer.toString(endpoint.port());
    }
}
