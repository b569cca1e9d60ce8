package timewaitlab.trace;

/** Something a party remembers, by the kernel's own name for it, and how its number is read. */
public enum Field {
    STATE("state", Form.STATE),
    ORPHAN("orphan", Form.FLAG),
    BOUND_DEVICE("sk_bound_dev_if", Form.DEVICE),
    ISS("iss", Form.SEQUENCE),
    SND_UNA("snd_una", Form.SEQUENCE),
    SND_NXT("snd_nxt", Form.SEQUENCE),
    WRITE_SEQ("write_seq", Form.SEQUENCE),
    SND_WND("snd_wnd", Form.BYTES),
    MAX_WINDOW("max_window", Form.BYTES),
    SND_WL1("snd_wl1", Form.PEER_SEQUENCE),
    FIN_QUEUED("fin_queued", Form.FLAG),
    IRS("irs", Form.PEER_SEQUENCE),
    RCV_NXT("rcv_nxt", Form.PEER_SEQUENCE),
    RCV_WUP("rcv_wup", Form.PEER_SEQUENCE),
    RCV_WND("rcv_wnd", Form.BYTES),
    UNREAD("unread", Form.BYTES),
    FIN_RECEIVED("fin_received", Form.FLAG),
    FIN_READ("fin_read", Form.FLAG),
    OUT_OF_ORDER("ofo_end", Form.PEER_SEQUENCE),
    TSTAMP_OK("tstamp_ok", Form.FLAG),
    TS_RECENT("ts_recent", Form.TICK),
    TS_RECENT_STAMP("ts_recent_stamp", Form.SECOND),
    TS_OFFSET("tsoffset", Form.TICK),
    SACK_OK("sack_ok", Form.FLAG),
    SND_WSCALE("snd_wscale", Form.COUNT),
    RCV_WSCALE("rcv_wscale", Form.COUNT),
    SRTT("srtt_us", Form.MICROS),
    MDEV("mdev_us", Form.MICROS),
    RTO("rto", Form.MILLIS),
    RETRANSMITS("retransmits", Form.COUNT),
    PROBES_OUT("probes_out", Form.COUNT),
    LAST_OOW_ACK("last_oow_ack_time", Form.MOMENT),
    LAST_SENT("lsndtime", Form.MOMENT),
    LAST_RECEIVED("lrcvtime", Form.MOMENT),
    LAST_ACK_RECEIVED("rcv_tstamp", Form.MOMENT),
    RETRANSMIT_DUE("retransmit timer", Form.DUE),
    DELAYED_ACK_DUE("delayed-ACK timer", Form.DUE),
    KEEPALIVE_DUE("keepalive timer", Form.DUE),
    FIN_WAIT_2_DUE("FIN-WAIT-2 timer", Form.DUE),
    TIME_WAIT_DUE("time-wait timer", Form.DUE),
    ENTRY_STAMP("tw_entry_stamp", Form.MILLIS),
    ACCEPT_QUEUE("sk_ack_backlog", Form.COUNT),
    BACKLOG("sk_max_ack_backlog", Form.COUNT),
    REQUESTS("qlen", Form.COUNT),
    PEER_TS("ts", Form.TICK),
    PEER_STAMP("ts_stamp", Form.SECOND),
    /** When it is too old to refuse anybody: {@code TCP_PAWS_MSL} after its second. */
    PEER_DUE("refuses until", Form.DUE),
    CONNTRACK("conntrack state", Form.CONNTRACK_STATE),
    TIMEOUT_DUE("timeout", Form.DUE),
    SEEN_REPLY("SEEN_REPLY", Form.FLAG),
    ASSURED("ASSURED", Form.FLAG),
    OPENER_END("td_end", Form.SEQUENCE),
    OPENER_MAX_END("td_maxend", Form.SEQUENCE),
    OPENER_MAX_WIN("td_maxwin", Form.BYTES),
    REPLIER_END("td_end (reply)", Form.PEER_SEQUENCE),
    REPLIER_MAX_END("td_maxend (reply)", Form.PEER_SEQUENCE),
    REPLIER_MAX_WIN("td_maxwin (reply)", Form.BYTES);

    /** How the number of a field is read. */
    public enum Form {
        FLAG,
        COUNT,
        /** Index of a {@link timewaitlab.wire.Device}; 0 for none. */
        DEVICE,
        /** Number of a {@code TcpState}. */
        STATE,
        /** Number of a {@code ConntrackState}. */
        CONNTRACK_STATE,
        /** 32 bits of this side's sequence numbers. */
        SEQUENCE,
        /** 32 bits of the other side's. */
        PEER_SEQUENCE,
        /** 32 bits of a timestamp clock. */
        TICK,
        BYTES,
        /** A second of the host's clock; 0 for never. */
        SECOND,
        MILLIS,
        MICROS,
        /** Nanoseconds of the run; negative for never. */
        MOMENT,
        /** Nanoseconds of the run at which a timer rings; {@link Long#MAX_VALUE} for off. */
        DUE
    }

    private final String label;
    private final Form form;

    Field(String label, Form form) {
        this.label = label;
        this.form = form;
    }

    /** The kernel's name. */
    public String label() {
        return label;
    }

    public Form form() {
        return form;
    }
}
