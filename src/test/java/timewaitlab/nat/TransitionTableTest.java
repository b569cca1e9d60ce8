package timewaitlab.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.base.SimTime;
import timewaitlab.nat.TransitionTable.Packet;
import timewaitlab.wire.TcpFlags;

/** {@code tcp_conntracks} as read in 3.18 to 7.1, row by row; ig: passes unchanged, iv: invalid. */
class TransitionTableTest {
    private static final List<String> SHORT = List.of("NO", "SS", "SR", "ES", "FW", "CW", "LA", "TW", "CL", "S2");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
        # direction, packet, NO SS SR ES FW CW LA TW CL S2
          ORIGINAL, SYN,     SS SS ig ig ig ig ig SS SS S2
          ORIGINAL, SYN_ACK, iv iv SR iv iv iv iv iv iv SR
          ORIGINAL, FIN,     iv iv FW FW LA LA LA TW CL iv
          ORIGINAL, ACK,     ES iv ES ES CW CW TW TW CL iv
          ORIGINAL, RST,     iv CL CL CL CL CL CL CL CL CL
          ORIGINAL, NONE,    iv iv iv iv iv iv iv iv iv iv
          REPLY,    SYN,     iv S2 iv iv iv iv iv SS iv S2
          REPLY,    SYN_ACK, iv SR ig ig ig ig ig ig ig SR
          REPLY,    FIN,     iv iv FW FW LA LA LA TW CL iv
          REPLY,    ACK,     iv ig SR ES CW CW TW TW CL ig
          REPLY,    RST,     iv CL CL CL CL CL CL CL CL CL
          REPLY,    NONE,    iv iv iv iv iv iv iv iv iv iv""")
    void everyCell(String direction, Packet packet, String cells) {
        assertThat(row(TransitionTable.LINUX_3_18, direction, packet))
                .containsExactly(cells.strip().split(" "));
    }

    private static List<String> row(int table, String direction, Packet packet) {
        return Arrays.stream(ConntrackState.values())
                .map(state -> word(TransitionTable.numbered(table).cell(direction.equals("ORIGINAL"), packet, state)))
                .toList();
    }

    private static String word(int cell) {
        return switch (cell) {
            case TransitionTable.IGNORE -> "ig";
            case TransitionTable.INVALID -> "iv";
            default -> SHORT.get(cell);
        };
    }

    /** CT4: the rows that older kernels had otherwise; all other rows are the same. */
    @ParameterizedTest(name = "table {0}: {1} {2}")
    @CsvSource(textBlock = """
        # table, direction, packet, NO SS SR ES FW CW LA TW CL S2
          2, REPLY,    SYN,     iv S2 iv iv iv iv iv iv iv S2
          1, REPLY,    SYN,     iv S2 iv iv iv iv iv iv iv S2
          1, ORIGINAL, SYN_ACK, iv iv ig ig ig ig ig ig ig SR
          0, REPLY,    SYN,     iv S2 iv iv iv iv iv iv iv S2
          0, ORIGINAL, SYN_ACK, iv iv ig ig ig ig ig ig ig SR
          0, REPLY,    SYN_ACK, iv SR SR ig ig ig ig ig ig SR""")
    void olderTables(int table, String direction, Packet packet, String cells) {
        assertThat(row(table, direction, packet)).containsExactly(cells.strip().split(" "));
    }

    @Test
    void theOtherRowsNeverChanged() {
        int differing = 0;
        for (int table = 0; table < TransitionTable.LINUX_3_18; table++) {
            for (Packet packet : Packet.values()) {
                for (String direction : List.of("ORIGINAL", "REPLY")) {
                    boolean same =
                            row(table, direction, packet).equals(row(TransitionTable.LINUX_3_18, direction, packet));
                    differing += same ? 0 : 1;
                }
            }
        }
        assertThat(differing).isEqualTo(6);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
        S,   SYN
        S.,  SYN_ACK
        SF,  SYN
        F.,  FIN
        F,   FIN
        .,   ACK
        P.,  ACK
        R,   RST
        R.,  RST
        SR,  RST
        P,   NONE
        FPU, FIN
        none, NONE""")
    void classification(String flags, Packet packet) {
        assertThat(TransitionTable.classify(TcpFlags.parse(flags))).isEqualTo(packet);
    }

    @ParameterizedTest(name = "{0} lasts {1} s")
    @CsvSource(textBlock = """
        SYN_SENT, 120
        SYN_RECV, 60
        ESTABLISHED, 432000
        FIN_WAIT, 120
        CLOSE_WAIT, 60
        LAST_ACK, 30
        TIME_WAIT, 120
        CLOSE, 10
        SYN_SENT2, 120""")
    void timeouts(ConntrackState state, long seconds) {
        assertThat(ConntrackSettings.defaults().timeout(state)).isEqualTo(seconds * SimTime.SECOND);
    }

    /** CT3: what no sane host sends; PSH, ECE and CWR are always fine. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
        S,   true
        SU,  true
        S.,  true
        S.U, false
        SEW, true
        R,   true
        R.,  true
        RU,  false
        F.,  true
        F.U, true
        FP.U, true
        F,   false
        .,   true
        P.,  true
        P,   false
        U,   false
        SF,  false
        SR,  false
        SF., false
        RF., false
        none, false""")
    void saneFlags(String flags, boolean sane) {
        assertThat(TransitionTable.isSane(TcpFlags.parse(flags))).isEqualTo(sane);
    }
}
