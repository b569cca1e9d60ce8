package timewaitlab.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.base.SimTime;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Outcome;
import timewaitlab.kernel.Hook;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.tcp.ConnectAttempt;
import timewaitlab.tcp.Counter;
import timewaitlab.tcp.Settings;
import timewaitlab.tcp.TimeWaitSocket;

/** connect() that meets a time-wait entry: a row of {@code vectors/connects.txt}, which explains its columns. */
public record ConnectVector(String id, List<KernelProfile> kernels, String words, String verdict, String counter)
        implements Vector {
    private static final int COLUMNS = 5;

    /** A row without comment. */
    static ConnectVector read(String row) {
        String[] columns = row.split("\\|", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(columns.length + " columns: " + row);
        }
        return new ConnectVector(
                columns[0].strip(),
                LinuxProfiles.ranges(columns[1].strip()),
                columns[2].strip(),
                columns[3].strip(),
                columns[4].strip());
    }

    @Override
    public List<String> differences(KernelProfile kernel) {
        Outcome outcome = kernel.chain(Hook.CONNECT).judge(attempt(kernel, words));
        List<String> differences = new ArrayList<>();
        if (!outcome.toString().equals(verdict)) {
            differences.add(verdict + ", engine " + outcome);
        }
        long counts =
                counter.equals("-") ? 0 : Counter.valueOf("TcpExt" + counter).bit();
        if (outcome.counts() != counts) {
            differences.add("counter " + counter + ", engine " + outcome.counts());
        }
        return differences;
    }

    /** connect() on this kernel in the words of a row. */
    public static ConnectAttempt attempt(KernelProfile kernel, String words) {
        Map<String, String> said = new HashMap<>();
        Settings settings = kernel.settings();
        for (String word : words.split("\\s+")) {
            String[] pair = word.split("=");
            Optional<Sysctl> sysctl = Sysctl.named(pair[0]);
            if (sysctl.isPresent()) {
                settings = settings.with(sysctl.get(), Long.parseLong(pair[1]));
            } else {
                said.put(pair[0], pair.length > 1 ? pair[1] : "");
            }
        }
        TimeWaitSocket entry = new TimeWaitSocket();
        entry.tsRecentStamp = Integer.parseInt(said.getOrDefault("stamp", "0"));
        entry.entryStamp = Integer.parseInt(said.getOrDefault("entry", "0"));
        entry.finWait2 = said.containsKey("fin-wait-2");
        long now = Long.parseLong(said.getOrDefault("ms", "5000000")) * SimTime.MILLISECOND;
        int second = Integer.parseInt(said.getOrDefault("second", "1000"));
        return new ConnectAttempt()
                .call(settings, now, second, said.containsKey("bound"), said.containsKey("loopback"))
                .meets(entry);
    }

    @Override
    public String toString() {
        return id + " " + words;
    }
}
