package timewaitlab.decide;

/** Who could make a value different. */
public enum Party {
    /** The host that sent the segment. */
    SENDER,
    /** Waiting: the same segment at another time. */
    TIME,
    /** Whoever sets sysctls on the deciding host. */
    OPERATOR,
    /** The deciding host's earlier traffic with this peer. */
    HISTORY,
    /** Nobody: a constant of the kernel, or a value that follows from others. */
    NOBODY
}
