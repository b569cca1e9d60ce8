package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import timewaitlab.decide.Plane;
import timewaitlab.draw.MapRegions.Point;
import timewaitlab.lab.DecisionMap;
import timewaitlab.lab.VerdictRequest;
import timewaitlab.lab.VerdictRequestReader;
import timewaitlab.wire.SegmentNotation;

/** The decision map of the documents' picture, and of two kernels beside each other. */
class MapLayoutTest {
    private static final MapOptions.Subject SUBJECT = new MapOptions.Subject(
            "What TIME-WAIT does with a SYN", new MapOptions.Kernels("linux-6.18", ""), "rcv_nxt", "ts_recent", "C");
    private static final Point DOT = new Point(961_292_691, -845_315);

    @Test
    void timeWaitMeetsASyn() throws IOException {
        MapOptions options = MapOptions.whole(1060, 784, SUBJECT).withDot(DOT);
        Golden.matches("map-time-wait", MapLayout.of(timeWait(), options).marks());
    }

    @Test
    void theSameInAPane() throws IOException {
        MapOptions options = MapOptions.whole(320, 300, SUBJECT).withDot(DOT);
        Golden.matches("map-time-wait-narrow", MapLayout.of(timeWait(), options).marks());
    }

    @Test
    void twoKernelsPartWhereTheNewerOneDropsInSilence() throws IOException {
        MapRegions regions = MapRegions.of(established("linux-6.18"), established("linux-3.10"));
        assertThat(regions.cellAt(-100, -100).differs()).isTrue();
        assertThat(regions.cellAt(0, 0).differs()).isFalse();
        MapOptions.Subject compared = new MapOptions.Subject(
                "What ESTABLISHED does with an ACK",
                new MapOptions.Kernels("linux-6.18", "linux-3.10"),
                "rcv_nxt",
                "ts_recent",
                "an ACK");
        MapOptions options = MapOptions.whole(1060, 784, compared).withDot(new Point(0, 0));
        Golden.matches("map-compared", MapLayout.of(regions, options).marks());
    }

    @Test
    void nearestOtherEndIsTheSameTimestamp() {
        assertThat(timeWait().nearestOther(DOT)).contains(new Point(DOT.x(), 0));
    }

    @Test
    void altAndAnArrowGoToTheNextEdge() {
        MapRegions regions = timeWait();
        assertThat(regions.nextEdge(DOT, 0, 1)).isEqualTo(new Point(DOT.x(), 0));
        assertThat(regions.nextEdge(DOT, 0, -1)).isEqualTo(new Point(DOT.x(), Plane.FIRST));
        assertThat(regions.nextEdge(new Point(5, 0), -1, 0)).isEqualTo(new Point(0, 0));
        assertThat(regions.nextEdge(DOT, 1, 0)).as("no edge that way").isEqualTo(new Point(Plane.LAST, DOT.y()));
    }

    @Test
    void whatIsPointedAtIsWhatIsDrawnThere() {
        MapLayout layout = MapLayout.of(timeWait(), MapOptions.whole(1060, 784, SUBJECT));
        Outline.Disc dot = layout.place(new Point(-40, 12), 1);
        assertThat(layout.pointAt(dot.x(), dot.y())).isEqualTo(new Point(-40, 12));
        assertThat(layout.pointAt(-50, 2000)).as("outside: the nearest").isEqualTo(new Point(Plane.FIRST, Plane.FIRST));
    }

    private static MapRegions timeWait() {
        return MapRegions.of(plane("linux-6.18", "TIME-WAIT", "S 100:100(0) win 65535 <TS val 500 ecr 0>"));
    }

    private static Plane<?> established(String kernel) {
        return plane(kernel, "ESTABLISHED", ". 100:100(0) ack 900 win 65535 <TS val 500 ecr 0>");
    }

    private static Plane<?> plane(String kernel, String state, String segment) {
        Map<String, BigDecimal> fields = Map.of(
                "rcv_nxt",
                BigDecimal.valueOf(100),
                "snd_nxt",
                BigDecimal.valueOf(900),
                "ts_recent",
                BigDecimal.valueOf(500));
        VerdictRequest request = new VerdictRequest(
                VerdictRequestReader.profile(kernel),
                VerdictRequestReader.state(state),
                false,
                true,
                true,
                fields,
                Map.of(),
                List.of(new VerdictRequest.Arriving(0, SegmentNotation.parse(segment))));
        return DecisionMap.of(request).plane();
    }
}
