package timewaitlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import timewaitlab.base.Reading;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.nat.ConntrackSysctl;
import timewaitlab.nat.NatFilter;
import timewaitlab.nat.PortAllocator;
import timewaitlab.sim.Meddling;
import timewaitlab.sim.SegmentName;
import timewaitlab.tcp.SocketOption;
import timewaitlab.trace.RecordingPlan;

/** Whatever somebody did to a run is read back from its text as it was, name by name and nanosecond by nanosecond. */
class RoundTripTest {
    private static final int SESSIONS = 200;
    private static final List<String> ADDRESSES =
            List.of("10.0.0.2", "198.51.100.9", "203.0.113.7", "2001:db8::1", "::ffff:10.0.0.2", "fe80::1:0:2");
    private static final List<String> SEGMENTS = List.of(
            "S 2000000:2000000(0) win 65535 <mss 1460,sackOK,TS val 5 ecr 0,nop,wscale 7>",
            "P. 1:101(100) ack 7",
            "R seq 4294967295",
            ". ack 3");
    private static final String NAMES = "abc \"'\\:#{}[]-\t\n\u00e9\u4e2d\u2028\u0007|&*!%@`,?";

    private static final Scenario SCENARIO = SmallScenario.on("6.18");

    private Random random = new Random(0);

    @RepeatedTest(SESSIONS)
    void aSessionIsReadBackAsItWasWritten(RepetitionInfo repetition) {
        long seed = 7_000 + repetition.getCurrentRepetition();
        random = new Random(seed);
        SessionText written = session();
        Reading<SessionText> read = SessionText.parse(
                "session.yaml", written.text(), (id, recording) -> Reading.of(Changeable.in(SCENARIO)));
        assertThat(read.problems()).as("seed %d\n%s", seed, written.text()).isEmpty();
        assertThat(read.value()).as("seed %d", seed).contains(written);
        assertThat(read.value().orElseThrow().text()).as("seed %d", seed).isEqualTo(written.text());
    }

    @RepeatedTest(SESSIONS)
    void everyChangeIsReadBackFromItsLine(RepetitionInfo repetition) {
        long seed = 8_000 + repetition.getCurrentRepetition();
        random = new Random(seed);
        for (Supplier<Change> kind : kinds()) {
            Change change = kind.get();
            Reading<Change> read = ChangeReader.read("what-if", change.text(), SCENARIO);
            assertThat(read.problems()).as("seed %d: %s", seed, change.text()).isEmpty();
            assertThat(read.value()).as("seed %d", seed).contains(change);
        }
    }

    @RepeatedTest(SESSIONS)
    void aDurationIsReadBackToTheNanosecond(RepetitionInfo repetition) {
        long seed = 9_000 + repetition.getCurrentRepetition();
        random = new Random(seed);
        long nanos = moment();
        assertThat(Durations.parse(Durations.text(nanos))).as("seed %d", seed).isEqualTo(nanos);
    }

