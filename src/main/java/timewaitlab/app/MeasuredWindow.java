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
            progress.accept("a ladder of 1,000 segments");
            double[] small = ladder(meter, LadderLaboratory.SMALL);
            progress.accept("a ladder of 100,000 segments");
            double[] large = ladder(meter, LadderLaboratory.LARGE);
            ratios.add(new Ratio("scroll", CPU, small[0], large[0], 2));
            ratios.add(new Ratio("zoom", CPU, small[1], large[1], 2));
            ratios.add(new Ratio("linear", CPU, small[2], large[2], 2));
            progress.accept("a million events");
            meter.show(LadderLaboratory.LONGEST);
            ratios.add(new Ratio("seek", CPU, meter.seek(0.1), meter.seek(0.9), 2));
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
