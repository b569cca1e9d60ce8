package timewaitlab.lab;

import java.util.List;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.kernel.Profiles;

/** Kernels as tables of facts name them: {@code all}, {@code 4.9}, {@code 2.6.32..4.14}, several with commas. */
public final class Kernels {
    private Kernels() {}

    /** The profiles that are meant, oldest first. */
    public static List<KernelProfile> named(String text) {
        return LinuxProfiles.ranges(text);
    }

    /** The profile of this name. */
    public static KernelProfile only(String name) {
        return Profiles.named(name).orElseThrow(() -> new IllegalArgumentException("no profile " + name));
    }
}
