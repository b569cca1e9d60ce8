package timewaitlab.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import timewaitlab.base.Sysctl;
import timewaitlab.kernel.KernelProfile;

/**
 * What a recording does not show of the host that is judged: its kernel, settings and clock, whom it can reach, and
 * what its application and its operator did.
 *
 * @param hz jiffies a second, 0 when the file does not say
 * @param addresses the host's addresses, in the canonical spelling; empty when the file does not say
 * @param sysctls as the recording begins
 * @param metricsBuckets the boot parameter tcpmhash_entries, 0 when the file does not say
 * @param secondPhase nanoseconds by which the wall clock's second had begun with the first frame
 * @param unreachable networks the host has no route to
 * @param steps what happened, in order of time
 */
public record CaptureContext(
        Optional<KernelProfile> kernel,
        int hz,
        List<String> addresses,
        Map<Sysctl, Long> sysctls,
        int metricsBuckets,
        Optional<Long> secondPhase,
        List<Network> unreachable,
        List<Step> steps) {
    /** Nothing is known. */
    public static final CaptureContext NOTHING =
            new CaptureContext(Optional.empty(), 0, List.of(), Map.of(), 0, Optional.empty(), List.of(), List.of());

    public CaptureContext {
        addresses = List.copyOf(addresses);
        sysctls = Map.copyOf(sysctls);
        unreachable = List.copyOf(unreachable);
        steps = List.copyOf(steps);
    }

    /** The same with these steps. */
    public CaptureContext with(List<Step> newSteps) {
        return new CaptureContext(kernel, hz, addresses, sysctls, metricsBuckets, secondPhase, unreachable, newSteps);
    }

    /** Something that happened {@code at} nanoseconds after the first frame, by a clock that nobody sets. */
    public sealed interface Step {
        long at();
    }

    /** An operator wrote a sysctl. */
    public record SysctlWritten(long at, Sysctl sysctl, long value) implements Step {}

    /** An operator set the wall clock, and with it the stamps of the frames, by so many seconds. */
    public record ClockSet(long at, int seconds) implements Step {}

    /** Somebody listens from now on. */
    public record Listens(long at, int port, int backlog) implements Step {}

    /** Nobody listens any more. */
    public record StopsListening(long at, int port) implements Step {}

    /**
     * A call on a connection.
     *
     * @param peer address of the other end; empty for the only connection, or the oldest that waits for accept()
     * @param peerPort its port, or 0
     */
    public record Called(long at, Call call, String peer, int peerPort) implements Step {}

    /** What applications and operators do with a connection. */
    public enum Call {
        ACCEPT,
        CLOSE,
        SHUTDOWN,
        /** The socket is gone and nobody is told. */
        KILL
    }

    /** Addresses whose first {@code bits} bits are those of {@code address}. */
    public record Network(List<Byte> address, int bits) {
        public Network {
            address = List.copyOf(address);
        }

        /** Whether the address, given by its bytes, is in the network. */
        public boolean holds(byte[] other) {
            if (other.length != address.size()) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((other[bit / 8] & mask) != (address.get(bit / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
