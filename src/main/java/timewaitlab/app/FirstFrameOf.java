package timewaitlab.app;

import java.util.Optional;
import timewaitlab.view.FirstFrame;
import timewaitlab.view.LabApplication;

/** Opens our window, or the bare one, says when its first frame is there, and ends. Started by {@code bench window}. */
final class FirstFrameOf {
    /** What is said. */
    static final String SHOWN = "first frame";

    static final String OURS = "window";
    static final String BARE = "hello";

    private FirstFrameOf() {}

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals(BARE)) {
            FirstFrame.hello(FirstFrameOf::shown);
        } else {
            LabApplication.launch(new LabOfScenarios(), Optional.empty(), FirstFrameOf::shown);
        }
    }

    private static void shown() {
        System.out.println(SHOWN);
        System.out.flush();
        // Nothing is to be remembered of a window that nobody used.
        Runtime.getRuntime().halt(0);
    }
}
