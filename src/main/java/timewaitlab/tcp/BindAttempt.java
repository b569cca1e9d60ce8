package timewaitlab.tcp;

import timewaitlab.decide.Situation;
import timewaitlab.wire.Device;

/** A socket about to take a local port, by bind() or by listen(), and one kind of owners the port has already. */
public final class BindAttempt implements Situation<BindAttempt> {
    private static final Settings DEFAULTS = Settings.defaults();

    Settings settings = DEFAULTS;
    /** SO_REUSEADDR and SO_REUSEPORT of the socket that asks. */
    boolean reuseAddress;

    boolean reusePort;
    /** The {@link Device} of SO_BINDTODEVICE. */
    int device;
    /** Whether the port was named, rather than looked for by bind() to port 0. */
    boolean namedPort;
    /** Whether the search for a port looks at all of them again, now to share one. */
    boolean looksAgain;
    /** Owners of this kind: 0 for a port that nobody has. */
    int owners;
    /** Whether either address is the wildcard, or both are the same. */
    boolean addressesMeet;
    /** Whether either is bound to no device, or both to the same. */
    boolean devicesMeet = true;

    boolean ownerReusesAddress;
    boolean ownerReusesPort;
    boolean ownerListens;
    boolean ownerTimeWait;

    /** Moves the cursor to another call. */
    public BindAttempt call(Settings newSettings, Tcb socket, boolean named) {
        settings = newSettings;
        reuseAddress = socket.reuseAddress;
        reusePort = socket.reusePort;
        device = socket.boundDevice;
        namedPort = named;
        looksAgain = false;
        owners = 0;
        return this;
    }

    /** No port was free, and the search begins again. */
    public BindAttempt again() {
        looksAgain = true;
        return this;
    }

    /** Nobody owns the port. */
    public BindAttempt meetsNobody() {
        owners = 0;
        return this;
    }

    /** So many owners own it, on an address that overlaps or not. */
    public BindAttempt meets(int count, boolean onOverlappingAddress) {
        owners = count;
        addressesMeet = onOverlappingAddress;
        return this;
    }

    /** The {@link Device} those owners are bound to. */
    public BindAttempt on(int ownersDevice) {
        devicesMeet = Device.meet(device, ownersDevice);
        return this;
    }

    /** What the options and states of those owners are. */
    public BindAttempt that(boolean reusesAddress, boolean reusesPort, boolean listens, boolean inTimeWait) {
        ownerReusesAddress = reusesAddress;
        ownerReusesPort = reusesPort;
        ownerListens = listens;
        ownerTimeWait = inTimeWait;
        return this;
    }

    @Override
    public BindAttempt copy() {
        BindAttempt copy = new BindAttempt();
        copy.settings = settings;
        copy.reuseAddress = reuseAddress;
        copy.reusePort = reusePort;
        copy.device = device;
        copy.devicesMeet = devicesMeet;
        copy.namedPort = namedPort;
        copy.looksAgain = looksAgain;
        return copy.meets(owners, addressesMeet).that(ownerReusesAddress, ownerReusesPort, ownerListens, ownerTimeWait);
    }
}
