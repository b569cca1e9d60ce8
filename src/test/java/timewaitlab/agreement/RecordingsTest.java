package timewaitlab.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import timewaitlab.base.Sysctl;

/** What is bundled, and how much room it takes. */
class RecordingsTest {
    private static final int MOST_BYTES = 12_000_000;

    @Test
    void everyFolderIsThere() {
        List<Recording> all = new ArrayList<>();
        Map<String, Integer> folders = new TreeMap<>();
        Map<String, Integer> captures = new TreeMap<>();
        for (String family : Recordings.families()) {
            for (Recording recording : Recordings.of(family)) {
                all.add(recording);
                folders.merge(recording.profile().version(), 1, Integer::sum);
                captures.merge(family, recording.captures().size(), Integer::sum);
            }
        }
        assertThat(all).hasSize(117 + 88).extracting(Recording::name).doesNotHaveDuplicates();
        assertThat(folders)
                .isEqualTo(Map.of("6.18", 117, "2.6.32", 22, "3.10", 22, "4.4", 18, "4.10.1", 3, "4.10.17", 23));
        assertThat(captures.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(575);
        assertThat(all).allMatch(recording -> !recording.what().isBlank() && recording.hz() > 0);
    }

    @Test
    void aRecordingIsFoundByItsName() {
        Recording recording = Recordings.named("linux-6.18/lastack-lost-reuse-ts");
        assertThat(recording.captures()).containsOnlyKeys("client1.pcap", "server.pcap");
        assertThat(recording.judged()).isEqualTo(Map.of("client1.pcap", "10.0.0.1", "server.pcap", "10.0.0.2"));
        assertThat(recording.settings("client1").get(Sysctl.TCP_TW_REUSE)).isEqualTo(1);
        assertThat(recording.settings("server").get(Sysctl.TCP_TW_REUSE)).isEqualTo(2);
        assertThat(recording.settings("server").get(Sysctl.IP_LOCAL_PORT_HIGH)).isEqualTo(60_999);
        assertThat(Recordings.named("linux-old/R5x-3.10.108-ts1-rec0-reuse1").series())
                .isEqualTo("R5x");
        assertThatThrownBy(() -> Recordings.named("linux-6.18/nothing")).hasMessage("no recording linux-6.18/nothing");
    }

    @Test
    void theArchivesAreSmall() throws Exception {
        long bytes = 0;
        for (String family : Recordings.families()) {
            bytes += Recordings.class
                    .getResource("/timewaitlab/recordings/" + family + ".zip")
                    .openConnection()
                    .getContentLengthLong();
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}
