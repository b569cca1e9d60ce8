package timewaitlab.viewmodel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.scenario.SessionText;
import timewaitlab.trace.RecordingPlan;
import timewaitlab.trace.Trace;

/**
 * Something that happened and can be looked at: a run, or a capture as it was explained.
 *
 * @param choice what was run; for a capture its scenario is the file name
 * @param title the scenario's title or the file's name
 * @param hosts in the order of the lifelines
 * @param net NATs and links as they were set up; nothing for a capture
 * @param marks for a capture: leg id to how the recording compares with the verdict; empty for a run
 * @param insight the trace made ready to be looked at
 * @param recorded which capture it is; empty for a run
 */
public record Experiment(
        ScenarioChoice choice,
        String title,
        Trace trace,
        List<HostSetup> hosts,
        NetSetup net,
        Map<Integer, Agreement> marks,
        Insight insight,
        Optional<Recorded> recorded) {
    /**
     * Which recording something is.
     *
     * @param addresses who can judge it, the likely ones first
     */
    public record Recorded(SessionText.Recording file, List<String> addresses) {
        public Recorded {
            addresses = List.copyOf(addresses);
        }
    }

    /** Something as it was run. */
    public Experiment(
            ScenarioChoice choice,
            String title,
            Trace trace,
            List<HostSetup> hosts,
            NetSetup net,
            Map<Integer, Agreement> marks) {
        this(choice, title, trace, hosts, net, marks, Insight.of(trace), Optional.empty());
    }

    /** Something of whose NATs and links nobody knows. */
    public Experiment(
            ScenarioChoice choice, String title, Trace trace, List<HostSetup> hosts, Map<Integer, Agreement> marks) {
        this(choice, title, trace, hosts, NetSetup.NOTHING, marks);
    }

    /** The same, which is this recording that these can judge. */
    public Experiment of(SessionText.Recording file, List<String> addresses) {
        Recorded which = new Recorded(file, addresses);
        return new Experiment(choice, title, trace, hosts, net, marks, insight, Optional.of(which));
    }

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
        return recorded.isPresent() || !marks.isEmpty();
    }

    /** Whether only a part of it was written down, and the rest counted. */
    public boolean isPart() {
        return !trace.plan().isComplete();
    }

    /** What is missing where only a part was written down; empty where nothing is. */
    public String partly() {
        RecordingPlan plan = trace.plan();
        if (plan.isComplete()) {
            return "";
        }
        return plan.connections().isEmpty()
                ? Texts.say(
                        "load.partly", Numbers.clock(plan.from()), Numbers.clock(Math.min(plan.until(), trace.until())))
                : Texts.say("load.partly.connection", String.join(", ", plan.connections()));
    }

    /** Whether both are runs of one scenario, however each was changed. */
    public static boolean sameScenario(Experiment one, Experiment other) {
        return one.choice().scenario().equals(other.choice().scenario());
    }
}
