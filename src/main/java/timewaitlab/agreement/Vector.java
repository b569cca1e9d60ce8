package timewaitlab.agreement;

import java.util.List;
import timewaitlab.kernel.KernelProfile;

/** One fact about some kernels, known from their sources or by running their own functions. */
interface Vector {
    /** {@code V-TW-01}. */
    String id();

    /** The kernels it is true of. */
    List<KernelProfile> kernels();

    /** What a kernel does otherwise, in words; empty when it does what is known. */
    List<String> differences(KernelProfile kernel);
}
