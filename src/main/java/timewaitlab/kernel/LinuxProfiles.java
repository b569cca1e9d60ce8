package timewaitlab.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Linux line from 2.6.32 to 6.18, each version the successor of the one before. */
public final class LinuxProfiles {
    private static final List<KernelProfile> ALL = List.of(
            LinuxOf2And3.LINUX_2_6_32,
            LinuxOf2And3.LINUX_3_0,
            LinuxOf2And3.LINUX_3_2,
            LinuxOf2And3.LINUX_3_10,
            LinuxOf2And3.LINUX_3_18,
            LinuxOf4.LINUX_4_4,
            LinuxOf4.LINUX_4_9,
            LinuxOf4.LINUX_4_10_1,
            LinuxOf4.LINUX_4_10_17,
            LinuxOf4.LINUX_4_11,
            LinuxOf4.LINUX_4_12,
            LinuxOf4.LINUX_4_14,
            LinuxOf4.LINUX_4_19,
            LinuxOf5And6.LINUX_5_4,
            LinuxOf5And6.LINUX_5_15,
            LinuxOf5And6.LINUX_6_1,
            LinuxOf5And6.LINUX_6_6,
            LinuxOf5And6.LINUX_6_8,
            LinuxOf5And6.LINUX_6_14,
            LinuxOf5And6.LINUX_6_18);

    private LinuxProfiles() {}

    /** Every profile, oldest first. */
    public static List<KernelProfile> all() {
        return ALL;
    }

    /**
     * The profile of this name: {@code linux-4.4}, {@code 4.4}; {@code 4.10} means 4.10.17. A stable release such as
     * {@code 4.4.60} is the version it belongs to.
     */
    public static Optional<KernelProfile> named(String name) {
        String version = name.startsWith("linux-") ? name.substring("linux-".length()) : name;
        String exact = version.equals("4.10") ? "4.10.17" : version;
        Optional<KernelProfile> found =
                ALL.stream().filter(profile -> profile.version().equals(exact)).findFirst();
        boolean stable = found.isEmpty() && version.matches("[0-9]+\\.[0-9]+(\\.[0-9]+){1,2}");
        return stable ? named(version.substring(0, version.lastIndexOf('.'))) : found;
    }

    /**
     * The profiles that {@code 2.6.32..4.11, 5.4} names, or {@code all}, oldest first.
     *
     * @throws IllegalArgumentException if one of the versions is unknown
     */
    public static List<KernelProfile> ranges(String text) {
        if (text.equals("all")) {
            return ALL;
        }
        return Stream.of(text.split(",\\s*"))
                .flatMap(part -> {
                    String[] ends = part.split("\\.\\.(?=\\d)");
                    return ALL.subList(indexOf(ends[0]), indexOf(ends[ends.length - 1]) + 1).stream();
                })
                .toList();
    }

    private static int indexOf(String name) {
        return ALL.indexOf(named(name).orElseThrow(() -> new IllegalArgumentException("no profile " + name)));
    }
}
