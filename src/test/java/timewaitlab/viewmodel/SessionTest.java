package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import timewaitlab.base.Language;
import timewaitlab.base.SimTime;
import timewaitlab.draw.LadderLayout;
import timewaitlab.scenario.Intervention;
import timewaitlab.trace.TraceEvent.Fate;
import timewaitlab.trace.TraceEvent.Leg;
import timewaitlab.viewmodel.Deeds.Deed;

/** What a person does to the flagship, without a window: edits, undo, branches, dragging, comparing. */
class SessionTest {
    private static final long MS = SimTime.MILLISECOND;
    private static final String RECYCLE_OFF = "set B.tcp_tw_recycle = 0";

    @RegisterExtension
    private final Delivery delivery = new Delivery();

    private final MainViewModel model = delivery.windowOn("flagship");
    private final Session session = model.session();

    /** Writes a line and has it done. */
    private void write(String text) {
        model.line().begin(text);
        model.line().submit();
        delivery.next();
        if (model.line().problemProperty().get().isEmpty()) {
            delivery.next();
        }
    }

    private String digest() {
        return model.index().trace().digest();
    }

    private int synOfC() {
        return model.index().journeys().stream()
                .filter(leg -> leg.at().equals("C"))
                .findFirst()
                .map(Leg::id)
                .orElseThrow();
    }

    private String verdictOnSynOfC() {
        return VerdictChip.of(model.index().verdictOf(synOfC()).orElseThrow()).text();
    }

    @Test
    void aWrittenChangeIsDoneAndCanBeUndoneAndDoneAgain() {
        String before = digest();
        assertThat(session.undoableProperty().get()).isFalse();
        write(RECYCLE_OFF);
        assertThat(verdictOnSynOfC()).startsWith("ACCEPT");
        assertThat(session.interventions()).extracting(Intervention::title).containsExactly(RECYCLE_OFF);
        assertThat(model.line().openProperty().get()).isFalse();
        session.undo();
        delivery.next();
        assertThat(digest()).isEqualTo(before);
        assertThat(session.interventions()).isEmpty();
        assertThat(session.redoableProperty().get()).isTrue();
        session.redo();
        delivery.next();
        assertThat(verdictOnSynOfC()).startsWith("ACCEPT");
        assertThat(session.redoableProperty().get()).isFalse();
    }

    @Test
    void aWrongLineSaysWhatIsWrongAndDoesNothing() {
        String before = digest();
        write("set B.tcp_tw_recycl = 0");
        assertThat(model.line().problemProperty().get())
                .isEqualTo("At column 7, unknown sysctl \"tcp_tw_recycl\"; did you mean tcp_tw_recycle?;"
                        + " expected a sysctl of a host");
        assertThat(model.line().openProperty().get()).isTrue();
        assertThat(digest()).isEqualTo(before);
        assertThat(session.undoableProperty().get()).isFalse();
        model.line().textProperty().set(RECYCLE_OFF);
        assertThat(model.line().problemProperty().get()).as("written again").isEmpty();
    }

