package timewaitlab.tcp;

/** Numbers a kernel was compiled with and no setting changes. Each profile gives every one a value. */
public enum Constant {
    /** Jiffies a second, chosen at build time. */
    HZ(1000),
    /** Timestamp ticks a second: 0 for HZ, as up to 4.12; 1000 from 4.13. */
    TIMESTAMP_HZ(1000),
    /** Life of a time-wait entry, seconds: {@code TCP_TIMEWAIT_LEN}. */
    TCP_TIMEWAIT_LEN(60),
    /** Life of a per-host timestamp memory and of PAWS against a RST, seconds. */
    TCP_PAWS_MSL(60),
    /** Ticks a timestamp may lag on a live socket and against the per-host memory. */
    TCP_PAWS_WINDOW(1),
    /** Seconds after which an old timestamp proves nothing: 24 days, or 2147 s from 6.7. */
    PAWS_IDLE_LIMIT(2_073_600),
    /** Parts per 1000 jiffies of RTO that a duplicate ACK may lag: 1024 up to 6.7, 1200 from 6.8. */
    TS_REPLAY_FACTOR(1024),
    /** First retransmission timeout, milliseconds: {@code TCP_TIMEOUT_INIT}. */
    TCP_TIMEOUT_INIT(1000),
    /** RTO, ms, when the handshake gave no sample because its SYN-ACK was repeated: {@code TCP_TIMEOUT_FALLBACK}. */
    TCP_TIMEOUT_FALLBACK(3000),
    /** {@code TCP_RTO_MIN}, ms: where the model of the retries that are allowed begins. */
    TCP_RTO_MIN(200),
    /** No timeout after a round trip is shorter, ms. */
    TCP_RTO_FLOOR(0),
    /** {@code TCP_RTO_MAX}, ms: the longest timeout of a request. */
    TCP_RTO_MAX(120_000),
    /** Shortest delayed ACK, milliseconds: {@code TCP_DELACK_MIN}. */
    TCP_DELACK_MIN(40),
    /** Jiffies until a SYN refused by an unacceptable ACK is sent again; 0 where the kernel waits for its timer. */
    SYN_QUICK_RESEND(0),
    /** 1 where tail loss probes exist. For several segments they wait 10 ms; 2: 2 jiffies (4.13); 3: 2 ms (6.6). */
    TAIL_LOSS_PROBE(0),
    /** 1: nothing new leaves before what a timeout sent again is acknowledged; 0: but a FIN does (up to 6.9). */
    FIN_WAITS_FOR_WINDOW(0),
    /** 1: before any round trip was timed, a tail loss probe comes after {@link #TCP_TIMEOUT_INIT}. */
    PROBE_UNTIMED(0),
    /** 1 where time-wait timers fall into the slots of the two calendars (up to 4.0), else 0. */
    TIMEWAIT_CALENDAR(0),
    /** 1 where the per-host memory is kept per pair of addresses, 0 where per remote address. */
    PEER_MEMORY_PER_PAIR(0),
    /**
     * How the per-host memory is hashed: 0 not, up to 3.5; 1 by the address (from 3.7); 2 salted (from 4.1); 3 with
     * another factor (from 4.7).
     */
    METRICS_HASH(0),
    /** Buckets of the per-host memory from 3.6 on, of which a boot parameter decides: with 512 MB and more. */
    TCPMHASH_ENTRIES(16_384),
    /** 1 where the per-host memory takes IPv6 addresses (from 2.6.39), 0 where it takes IPv4 addresses only. */
    PEER_MEMORY_OVER_IPV6(1),
    /** How timestamps are randomised: 0 not, 1 per quadruplet, 2 per pair of addresses. */
    TIMESTAMP_OFFSET(0),
    /** 1 where seconds are those of a monotonic clock (from 4.19), 0 where they are the wall clock's. */
    MONOTONIC_SECONDS(0),
    /** 1 where timers fall on a wheel that rounds up (from 4.8). */
    TIMER_WHEEL(0),
    /** 1 where long timers are put off by up to 1/256 of their length (2.6.39 to 4.7). */
    TIMER_SLACK(0),
    /** 1 where data that comes in puts keepalive off, not only acknowledgements (from 2.6.34). */
    KEEPALIVE_HEARS_DATA(0),
    /** 1 where a port that is not to be had is WSAEADDRINUSE, whether bind() or connect() wanted it. */
    WINSOCK(0),
    /** Seconds after which initial sequence numbers are hashed with another key (300 up to 3.0); 0 for never. */
    ISN_REKEY(0),
    /** 1 where there is net.ipv4.ip_local_reserved_ports (from 2.6.35). */
    RESERVES_PORTS(1),
    /** 1 where round trips are timed in whole jiffies (up to 3.14). */
    RTT_IN_JIFFIES(0),
    /** 1 where the last wait before TCP_USER_TIMEOUT is cut to meet it (from 4.19). */
    RTO_CLAMPED(0),
    /** 1 where the wait for the next window probe is cut to meet TCP_USER_TIMEOUT (from 5.11). */
    PROBE_CLAMPED(0),
    /** Answers in a row that make a connection interactive: {@code TCP_PINGPONG_THRESH}, 3 from 5.1 to 5.18. */
    TCP_PINGPONG_THRESH(1),
    /** Longest TCP_LINGER2, seconds (120 from 5.8); 0 where what exceeds tcp_fin_timeout means that instead. */
    TCP_FIN_TIMEOUT_MAX(0),
    /** 1 where a request's SYN-ACK that is sent again counts as a retransmission (from 2.6.34). */
    SYNACK_RETRANS_COUNTED(0),
    /** Minutes that begin before a SYN cookie is too old: {@code MAX_SYNCOOKIE_AGE}, {@code COUNTER_TRIES}. */
    SYNCOOKIE_AGE(4),
    /** Seconds after the last SYN cookie in which ACKs are held for cookies: {@code TCP_SYNCOOKIE_VALID} from 4.1. */
    SYNCOOKIE_VALID(3),
    /** Whole seconds after which tcp_tw_reuse takes over an entry, up to 6.13. */
    TW_REUSE_SECONDS(2),
    /** Segments in the first window, {@code TCP_DEFAULT_INIT_RCVWND}; 0 for all there is room for, from 4.20. */
    INIT_RCVWND(0),
    /** Shift of the windows that this host offers, as the largest {@code tcp_rmem} asks for: 10 from 6.16. */
    RCV_WSCALE(7),
    /** 1 where TW and TWKilled are counted when an entry is made (from 6.0), 0 where when it ends. */
    TW_COUNTED_EARLY(0),
    /** 1 where connect() takes its first ts_recent from the per-host memory and shows it (2.6.32, as recorded). */
    CONNECT_SEEDS_TIMESTAMP(0),
    /** 1 where a connection that takes over a time-wait entry has no timestamp offset (4.10). */
    REUSE_WITHOUT_OFFSET(0),
    /** Options of setsockopt() that this kernel has not, as {@link SocketOption#bits}. */
    ABSENT_SOCKET_OPTIONS(0),
    /**
     * In which order connect() looks at ports: 0 one after the other (up to 4.1), 1 the same from an even offset on
     * (4.2), 2 those with the parity of the lowest port first, then the others (from 4.6).
     */
    PORT_SEARCH(0),
    /** 1 where the search begins from a table of perturbations by destination (from 5.12), 0 from a host-wide hint. */
    PORT_PERTURBATION(0),
    /** Up to how many candidates a successful search steps over by chance before the next begins. */
    PORT_NOISE(0),
    /** 1 where IP_LOCAL_PORT_RANGE makes connect() look at every port of it in order (from 6.8). */
    PORT_RANGE_STEP(0),
    /** 1 where bind() to port 0 looks at ports of the other parity than connect() first (from 4.6). */
    BIND_OTHER_PARITY(0),
    /** Value added to tw_snd_nxt for the ISN of a connection that takes over a time-wait entry. */
    TIMEWAIT_ISN_STEP(65_537);

    private final long initial;

    Constant(long initial) {
        this.initial = initial;
    }

    /** The value in a profile that says nothing else. */
    public long initial() {
        return initial;
    }
}