    private SessionText session() {
        List<SessionText.Branch> branches = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int id = 1; id <= count; id++) {
            branches.add(new SessionText.Branch(
                    id, random.nextInt(id), name(), moment(), written(), interventions(), steps(), steps()));
        }
        return new SessionText("a \"file\".yaml", Optional.empty(), 1 + random.nextInt(count), look(), branches);
    }

    private SessionText.Look look() {
        SortedMap<String, String> layout = new TreeMap<>();
        IntStream.range(0, random.nextInt(4)).forEach(i -> layout.put("layout." + name().replace('=', ':'), name()));
        List<String> breakpoints =
                IntStream.range(0, random.nextInt(4)).mapToObj(i -> name()).toList();
        List<Long> bookmarks =
                IntStream.range(0, random.nextInt(4)).mapToObj(i -> moment()).toList();
        return new SessionText.Look(
                moment(), random.nextInt(3), pick("", "verdict == drop"), breakpoints, bookmarks, layout);
    }

    @RepeatedTest(SESSIONS)
    void aSessionOfARecordingIsReadBackAsItWasWritten(RepetitionInfo repetition) {
        long seed = 6_000 + repetition.getCurrentRepetition();
        random = new Random(seed);
        String host = pick(ADDRESSES);
        SessionText.Branch branch = new SessionText.Branch(
                1, 0, name(), moment(), written(), ofRecording(host), List.of(ofRecording(host)), List.of());
        Optional<SessionText.Recording> recording = Optional.of(new SessionText.Recording(name(), host));
        SessionText written = new SessionText(name() + ".pcap", recording, 1, look(), List.of(branch));
        Reading<SessionText> read = SessionText.parse(
                "session.yaml",
                written.text(),
                (file, known) -> Reading.of(
                        Changeable.ofRecording(List.of(known.orElseThrow().host()))));
        assertThat(read.problems()).as("seed %d\n%s", seed, written.text()).isEmpty();
        assertThat(read.value()).as("seed %d", seed).contains(written);
        assertThat(SessionText.scenarioOf(written.text().lines().findFirst().orElseThrow()))
                .as("seed %d", seed)
                .contains(written.scenario());
    }

    private List<Intervention> ofRecording(String host) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> new Intervention(
                        name().strip(),
                        random.nextBoolean(),
                        pick(
                                new Change.Judge(host),
                                new Change.Kernel(host, pick(LinuxProfiles.all())),
                                new Change.Setting(host, Sysctl.TCP_RFC1337, random.nextInt(2), pick(0L, moment())))))
                .toList();
    }

    private Optional<RecordingPlan> written() {
        return pick(
                Optional.empty(),
                Optional.of(RecordingPlan.window(moment(), moment())),
                Optional.of(RecordingPlan.ALL),
                Optional.of(RecordingPlan.connections(List.of(":" + port(), "10.0.0.1:1-[2001:db8::1]:80"))));
    }

    private List<List<Intervention>> steps() {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> interventions())
                .toList();
    }

    private List<Intervention> interventions() {
        List<Supplier<Change>> kinds = kinds();
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> new Intervention(
                        name().strip(), random.nextBoolean(), pick(kinds).get()))
                .toList();
    }

    private List<Supplier<Change>> kinds() {
        return List.of(
                this::onSegment,
                () -> new Change.Inject(new Meddling.Injection(
                        moment(),
                        pick("A", "B", "N"),
                        pick(ADDRESSES),
                        port(),
                        pick(ADDRESSES),
                        port(),
                        pick(SEGMENTS))),
                () -> new Change.Kernel(pick("A", "B", "N"), pick(LinuxProfiles.all())),
                this::setting,
                this::conntrack,
                this::option,
                () -> new Change.Filter(
                        "N", pick(NatFilter.NONE, new NatFilter(true, false), new NatFilter(true, true)), moment()),
                () -> new Change.Ports("N", pick(PortAllocator.Policy.values()), moment()),
                () -> new Change.Forget("N", moment()),
                () -> new Change.LinkDelay(pick("A", "B"), "N", moment(), moment()),
                this::linkDown,
                () -> new Change.Start("A", 1, random.nextBoolean() ? moment() : -moment()));
    }

    private Change onSegment() {
        Meddling.Kind kind = pick(Meddling.Kind.values());
        int flags = random.nextInt(0x40);
        SegmentName name = new SegmentName(
                kind == Meddling.Kind.HOLD ? pick("A", "B") : pick("A", "B", "N"),
                pick(ADDRESSES),
                port(),
                pick(ADDRESSES),
                port(),
                flags,
                1 + random.nextInt(Integer.MAX_VALUE));
        long by = switch (kind) {
            case DROP, REORDER -> 0;
            case DELAY -> random.nextBoolean() ? moment() : -moment();
            case DUPLICATE, HOLD -> moment();
        };
        return new Change.OnSegment(kind, name, by);
    }

    private Change setting() {
        Sysctl sysctl = pick(Sysctl.values());
        while (!SCENARIO.hosts().get(0).kernel().has(sysctl)) {
            sysctl = pick(Sysctl.values());
        }
        return new Change.Setting(pick("A", "B"), sysctl, between(sysctl.least(), sysctl.most()), moment());
    }

    private Change conntrack() {
        ConntrackSysctl sysctl = pick(ConntrackSysctl.values());
        return new Change.Conntrack("N", sysctl, between(sysctl.least(), sysctl.most()), moment());
    }

    private Change option() {
        SocketOption option = pick(SocketOption.values());
        return new Change.Option(pick("A", "B"), option, between(option.least(), option.most()), moment());
    }

    private Change linkDown() {
        long from = moment();
        return new Change.LinkDown(
                "N", pick("A", "B"), from, random.nextBoolean() ? SimTime.NEVER : from + 1 + moment());
    }

    private String name() {
        StringBuilder name = new StringBuilder("x");
        random.ints(random.nextInt(12), 0, NAMES.length()).forEach(at -> name.append(NAMES.charAt(at)));
        return name.append('x').toString();
    }

    /** Of every size: a nanosecond as well as a month. */
    private long moment() {
        return random.nextLong() >>> 1 >>> 11 + random.nextInt(50);
    }

    private int port() {
        return 1 + random.nextInt(65_535);
    }

    private long between(long least, long most) {
        return least + Math.floorMod(random.nextLong(), most - least + 1);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @SafeVarargs
    private <T> T pick(T... from) {
        return from[random.nextInt(from.length)];
    }
}
