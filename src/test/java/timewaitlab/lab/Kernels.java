package timewaitlab.lab;

import java.util.List;
import java.util.stream.IntStream;
import timewaitlab.kernel.KernelProfile;
import timewaitlab.kernel.LinuxProfiles;
import timewaitlab.kernel.Profiles;

/** Kernels as tables of facts name them: {@code all}, {@code 4.9}, {@code 2.6.32..4.14}, several with commas. */
public final class Kernels {
    private Kernels() {}

    /** The profiles that are meant, oldest first. */
    public static List<KernelProfile> named(String text) {
        List<KernelProfile> all = LinuxProfiles.all();
        if (text.equals("all")) {
            return all;
        }
        return List.of(text.split(",\\s*")).stream()
                .flatMap(part -> {
                    String[] ends = part.split("\\.\\.(?=\\d)");
                    int from = indexOf(ends[0]);
                    int to = indexOf(ends[ends.length - 1]);
                    return IntStream.rangeClosed(from, to).mapToObj(all::get);
                })
                .toList();
    }

    /** The profile of this name. */
    public static KernelProfile only(String name) {
        return Profiles.named(name).orElseThrow(() -> new IllegalArgumentException("no profile " + name));
    }

    private static int indexOf(String name) {
        return LinuxProfiles.all().indexOf(only(name));
    }
}
