package timewaitlab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import timewaitlab.base.SimTime;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** Segments arrive in the order sent unless delayed; a fault befalls the segments it names, as often as it says. */
class LinkTest {
    private static Segment segment(int flags) {
        Segment segment = new Segment();
        segment.header(flags, 1, 2, 3);
        return segment;
    }

    private record Sent(long arrives, boolean late, int order, Segment segment) {}

    @Test
    void arrivalsAreSortedByTimeAndAmongEqualsTheUndelayedComeFirst() {
        Random random = new Random(7);
        for (int run = 0; run < 100; run++) {
            Link link = new Link("A", "B", 100, List.of());
            List<Sent> sent = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 200; i++) {
                now += random.nextInt(3);
                long extra = random.nextInt(4) == 0 ? 1 + random.nextInt(50) : 0;
                Segment segment = segment(TcpFlags.ACK);
                link.carry(segment, now, extra);
                sent.add(new Sent(now + 100 + extra, extra > 0, i, segment));
            }
            sent.sort(Comparator.comparingLong(Sent::arrives)
                    .thenComparing(Sent::late)
                    .thenComparingInt(Sent::order));
            for (Sent next : sent) {
                assertThat(link.nextArrival()).isEqualTo(next.arrives());
                assertThat(link.arrive()).isSameAs(next.segment());
            }
            assertThat(link.nextArrival()).isEqualTo(SimTime.NEVER);
        }
    }

    @Test
    void aFaultConcernsItsFlagsItsSpanAndItsCount() {
        Fault synsFrom10To20 = new Fault(Fault.Kind.DROP, TcpFlags.SYN, 10, 20, 2, 0);
        Link link = new Link("A", "B", 100, List.of(synsFrom10To20));
        Segment syn = segment(TcpFlags.SYN);
        assertThat(link.befalls(syn, 9)).isNull();
        assertThat(link.befalls(segment(TcpFlags.SYN | TcpFlags.ACK), 10)).isNull();
        assertThat(link.befalls(syn, 10)).isSameAs(synsFrom10To20);
        assertThat(link.befalls(syn, 19)).isSameAs(synsFrom10To20);
        assertThat(link.befalls(syn, 19)).as("twice is enough").isNull();
        Link again = new Link("A", "B", 100, List.of(synsFrom10To20));
        assertThat(again.befalls(syn, 20)).as("the end is spared").isNull();
    }

    @Test
    void theFirstFaultThatFitsIsTheOne() {
        Fault one = new Fault(Fault.Kind.DELAY, -1, 0, SimTime.NEVER, 1, 7);
        Fault other = new Fault(Fault.Kind.DROP, -1, 0, SimTime.NEVER, 1, 0);
        Link link = new Link("A", "B", 100, List.of(one, other));
        assertThat(link.befalls(segment(TcpFlags.FIN), 0)).isSameAs(one);
        assertThat(link.befalls(segment(TcpFlags.FIN), 0)).isSameAs(other);
        assertThat(link.befalls(segment(TcpFlags.FIN), 0)).isNull();
    }
}
