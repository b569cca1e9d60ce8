package timewaitlab.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timewaitlab.nat.TransitionTable.Move;
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
        List<String> found = Arrays.stream(ConntrackState.values())
                .map(state -> word(TransitionTable.move(direction.equals("ORIGINAL"), packet, state)))
                .toList();
        assertThat(found).containsExactly(cells.strip().split(" "));
    }

    private static String word(Move move) {
        return switch (move.kind()) {
            case IGNORE -> "ig";
            case INVALID -> "iv";
            case GO -> SHORT.get(move.to().ordinal());
        };
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
        P,   NONE""")
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
        assertThat(state.timeoutSeconds()).isEqualTo(seconds);
    }
}
