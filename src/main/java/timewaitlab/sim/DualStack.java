package timewaitlab.sim;

import timewaitlab.node.Host;
import timewaitlab.wire.Address;

/** Which of a host's addresses another one takes for its name. */
final class DualStack {
    private DualStack() {}

    /** The first address of {@code to} that {@code from} has one of the same IP version as, else its first. */
    static Address address(Host from, Host to) {
        for (Address there : to.addresses()) {
            if (from.addressLike(there).isIpv6() == there.isIpv6()) {
                return there;
            }
        }
        return to.addresses().get(0);
    }
}
