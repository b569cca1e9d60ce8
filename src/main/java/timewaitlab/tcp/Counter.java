package timewaitlab.tcp;

/** Counters by their nstat names. An outcome names them by {@link #bit}. */
public enum Counter {
    TcpActiveOpens,
    TcpPassiveOpens,
    TcpAttemptFails,
    TcpEstabResets,
    TcpRetransSegs,
    TcpInErrs,
    TcpOutRsts,
    TcpExtEmbryonicRsts,
    TcpExtTW,
    TcpExtTWRecycled,
    TcpExtTWKilled,
    TcpExtPAWSPassive,
    TcpExtPAWSActive,
    TcpExtPAWSEstab,
    TcpExtPAWSOldAck,
    TcpExtPAWSTimewait,
    TcpExtBeyondWindow,
    TcpExtTSEcrRejected,
    TcpExtDelayedACKs,
    TcpExtDelayedACKLost,
    TcpExtListenOverflows,
    TcpExtListenDrops,
    TcpExtTCPAbortOnData,
    TcpExtTCPAbortOnClose,
    TcpExtTCPAbortOnTimeout,
    TcpExtTCPAbortOnSyn,
    TcpExtTCPAbortOnMemory,
    TcpExtTCPAbortOnLinger,
    TcpExtTCPKeepAlive,
    TcpExtTCPTimeWaitOverflow,
    TcpExtTCPTimeouts,
    TcpExtTCPLossProbes,
    TcpExtTCPChallengeACK,
    TcpExtTCPSYNChallenge,
    TcpExtTCPSynRetrans,
    TcpExtTCPACKSkippedSynRecv,
    TcpExtTCPACKSkippedPAWS,
    TcpExtTCPACKSkippedSeq,
    TcpExtTCPACKSkippedFinWait2,
    TcpExtTCPACKSkippedTimeWait,
    TcpExtTCPACKSkippedChallenge,
    TcpExtTCPOFOQueue,
    TcpExtTCPDSACKOldSent,
    TcpExtTCPReqQFullDoCookies,
    TcpExtTCPReqQFullDrop,
    TcpExtTCPPureAcks;

    /** This counter in the mask of an outcome. */
    public long bit() {
        return 1L << ordinal();
    }
}
