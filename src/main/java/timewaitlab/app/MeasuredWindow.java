package timewaitlab.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import timewaitlab.cli.WindowBench;
import timewaitlab.view.WindowMeter;

/** Opens the window and measures it. */
final class MeasuredWindow implements WindowBench {
    /** Milliseconds a step of a dragging hand may cost, so that the run follows within a frame. */
    private static final double MOST_OF_A_DRAG = 5;

    private static final double PART = 0.95;
    private static final double MILLIS = 4000;
    private static final int TURNS = 5;
    private static final int LADDER_TURNS = 3;
    private static final String CPU = "ms CPU";

    @Override
    public List<Ratio> measure(Consumer<String> progress) throws NoDisplay {
        try {
            WindowMeter.startToolkit();
        } catch (UnsupportedOperationException | UnsatisfiedLinkError none) {
            throw new NoDisplay(String.valueOf(none.getMessage()));
        }
        List<Ratio> ratios = new ArrayList<>();
        progress.accept("first frames, of several JVMs");
        double[] frames = StartedWindow.measure();
        Ratio firstFrame = new Ratio("firstFrame", "ms", frames[0], frames[1], 1.5);
        try (WindowMeter meter = WindowMeter.open(new LadderLaboratory(), LadderLaboratory.FLAGSHIP)) {
            progress.accept("pulses, an empty window and the flagship in turn");
            ratios.add(pulses(meter));
            ratios.addAll(ladders(meter, progress));
            progress.accept("a million events");
            meter.show(LadderLaboratory.LONGEST);
            ratios.add(seeks(meter));
        }
        progress.accept("runs again after a drag");
        ratios.add(new Ratio("rerun", CPU, MOST_OF_A_DRAG, Rerun.worstMedian(), 1));
        ratios.add(firstFrame);
        WindowMeter.endToolkit();
        return ratios;
    }

    /** In turn, so that whatever else the machine does meanwhile falls on both. */
    private static Ratio pulses(WindowMeter meter) {
        meter.warmUp();
        DoubleStream empty = DoubleStream.empty();
        DoubleStream playing = DoubleStream.empty();
        for (int i = 0; i < TURNS; i++) {
            empty = DoubleStream.concat(empty, DoubleStream.of(WindowMeter.emptyPulses(MILLIS)));
            playing = DoubleStream.concat(playing, DoubleStream.of(meter.playingPulses(i, MILLIS)));
        }
        return new Ratio("pulses", "ms", late(empty), late(playing), 1.2);
    }

    private static double late(DoubleStream intervals) {
        return WindowMeter.percentile(intervals.toArray(), PART);
    }

    /** A short ladder and a long one in turn; of each, the turn that is neither the best nor the worst. */
    private static List<Ratio> ladders(WindowMeter meter, Consumer<String> progress) {
        List<double[]> small = new ArrayList<>();
        List<double[]> large = new ArrayList<>();
        for (int turn = 0; turn < LADDER_TURNS; turn++) {
            progress.accept("a ladder of 1,000 segments");
            small.add(ladder(meter, LadderLaboratory.SMALL));
            progress.accept("a ladder of 100,000 segments");
            large.add(ladder(meter, LadderLaboratory.LARGE));
        }
        List<Ratio> ratios = new ArrayList<>();
        List<String> names = List.of("scroll", "zoom", "linear");
        for (int i = 0; i < names.size(); i++) {
            ratios.add(new Ratio(names.get(i), CPU, middle(small, i), middle(large, i), 2));
        }
        return ratios;
    }

    private static Ratio seeks(WindowMeter meter) {
        List<double[]> turns = new ArrayList<>();
        for (int turn = 0; turn < LADDER_TURNS; turn++) {
            turns.add(new double[] {meter.seek(0.1), meter.seek(0.9)});
        }
        return new Ratio("seek", CPU, middle(turns, 0), middle(turns, 1), 2);
    }

    private static double middle(List<double[]> turns, int which) {
        return turns.stream()
                .mapToDouble(turn -> turn[which])
                .sorted()
                .skip(turns.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Scrolling, zooming, and zooming in proportion to time. */
    private static double[] ladder(WindowMeter meter, String which) {
        meter.show(which);
        meter.inProportion(false);
        double scroll = meter.scroll();
        double zoom = meter.zoom();
        meter.inProportion(true);
        double linear = meter.zoom();
        meter.inProportion(false);
        return new double[] {scroll, zoom, linear};
    }
}
