package timewaitlab.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.tcp.Settings;

/**
 * What was recorded of a real kernel in one scenario.
 *
 * @param name {@code linux-6.18/close-server-first}
 * @param expect the recording in words and numbers; the decoded copies of the captures are left out
 * @param captures the files of captured segments, by path inside the folder
 */
public record Recording(String name, JsonNode expect, SortedMap<String, byte[]> captures) {
    /** The range of local ports is one value of the kernel and two of ours. */
    private static final String PORT_RANGE = "ip_local_port_range";

    /** {@code linux-6.18}, or {@code linux-old} for every kernel before. */
    public String line() {
        return name.substring(0, name.indexOf('/'));
    }

    /** {@code close-server-first}. */
    public String folder() {
        return name.substring(name.indexOf('/') + 1);
    }

    /** {@code R2b} of {@code R2b-3.10.108-ts1-rec1-reuse0}; of a folder of {@code linux-6.18} its first word. */
    public String series() {
        return folder().split("-", 2)[0];
    }

    /** What was recorded, in a line. */
    public String what() {
        return expect.path("description").asText(expect.path("what").asText());
    }

    /** The profile of the recorded kernel: the one whose version its version begins with. */
    public KernelProfile profile() {
        String version = expect.get("kernel").asText();
        return LinuxProfiles.all().stream()
                .filter(profile -> (version + ".").matches("\\Q" + profile.version() + "\\E\\D.*"))
                .max(Comparator.comparingInt(profile -> profile.version().length()))
                .orElseThrow(() -> new IllegalStateException(name + ": no profile of " + version));
    }

    /** Jiffies a second of the recorded kernel. */
    public int hz() {
        return expect.path("config_hz").asInt(expect.path("hz").asInt());
    }

    /** The settings of a recorded host as the recording begins; {@code node} matters where there are several. */
    public Settings settings(String node) {
        Settings settings = profile().settings(hz());
        for (Map.Entry<Sysctl, Long> sysctl : sysctls(node).entrySet()) {
            settings = settings.with(sysctl.getKey(), sysctl.getValue());
        }
        return settings;
    }

    /** The recorded sysctls that the engine knows and the kernel has. */
    public Map<Sysctl, Long> sysctls(String node) {
        JsonNode recorded = expect.get("sysctls");
        JsonNode values = recorded.has(node) ? recorded.get(node).get("effective") : recorded;
        KernelProfile profile = profile();
        Map<Sysctl, Long> sysctls = new TreeMap<>();
        values.properties().forEach(entry -> {
            String text = entry.getValue().asText();
            List<String> parts = List.of(text.split("\\s+"));
            if (entry.getKey().equals(PORT_RANGE)) {
                sysctls.put(Sysctl.IP_LOCAL_PORT_LOW, Long.valueOf(parts.get(0)));
                sysctls.put(Sysctl.IP_LOCAL_PORT_HIGH, Long.valueOf(parts.get(1)));
            } else {
                Sysctl.named(entry.getKey())
                        .filter(profile::has)
                        .ifPresent(sysctl -> sysctls.put(sysctl, Long.valueOf(text)));
            }
        });
        // -1: this kernel has no such file
        sysctls.entrySet().removeIf(entry -> entry.getValue() < entry.getKey().least());
        return sysctls;
    }

    /**
     * Whose captures can be judged: file to the address of the host that was recorded in it. A NAT has no sockets and
     * is judged by what it forwarded.
     */
    public SortedMap<String, String> judged() {
        SortedMap<String, String> judged = new TreeMap<>();
        JsonNode topology = expect.path("topology");
        for (String file : captures.keySet()) {
            String node = file.replace(".pcap", "");
            if (expect.has("server_addresses")) {
                judged.put(file, expect.get("server_addresses").get(0).asText());
            } else if (topology.has(node)) {
                judged.put(file, topology.get(node).asText());
            }
        }
        return judged;
    }

    @Override
    public String toString() {
        return name;
    }
}
