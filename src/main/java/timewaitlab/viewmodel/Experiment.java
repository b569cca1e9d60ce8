package timewaitlab.viewmodel;

import java.util.List;
import java.util.Map;
import timewaitlab.trace.Trace;

/**
 * Something that happened and can be looked at: a run, or a capture as it was explained.
 *
 * @param choice what was run; for a capture its scenario is the file name
 * @param title the scenario's title or the file's name
 * @param hosts in the order of the lifelines
 * @param marks for a capture: leg id to how the recording compares with the verdict; empty for a run
 */
public record Experiment(
        ScenarioChoice choice, String title, Trace trace, List<HostSetup> hosts, Map<Integer, Agreement> marks) {
    public Experiment {
        hosts = List.copyOf(hosts);
        marks = Map.copyOf(marks);
    }

    /** How a recorded segment compares with what the model would have sent. */
    public enum Agreement {
        AGREES,
        FREE,
        CONTRADICTS,
        CANNOT_TELL
    }

    /** Whether this is somebody's recording rather than a run of ours. */
    public boolean isCapture() {
        return !marks.isEmpty();
    }
}
