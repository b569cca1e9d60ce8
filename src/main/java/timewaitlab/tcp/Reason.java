package timewaitlab.tcp;

import timewaitlab.decide.Code;

/** Why something was taken, swallowed or dropped; where the kernel has a drop reason or counter, by that name. */
public enum Reason implements Code {
    /** In order; nothing to object. */
    IN_ORDER,
    /** An acknowledgement, or nothing at all, in order. */
    ACKNOWLEDGED,
    /** Takes over the quadruplet of a time-wait entry. */
    REOPENED,
    /** A request became a connection. */
    ESTABLISHED,
    TCP_RESET,
    TCP_RFC7323_PAWS,
    TCP_RFC7323_PAWS_ACK,
    TCP_RFC7323_TSECR,
    PAWSPassive,
    TCP_FLAGS,
    TCP_INVALID_SEQUENCE,
    TCP_INVALID_ACK_SEQUENCE,
    TCP_OLD_ACK,
    TCP_OLD_DATA,
    TCP_TIMEWAIT,
    TCP_CLOSE,
    RFC1337,
    NO_SOCKET,
    TCP_CSUM,
    /** An ICMP error about a segment that is not in flight. */
    TCP_OUT_OF_WINDOW_ICMP,
    /** An ICMP error says that the peer cannot be reached. */
    UNREACHABLE,
    TCP_LISTEN_OVERFLOW,
    TCP_REQQ_FULL,
    TCP_ACK_SKIPPED,
    EADDRNOTAVAIL,
    EADDRINUSE,
    /** bind() has the port. */
    BOUND,
    /** bind() has the port, and others have it too. */
    PORT_SHARED,
    UNIQUE,
    TIMEWAIT_REUSED,
    /** No entry could be made: the connection vanishes. */
    TIMEWAIT_OVERFLOW,
    TIMEWAIT_ENTERED,
    /** A FIN follows what was written. */
    FIN_QUEUED,
    /** Nobody holds the socket any more; it goes on alone. */
    ORPHANED,
    TOO_MANY_ORPHANS,
    ENOTCONN,
    ETIMEDOUT,
    RETRANSMITTED,
    /** TCP_DEFER_ACCEPT: a connection is made when data comes. */
    DEFERRED,
    LOSS_PROBE,
    PROBE_OUTSTANDING,
    WINDOW_PROBE,
    KEEPALIVE_OFF,
    /** The peer was heard, or owes an acknowledgement: keepalive waits. */
    NOT_IDLE
}