    @Test
    void interventionsAreTurnedOffRenamedRewrittenAndTakenOut() {
        String before = digest();
        write(RECYCLE_OFF);
        InterventionRow.of(session).get(0).turn(session, false);
        delivery.next();
        assertThat(digest()).isEqualTo(before);
        assertThat(session.interventions()).hasSize(1);
        InterventionRow.of(session).get(0).rename(session, "no memory");
        assertThat(delivery.isEmpty()).as("a name needs no run").isTrue();
        assertThat(InterventionRow.of(session).get(0).title()).isEqualTo("no memory");
        InterventionRow.of(session).get(0).rename(session, " ");
        assertThat(InterventionRow.of(session).get(0).title()).isEqualTo(RECYCLE_OFF);
        model.line().change(0);
        assertThat(model.line().textProperty().get()).isEqualTo(RECYCLE_OFF);
        model.line().textProperty().set("kernel B = 4.12");
        model.line().submit();
        delivery.next();
        delivery.next();
        assertThat(InterventionRow.of(session))
                .extracting(InterventionRow::title)
                .containsExactly("kernel B = linux-4.12");
        InterventionRow.of(session).get(0).remove(session);
        delivery.next();
        assertThat(session.interventions()).isEmpty();
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void aForkKeepsTheOldFuture() {
        String old = digest();
        model.seek(5 * SimTime.SECOND);
        model.deeds().fork();
        assertThat(session.getTree().futures()).hasSize(2);
        assertThat(session.getTree().shown().orElseThrow().forkedAt()).isEqualTo(5 * SimTime.SECOND);
        write(RECYCLE_OFF);
        String other = digest();
        assertThat(other).isNotEqualTo(old);
        assertThat(BranchRow.of(session.getTree()))
                .extracting(BranchRow::note)
                .containsExactly("refuses 6 times", "differs at 5.022 s");
        session.show(1);
        assertThat(digest()).isEqualTo(old);
        assertThat(session.interventions()).isEmpty();
        assertThat(session.undoableProperty().get())
                .as("undo is a branch's own")
                .isFalse();
        session.rename(2, "  recycle off ");
        session.show(2);
        assertThat(digest()).isEqualTo(other);
        assertThat(session.getTree().shown().orElseThrow().name()).isEqualTo("recycle off");
    }

    @Test
    void aDeletedBranchLeavesItsForksToItsParent() {
        model.deeds().fork();
        write(RECYCLE_OFF);
        model.deeds().fork();
        assertThat(session.getTree().inOrder()).extracting(Future::id).containsExactly(1, 2, 3);
        session.delete(2);
        assertThat(session.getTree().find(3).orElseThrow().parent()).isEqualTo(1);
        assertThat(session.getTree().current()).isEqualTo(3);
        session.delete(3);
        assertThat(session.getTree().current()).isEqualTo(1);
        assertThat(session.interventions()).isEmpty();
        session.delete(1);
        assertThat(session.getTree().futures()).as("the last one stays").hasSize(1);
    }

    @Test
    void whatTheWhyPaneProposesIsPlayedOnABranchOfItsOwn() {
        model.goTo(synOfC());
        WhyCard.Change change = model.why().orElseThrow().changes().stream()
                .filter(each -> each.what().equals("tcp_tw_recycle = 0"))
                .findFirst()
                .orElseThrow();
        session.fork(change.what(), model.playhead().getTime(), change.edit().orElseThrow());
        delivery.next();
        assertThat(session.getTree().shown().orElseThrow().name()).isEqualTo("tcp_tw_recycle = 0");
        assertThat(verdictOnSynOfC()).startsWith("ACCEPT");
        assertThat(session.getTree().find(1).orElseThrow().choice().interventions())
                .isEmpty();
    }

    @Test
    void deedsByMenuAndKey() {
        model.goTo(synOfC());
        model.deeds().toSelected(Deed.DROP);
        delivery.next();
        Leg dropped = model.index().lastLeg(synOfC()).orElseThrow();
        assertThat(dropped.fate()).isEqualTo(Fate.LOST);
        assertThat(dropped.at()).as("behind the NAT, where it was judged").isEqualTo("N");
        session.undo();
        delivery.next();
        model.deeds().to(synOfC(), Deed.DELAY, 7 * MS);
        delivery.next();
        assertThat(model.index().leg(synOfC()).orElseThrow().arrived()).isEqualTo(5008 * MS);
        model.deeds().inject(synOfC());
        assertThat(model.line().textProperty().get())
                .startsWith("inject at ")
                .contains("from C 10.0.0.3:40000 > 198.51.100.9:80 S ")
                .endsWith(" <TS val 260487 ecr 0>");
        model.line().submit();
        delivery.next();
        delivery.next();
        assertThat(session.interventions()).hasSize(2);
    }

    private LadderLayout ladder() {
        return new LadderViewModel(model).layout(700).orElseThrow();
    }

    @Test
    void aDraggedArrivalMovesAndTheRunFollows() {
        String before = digest();
        model.goTo(synOfC());
        DragModel drag = new DragModel(model);
        LadderLayout ladder = ladder();
        double[] head = ladder.lineOf(synOfC()).orElseThrow().end(true);
        DragModel.Grip grip =
                drag.gripAt(ladder, synOfC(), head[0] + 3, head[1] - 3).orElseThrow();
        assertThat(grip.arrival()).isTrue();
        drag.take(ladder, grip);
        drag.to(ladder.y(5300 * MS), () -> {});
        delivery.next();
        assertThat(model.index().lastLeg(synOfC()).orElseThrow().arrived()).isEqualTo(5300 * MS);
        assertThat(drag.by()).isEqualTo("+278 ms");
        assertThat(session.interventions()).as("not let go yet").isEmpty();
        assertThat(drag.ghost(ladder()).orElseThrow().end(true)[1]).isLessThan(ladder().y(5300 * MS));
        drag.letGo();
        delivery.next();
        assertThat(session.interventions())
                .extracting(Intervention::title)
                .containsExactly("delay N 203.0.113.7:40001 > 198.51.100.9:80 S no 1 by 278 ms");
        session.undo();
        delivery.next();
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void aDraggedSendingOfAConnectMovesItsStepAndItsClock() {
        model.goTo(synOfC());
        DragModel drag = new DragModel(model);
        LadderLayout ladder = ladder();
        double[] tail = ladder.lineOf(synOfC()).orElseThrow().end(false);
        drag.take(ladder, drag.gripAt(ladder, synOfC(), tail[0], tail[1]).orElseThrow());
        drag.to(ladder.y(66 * SimTime.SECOND), () -> {});
        delivery.next();
        assertThat(drag.verdicts()).hasSize(2);
        assertThat(drag.verdicts().stream().map(Optional::orElseThrow).map(VerdictChip::of))
                .extracting(VerdictChip::text)
                .containsExactly("DROP silently", "ACCEPT: new connection");
        drag.letGo();
        delivery.next();
        assertThat(session.interventions()).extracting(Intervention::title).containsExactly("start C no 1 by 61 s");
    }

    @Test
    void aDragThatIsGivenUpLeavesNothing() {
        String before = digest();
        DragModel drag = new DragModel(model);
        LadderLayout ladder = ladder();
        double[] head = ladder.lineOf(synOfC()).orElseThrow().end(true);
        drag.take(ladder, drag.gripAt(ladder, synOfC(), head[0], head[1]).orElseThrow());
        drag.to(ladder.y(60 * SimTime.SECOND), () -> {});
        delivery.next();
        assertThat(model.index().lastLeg(synOfC()).orElseThrow().arrived()).isGreaterThan(59 * SimTime.SECOND);
        drag.giveUp();
        assertThat(model.index().lastLeg(synOfC()).orElseThrow().arrived()).isEqualTo(5022 * MS);
        assertThat(digest()).isEqualTo(before);
        assertThat(session.undoableProperty().get()).isFalse();
    }

    @Test
    void twoBranchesAreComparedOnOneClock() {
        model.deeds().fork();
        write(RECYCLE_OFF);
        model.compare().toggle();
        CompareModel.Pair pair = model.compare().pairProperty().get();
        assertThat(pair).isNotNull();
        assertThat(pair.left().name()).isEqualTo("main");
        assertThat(pair.left().what()).isEqualTo("as written");
        assertThat(pair.right().what()).isEqualTo(RECYCLE_OFF);
        assertThat(pair.divergence().orElseThrow().time()).isEqualTo(5022 * MS);
        assertThat(pair.facts())
                .contains(
                        new CompareModel.Fact("disposition", "DROP", "ACCEPT"),
                        new CompareModel.Fact("C’s connect()", "OK after 63.044 s", "OK after 0.044 s"),
                        new CompareModel.Fact("PAWSPassive at B", "6", "0"));
        Language.use(Language.SPANISH);
        try {
            assertThat(pair.facts())
                    .extracting(CompareModel.Fact::name)
                    .contains("disposición", "regla", "estado después", "TcpExtPAWSPassive")
                    .doesNotContain("disposition", "rule", "state after");
        } finally {
            Language.use(Language.ENGLISH);
        }
        CompareLadders ladders = CompareLadders.of(model, 1200, Set.of()).orElseThrow();
        for (long time : new long[] {0, 110 * MS, 5022 * MS, 5544 * MS, 68 * SimTime.SECOND}) {
            assertThat(ladders.left().y(time))
                    .as("one clock")
                    .isEqualTo(ladders.right().y(time));
        }
        assertThat(CompareLadders.of(model, 400, Set.of())).as("no room").isEmpty();
        model.compare().toggle();
        assertThat(model.compare().activeProperty().get()).isFalse();
    }

    @Test
    void withoutABranchTwoKernelsAreCompared() {
        model.compare().toggle();
        delivery.next();
        delivery.next();
        CompareModel.Pair pair = model.compare().pairProperty().get();
        assertThat(pair.left().name()).isEqualTo("B runs Linux 2.6.32");
        assertThat(pair.right().name()).isEqualTo("B runs Linux 6.18");
        model.compare().kernels("linux-2.6.32", "linux-3.10");
        delivery.next();
        delivery.next();
        assertThat(model.compare().pairProperty().get().facts())
                .contains(new CompareModel.Fact("ListenDrops at B", "0", "6"));
        assertThat(session.interventions()).as("beside the session").isEmpty();
    }

    @Test
    void aSavedScenarioOpensWithItsInterventions(@TempDir Path folder) throws IOException {
        write(RECYCLE_OFF);
        String edited = digest();
        Path file = folder.resolve("mine.yaml");
        ScenarioChoice choice = session.getTree().shown().orElseThrow().choice();
        assertThat(model.laboratory().save(choice, file)).isEmpty();
        assertThat(Files.readString(file))
                .contains("title: Two laptops")
                .endsWith("interventions:\n  - do: \"" + RECYCLE_OFF + "\"\n");
        model.open(file);
        delivery.next();
        assertThat(digest()).isEqualTo(edited);
        assertThat(session.interventions()).extracting(Intervention::title).containsExactly(RECYCLE_OFF);
        assertThat(model.laboratory().save(choice, folder.resolve("no/such/folder.yaml")))
                .isPresent();
    }

    @Test
    void natsAndLinksAreChangedFromThePanel() {
        NetPane written = NetPane.of(model.getExperiment().orElseThrow());
        assertThat(written.nats()).extracting(NetPane.NatRow::policy).containsExactly("sequential");
        assertThat(written.links())
                .extracting(NetPane.LinkRow::title, NetPane.LinkRow::delay)
                .containsExactly(tuple("A – N", "1 ms"), tuple("C – N", "1 ms"), tuple("N – B", "21 ms"));
        session.edit(choice -> written.nats().get(0).withPolicy(choice, "random", 0));
        delivery.next();
        write(written.links().get(2).line(" 31 ms ", 0));
        session.edit(choice -> written.nats().get(0).withFilter(choice, true, 5 * SimTime.SECOND));
        delivery.next();
        assertThat(session.interventions())
                .extracting(Intervention::title)
                .containsExactly(
                        "nat N ports random", "link N-B delay 31 ms", "conntrack N filter drop invalid at 5 s");
        NetPane changed = NetPane.of(model.getExperiment().orElseThrow());
        assertThat(changed.nats().get(0).policyChanged()).isTrue();
        assertThat(changed.nats().get(0).filters()).as("not from the start").isFalse();
        assertThat(changed.links()).extracting(NetPane.LinkRow::changed).containsExactly(false, false, true);
        assertThat(changed.links().get(2).delay()).isEqualTo("31 ms");
        assertThat(written.links().get(0).line("2 ms", 5022 * MS)).isEqualTo("link A-N delay 2 ms at 5.022 s");
    }

    @Test
    void breakpointsAreFoundAgainInEveryRunAndStopPlaying() {
        Breakpoints breakpoints = model.breakpoints();
        breakpoints.add("verdict == drop");
        delivery.next();
        breakpoints.add("tsval < 1");
        delivery.next();
        assertThat(breakpoints.problemProperty().get()).startsWith("At column 1, unknown field \"tsval\"");
        assertThat(breakpoints.pointsProperty().get()).hasSize(1);
        assertThat(breakpoints.pointsProperty().get().get(0).moments())
                .hasSize(6)
                .contains(5022 * MS);
        model.seek(5 * SimTime.SECOND);
        breakpoints.step(true);
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
        breakpoints.step(true);
        breakpoints.step(false);
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
        model.seek(5 * SimTime.SECOND);
        model.playhead().play();
        for (int i = 0; i < 500 && model.playhead().isPlaying(); i++) {
            model.playhead().advance(50);
        }
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
        session.edit(choice -> choice.withSysctl("B", "tcp_tw_recycle", 0));
        delivery.next();
        delivery.next();
        assertThat(breakpoints.pointsProperty().get().get(0).moments())
                .as("in the new run")
                .isEmpty();
        model.seek(SimTime.SECOND);
        breakpoints.toggleHere();
        delivery.next();
        assertThat(breakpoints.pointsProperty().get()).hasSize(2);
        breakpoints.toggleHere();
        assertThat(breakpoints.pointsProperty().get()).hasSize(1);
        breakpoints.remove(0);
        assertThat(breakpoints.pointsProperty().get()).isEmpty();
    }

    @Test
    void whatAFirewallNoLongerRefusesIsADifference() {
        model.start("who-ate-my-syn");
        delivery.next();
        model.stepRefusal(true);
        long refused = model.playhead().getTime();
        assertThat(model.explained().orElseThrow().at()).as("a box on the way").isEqualTo("F");
        session.fork(0);
        model.deeds().to(model.deeds().lastLeg(model.selectedProperty().get()), Deed.DROP);
        delivery.next();
        WhatChanged changed = model.changedProperty().get();
        assertThat(changed).isNotNull();
        assertThat(changed.time()).isEqualTo(refused);
        assertThat(changed.host()).isEqualTo("F");
        assertThat(changed.before().orElseThrow().text()).isEqualTo("DROP silently");
        assertThat(changed.after()).as("what is lost is not judged").isEmpty();
        Future.Tree tree = session.getTree();
        assertThat(tree.divergence(tree.shown().orElseThrow()).orElseThrow().at())
                .isEqualTo("F");
    }

    @Test
    void aSegmentThatNobodyJudgedIsGoneToWhereItEnds() {
        model.deeds().to(model.deeds().lastLeg(synOfC()), Deed.DROP);
        delivery.next();
        Leg lost = model.index().journeys().stream()
                .filter(leg -> model.index().lastLeg(leg.id()).orElseThrow().fate() == Fate.LOST)
                .findFirst()
                .orElseThrow();
        assertThat(model.index().verdictOf(lost.id())).isEmpty();
        model.goTo(lost.id());
        assertThat(model.playhead().getTime()).isEqualTo(5022 * MS);
        assertThat(model.selectedProperty().get()).isEqualTo(lost.id());
    }
}
