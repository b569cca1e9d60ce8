package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our NAT does with every recorded segment what the kernel's did; and the comparison is felt. */
class NatReplayTest {
    static List<Recording> recordings() {
        return Recordings.of("linux-6.18").stream().filter(NatReplay::fits).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void everySegmentMeetsItsFate(Recording recording) {
        List<Row> rows = NatReplay.rows(recording, recording.profile());
        assertThat(rows).as("compared").hasSizeGreaterThan(10);
        assertThat(rows.stream().filter(row -> !row.held())).isEmpty();
    }

    @Test
    void everyRecordedNatIsReplayed() {
        assertThat(recordings())
                .hasSize(22)
                .allMatch(recording -> recording.folder().startsWith("nat-"));
        assertThat(recordings().stream()
                        .mapToInt(recording ->
                                NatReplay.rows(recording, recording.profile()).size())
                        .sum())
                .isGreaterThan(500);
    }

    /** The same captures against a NAT that is set up otherwise. */
    @ParameterizedTest(name = "{0} with {1} {2}")
    @CsvSource(textBlock = """
        nat-idle-client-sends,         nf_conntrack_tcp_loose,                     0
        nat-idle-client-sends-strict,  nf_conntrack_tcp_loose,                     1
        nat-idle-server-sends,         nf_conntrack_tcp_timeout_established,       50
        nat-idle-keepalive-saves,      nf_conntrack_tcp_timeout_established,       2
        nat-invalid-drop,              nf_conntrack_tcp_be_liberal,                1
        nat-conntrack-timeouts,        nf_conntrack_tcp_timeout_unacknowledged,    30
        nat-conntrack-timeouts,        nf_conntrack_tcp_timeout_close,             20
        nat-conntrack-timewait-reuse,  nf_conntrack_tcp_timeout_time_wait,         60
        nat-tw-lower-ts,               nf_conntrack_tcp_timeout_time_wait,         120
        nat-two-clients-same-port,     nf_conntrack_tcp_timeout_syn_recv,          0\
        """)
    void anotherNatIsFelt(String folder, String sysctl, String value) {
        Recording recorded = Recordings.named("linux-6.18/" + folder);
        Recording other = new Recording(recorded.name(), recorded.expect().deepCopy(), recorded.captures());
        ((ObjectNode) other.expect().at("/sysctls/nat/set")).put("net.netfilter." + sysctl, value);
        assertThat(NatReplay.rows(other, other.profile()).stream().filter(row -> !row.held()))
                .isNotEmpty();
    }

    /** The table of nat-conntrack-full was filled by hand, with assured entries. */
    @Test
    void whetherTheTableIsFullOfAssuredEntriesIsFelt() {
        Recording recorded = Recordings.named("linux-6.18/nat-conntrack-full");
        Recording empty = new Recording(recorded.name(), recorded.expect().deepCopy(), recorded.captures());
        ((ObjectNode) empty.expect().path("facts")).remove("fill_s");
        Recording yielding = new Recording(recorded.name(), recorded.expect().deepCopy(), recorded.captures());
        ((ObjectNode) yielding.expect().path("params")).put("assured", false);
        for (Recording other : List.of(empty, yielding)) {
            assertThat(NatReplay.rows(other, other.profile()).stream().filter(row -> !row.held()))
                    .as("SYNs that were dropped pass")
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void whetherInvalidSegmentsAreDroppedIsFelt() {
        Recording recorded = Recordings.named("linux-6.18/nat-invalid-accept");
        Recording other = new Recording(recorded.name(), recorded.expect().deepCopy(), recorded.captures());
        ((ObjectNode) other.expect().path("topology")).put("forward_filter", "ct state invalid drop");
        assertThat(NatReplay.rows(other, other.profile()).stream().filter(row -> !row.held()))
                .hasSizeGreaterThan(5);
    }
}
