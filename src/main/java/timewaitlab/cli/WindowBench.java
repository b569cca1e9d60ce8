package timewaitlab.cli;

import java.util.List;
import java.util.function.Consumer;

/** Measures the window. The command line has no window; whoever has one hands this in. */
public interface WindowBench {
    /**
     * A cost against the cost of something that has to be borne anyway.
     *
     * @param name of the measurement, as JSON calls it
     * @param unit of both costs
     * @param floor what the comparison costs
     * @param measured what the window costs
     * @param limit what the ratio is to stay within
     */
    record Ratio(String name, String unit, double floor, double measured, double limit) {
        /** How many times the floor. */
        public double times() {
            return measured / floor;
        }

        /** Whether it is within its limit. */
        public boolean held() {
            return times() <= limit;
        }
    }

    /** There is no screen to open a window on. */
    final class NoDisplay extends Exception {
        private static final long serialVersionUID = 1L;

        public NoDisplay(String reason) {
            super(reason);
        }
    }

    /**
     * All ratios, each measured after the compilers of the JVM had time to settle.
     *
     * @param progress is told what is measured next
     */
    List<Ratio> measure(Consumer<String> progress) throws NoDisplay;
}
