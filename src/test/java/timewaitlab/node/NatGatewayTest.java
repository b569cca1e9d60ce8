package timewaitlab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import timewaitlab.base.Dice;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.FreePorts;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.nat.PortAllocator.Policy;
import timewaitlab.nat.Tracker;
import timewaitlab.wire.Address;
import timewaitlab.wire.AddressBook;
import timewaitlab.wire.Segment;
import timewaitlab.wire.TcpFlags;

/** A NAT rewrites addresses and ports and nothing else: NT8 is what the flagship is about. */
class NatGatewayTest {
    private final AddressBook book = new AddressBook();
    private final Address inside = book.intern("10.0.0.2");
    private final Address server = book.intern("198.51.100.9");
    private final Address outside = book.intern("203.0.113.7");
    private final List<Segment> sent = new ArrayList<>();
    private final NatGateway nat = gateway(NatFilter.NONE);

    private NatGateway gateway(NatFilter filter) {
        KernelProfile kernel = LinuxProfiles.named("6.18").orElseThrow();
        FreePorts ports = new FreePorts(outside, new PortAllocator(Policy.SEQUENTIAL, 50_000, 50_001, new Dice(1)));
        Tracker tracker = new Tracker(
                new Tracker.Chains(kernel.chain(Hook.CONNTRACK), kernel.chain(Hook.NAT)),
                kernel.conntrack(),
                filter,
                ports,
                book);
        Outbox outbox = (segment, again) -> sent.add(segment.copy());
        Surroundings surroundings = new Surroundings(book, Chance.of(new Dice(1)), new SegmentPool(), outbox, null);
        return new NatGateway("N", outside, tracker, true, surroundings);
    }

    private Segment syn() {
        Segment syn = new Segment();
        syn.from(inside, 40_000).to(server, 80).header(TcpFlags.SYN, 123_456, 0, 29_200);
        return syn.synOptions(1_460, 7, true).timestamp(1_105_780, 0);
    }

    @Test
    void outwardTheSourceIsRewrittenAndNothingElse() {
        assertThat(nat.receive(syn(), 0)).isTrue();
        Segment rewritten = sent.get(0);
        assertThat(rewritten.src()).isEqualTo(outside);
        assertThat(rewritten.srcPort()).isBetween(50_000, 50_001);
        assertThat(rewritten.from(inside, 40_000).toString()).isEqualTo(syn().toString());
        assertThat(rewritten.tsVal()).isEqualTo(1_105_780);
        assertThat(rewritten.mss()).isEqualTo(1_460);
        assertThat(rewritten.windowScale()).isEqualTo(7);
    }

    @Test
    void inwardTheDestinationIsRewrittenBack() {
        nat.receive(syn(), 0);
        Segment answer = new Segment();
        answer.from(server, 80)
                .to(outside, sent.get(0).srcPort())
                .header(TcpFlags.SYN | TcpFlags.ACK, 9, 123_457, 5_792);
        answer.timestamp(48_213_022, 1_105_780);
        assertThat(nat.receive(answer, 1)).isTrue();
        Segment rewritten = sent.get(1);
        assertThat(rewritten.dst()).isEqualTo(inside);
        assertThat(rewritten.dstPort()).isEqualTo(40_000);
        assertThat(rewritten.src()).isEqualTo(server);
        assertThat(rewritten.tsVal()).isEqualTo(48_213_022);
        assertThat(rewritten.tsEcr()).isEqualTo(1_105_780);
        assertThat(rewritten.seq()).isEqualTo(9);
        assertThat(rewritten.ack()).isEqualTo(123_457);
    }

    /** As recorded: the NAT's own TCP answers what nobody inside is known for, but never a RST. */
    @Test
    void whatNobodyExpectsIsRefused() {
        Segment stray = new Segment();
        stray.from(server, 80).to(outside, 50_000).header(TcpFlags.ACK, 9, 77, 100);
        assertThat(nat.receive(stray, 0)).isFalse();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).toString())
                .isEqualTo("203.0.113.7:50000 > 198.51.100.9:80 [R], seq 77, win 0, length 0");
        stray.header(TcpFlags.SYN, 9, 0, 100);
        assertThat(nat.receive(stray, 0)).isFalse();
        assertThat(sent.get(1).toString())
                .isEqualTo("203.0.113.7:50000 > 198.51.100.9:80 [R.], seq 0, ack 10, win 0, length 0");
        stray.header(TcpFlags.RST, 9, 0, 100);
        assertThat(nat.receive(stray, 0)).isFalse();
        assertThat(sent).hasSize(2);
    }

    /** CT13: without a rule it leaves as it is, with its private source. */
    @Test
    void whatIsInvalidIsNotTranslated() {
        Segment invalid = syn().header(TcpFlags.SYN | TcpFlags.ACK, 1, 1, 1);
        assertThat(nat.receive(invalid, 0)).isTrue();
        assertThat(sent.get(0).src()).isEqualTo(inside);
        assertThat(sent.get(0).srcPort()).isEqualTo(40_000);
        assertThat(gateway(new NatFilter(true, false)).receive(invalid, 0)).isFalse();
        assertThat(sent).hasSize(1);
    }

    /** NT9. */
    @Test
    void masqueradingForgetsWithTheAddress() {
        nat.receive(syn(), 0);
        nat.address(book.intern("203.0.113.8"));
        assertThat(nat.tracker().table().size()).isZero();
        nat.receive(syn(), 0);
        assertThat(sent.get(1).src().text()).isEqualTo("203.0.113.8");
    }

    @Test
    void withoutAFreePortTheSynDiesHere() {
        for (int port = 40_000; port < 40_003; port++) {
            Segment syn = syn().from(inside, port);
            assertThat(nat.receive(syn, 0)).isEqualTo(port < 40_002);
        }
    }
}
