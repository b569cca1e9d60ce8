package timewaitlab.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timewaitlab.base.SimTime;
import timewaitlab.draw.LadderLayout.Hit;
import timewaitlab.draw.Outline.Box;
import timewaitlab.trace.FlagshipTrace;
import timewaitlab.trace.Trace;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.wire.TcpFlags;

/** The ladder of the flagship and of a crowd. */
class LadderLayoutTest {
    private static final Trace FLAGSHIP = FlagshipTrace.trace();
    private static final long REFUSED = 5022 * SimTime.MILLISECOND;
    private static final LadderOptions OPTIONS = LadderOptions.of(660)
            .withSelected(Pictures.FIRST_REFUSED, Kin.of(FLAGSHIP, Pictures.FIRST_REFUSED))
            .withPlayhead(REFUSED);

    private final LadderLayout layout = LadderLayout.of(FLAGSHIP, TimeScale.compressed(FLAGSHIP, 20), OPTIONS);

    @Test
    void isDrawnAsBefore() throws IOException {
        Golden.matches(
                "ladder-flagship-refused",
                layout.marks(layout.y(80 * SimTime.MILLISECOND), layout.y(REFUSED) + 20, List.of()));
    }

    @Test
    void showsTheWholeRunAsBefore() throws IOException {
        TimeScale scale = TimeScale.event(FLAGSHIP, 20);
        Golden.matches(
                "ladder-flagship-event",
                LadderLayout.of(FLAGSHIP, scale, LadderOptions.of(700)).marks());
    }

    @Test
    void showsEveryKindAsBefore() throws IOException {
        Trace zoo = ZooTrace.trace();
        TimeScale scale = TimeScale.compressed(zoo, 20);
        Golden.matches(
                "ladder-zoo", LadderLayout.of(zoo, scale, LadderOptions.of(800)).marks());
    }

    /** Of what is hidden a zig-zag tells on the axis, and the strip of a silence. */
    @Test
    void tellsWhereSegmentsAreHiddenAsBefore() throws IOException {
        List<Leg> some = FLAGSHIP.legs().stream()
                .filter(leg -> leg.segment().has(TcpFlags.SYN) || leg.segment().has(TcpFlags.FIN))
                .toList();
        Trace narrowed =
                FLAGSHIP.narrowedTo(some, FLAGSHIP.verdicts(), FLAGSHIP.tracked(), List.of(), FLAGSHIP.timers());
        LadderTrace trace = new LadderTrace(narrowed, FLAGSHIP);
        TimeScale scale = trace.scale(TimeScale.Kind.COMPRESSED, 20, Set.of());
        LadderLayout shown = LadderLayout.of(trace, scale, LadderOptions.of(700));
        LadderLayout all = shown.part(0, shown.height(), 900);
        List<Mark> marks = all.marks();
        Golden.matches("ladder-flagship-hidden", marks);
        assertThat(ids(marks)).anyMatch(id -> id.startsWith("hidden-"));
        long hidden =
                FLAGSHIP.legs().stream().filter(leg -> leg.rewrites() == 0).count()
                        - some.stream().filter(leg -> leg.rewrites() == 0).count();
        assertThat(told(marks)).as("each hidden segment is told once").isEqualTo(hidden);
    }

    @Test
    void tellsWhatIsHiddenOnceOnAClockThatTwoRunsShare() {
        Trace nothing = FLAGSHIP.narrowedTo(List.of(), List.of(), List.of(), List.of(), List.of());
        LadderTrace one = new LadderTrace(nothing, FLAGSHIP);
        LadderTrace other = new LadderTrace(FLAGSHIP);
        TimeScale shared = TimeScale.compressed(one, other, 20, Set.of()).get(0);
        LadderLayout shown = LadderLayout.of(one, shared, LadderOptions.of(700));
        List<Mark> marks = shown.part(0, shown.height(), 900).marks();
        assertThat(told(marks)).isEqualTo(one.hidden());
    }

