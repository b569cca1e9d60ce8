package timewaitlab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every stack a host can run: the Linux line, and what was read about others but never asked. */
public final class Profiles {
    private static final List<KernelProfile> ALL = all(LinuxProfiles.all(), OtherStacks.all());

    private Profiles() {}

    /** Linux first, oldest first. */
    public static List<KernelProfile> all() {
        return ALL;
    }

    /** The profile of this name: a Linux by any of its names, or {@code rfc9293}, {@code windows} and so on. */
    public static Optional<KernelProfile> named(String name) {
        return LinuxProfiles.named(name)
                .or(() -> ALL.stream()
                        .filter(profile -> profile.name().equals(name))
                        .findFirst());
    }

    /** For messages: versions of Linux without the word, then the others with what they are worth. */
    public static String listed() {
        return ALL.stream()
                .map(profile -> profile.isKernelChecked() ? profile.version() : profile.label())
                .collect(Collectors.joining(", "));
    }

    private static List<KernelProfile> all(List<KernelProfile> linux, List<KernelProfile> others) {
        List<KernelProfile> all = new ArrayList<>(linux);
        all.addAll(others);
        return List.copyOf(all);
    }
}
