package timewaitlab.decide;

/** Who could make a value different; in the order in which what-ifs are listed. */
public enum Party {
    /** The host that sent the segment. */
    SENDER,
    /** Waiting: the same segment, call or timer at another time. */
    TIME,
    /** The program on the deciding host: socket options, bind(), listen(), accept(). */
    APPLICATION,
    /** Whoever sets sysctls on the deciding host. */
    OPERATOR,
    /** Whoever chooses the deciding host's kernel. */
    KERNEL,
    /** The deciding host's earlier traffic with this peer. */
    HISTORY,
    /** Nobody: a constant of the kernel, or a value that follows from others. */
    NOBODY
}