    private static long told(List<Mark> marks) {
        Pattern told = Pattern.compile("(?:.* )?(\\d+) hidden");
        return marks.stream()
                .filter(Mark.Group.class::isInstance)
                .map(group -> told.matcher(((Mark.Group) group).title()))
                .filter(Matcher::matches)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    @Test
    void isWrittenAsBefore() throws IOException {
        Golden.matches("ladder-flagship-text", TextLadder.of(FLAGSHIP, Words.inUse()));
        Golden.matches("ladder-zoo-text", TextLadder.of(ZooTrace.trace(), Words.inUse()));
    }

    @Test
    void knowsWhereASegmentIsOnItsWay() {
        assertThat(layout.flights()).as("the refused SYN has arrived").isEmpty();
        LadderLayout.Flight flight =
                layout.at(5011_500 * SimTime.MICROSECOND).flights().get(0);
        assertThat(flight.leg()).isEqualTo(Pictures.FIRST_REFUSED);
        assertThat(flight.x()).isBetween(layout.x("NAT") + 100, layout.x("B") - 100);
        assertThat(layout.boundsOf(flight.leg()).orElseThrow().bottom()).isEqualTo(layout.y(REFUSED));
        assertThat(layout.boundsOf(4711)).isEmpty();
    }

    /** What flies does not hide what is written. */
    @Test
    void whatMovesPassesUnderTheLabels() {
        LadderLayout then = layout.at(5011_500 * SimTime.MICROSECOND);
        List<Mark> moving = MovingMarks.flights(then.flights());
        List<Mark> marks = then.marks(0, then.height(), moving);
        int last = marks.indexOf(moving.get(moving.size() - 1));
        List<String> after = ids(marks.subList(last, marks.size())).stream().toList();
        assertThat(after).anyMatch(id -> id.startsWith("label-")).noneMatch(id -> id.startsWith("leg-"));
    }

    @Test
    void findsTheLegUnderThePointer() {
        double x = (layout.x("NAT") + layout.x("B")) / 2;
        double y = (layout.y(5001 * SimTime.MILLISECOND) + layout.y(REFUSED)) / 2;
        assertThat(layout.hitAt(x, y)).contains(new Hit(Hit.Kind.LEG, Pictures.FIRST_REFUSED));
        assertThat(layout.hitAt(layout.x("C") + 40, layout.y(5000 * SimTime.MILLISECOND)))
                .as("the client's side of the NAT")
                .contains(new Hit(Hit.Kind.LEG, Pictures.FIRST_REFUSED - 1));
    }

    @Test
    void findsTheVerdictUnderThePointer() {
        double x = layout.x("B") - 60;
        double y = layout.y(REFUSED) + 18;
        int verdict = FLAGSHIP.verdicts().stream()
                .filter(judged -> judged.time() == REFUSED)
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(layout.hitAt(x, y)).contains(new Hit(Hit.Kind.VERDICT, verdict));
        assertThat(layout.at(REFUSED - 1).hitAt(x, y))
                .as("a verdict that was not reached yet has no chip")
                .isNotEqualTo(layout.hitAt(x, y));
    }

    @Test
    void findsPartiesAndFolds() {
        assertThat(layout.hitAt(layout.x("B"), 20)).contains(new Hit(Hit.Kind.PARTY, 3));
        double inFold = (layout.y(132 * SimTime.MILLISECOND) + layout.y(5000 * SimTime.MILLISECOND)) / 2 - 8;
        assertThat(layout.hitAt(layout.x("A") + 20, inFold)).contains(new Hit(Hit.Kind.FOLD, 0));
        assertThat(layout.hitAt(layout.width() - 1, layout.height() - 1)).isEmpty();
    }

    @Test
    void drawsAWindowLikeThatPartOfTheWhole() {
        Set<String> whole = ids(layout.marks(0, layout.height(), List.of()));
        Set<String> parts = new HashSet<>();
        for (double y = 0; y < layout.height(); y += 300) {
            Set<String> part = ids(layout.marks(y, y + 300, List.of()));
            assertThat(whole).containsAll(part);
            parts.addAll(part);
        }
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void drawsOnlyWhatIsLookedAt() {
        Trace crowd = ZooTrace.crowd(20_000);
        LadderLayout large = LadderLayout.of(crowd, TimeScale.compressed(crowd, 20), LadderOptions.of(500));
        assertThat(large.height()).isGreaterThan(100_000);
        assertThat(large.marks(50_000, 50_900, List.of())).hasSizeLessThan(400);
    }

    @Test
    void movesThePlayheadWithoutMovingAnythingElse() {
        LadderLayout later = layout.at(REFUSED + 2 * SimTime.SECOND);
        assertThat(later.height()).isEqualTo(layout.height());
        assertThat(later.y(REFUSED)).isEqualTo(layout.y(REFUSED));
        assertThat(ids(later.marks()))
                .as("the next refusal has happened by then")
                .containsAll(ids(layout.marks()))
                .hasSizeGreaterThan(ids(layout.marks()).size());
    }

    @ParameterizedTest
    @ValueSource(doubles = {420, 478, 660, 930, 1400})
    void keepsLabelsChipsAndWordsApart(double width) {
        LadderLayout sized = LadderLayout.of(
                FLAGSHIP,
                TimeScale.compressed(FLAGSHIP, 20),
                OPTIONS.withWidth(width).withPlayhead(SimTime.NEVER));
        List<Box> boxes = new ArrayList<>();
        sized.plates().values().forEach(plate -> boxes.add(plate.box()));
        sized.chips().between(0, sized.height()).forEach(chip -> boxes.add(chip.box()));
        sized.words().between(0, sized.height()).forEach(block -> boxes.add(block.box()));
        for (Box one : boxes) {
            for (Box other : boxes) {
                assertThat(one != other && one.touches(other))
                        .as("%s and %s", one, other)
                        .isFalse();
            }
        }
    }

    @Test
    void labelsEverySegmentOfTheFlagshipAtTheNarrowestWidthOfTheWindow() {
        LadderLayout narrow = LadderLayout.of(FLAGSHIP, TimeScale.compressed(FLAGSHIP, 20), OPTIONS.withWidth(478));
        assertThat(narrow.plates().values())
                .extracting(Labels.Plate::text)
                .doesNotContain("")
                .contains("SYN TSval 260487");
    }

    @Test
    void tellsTheKinOfARefusal() {
        Kin kin = Kin.of(FLAGSHIP, Pictures.FIRST_REFUSED);
        assertThat(kin.causes()).as("A's FIN set what B remembers").containsExactly(12);
        assertThat(kin.effects()).as("C sends it again").hasSize(1);
    }

    private static Set<String> ids(List<Mark> marks) {
        Set<String> ids = new HashSet<>();
        for (Mark mark : marks) {
            if (mark instanceof Mark.Group group) {
                assertThat(ids.add(group.id())).as(group.id()).isTrue();
            }
        }
        return ids;
    }
}
