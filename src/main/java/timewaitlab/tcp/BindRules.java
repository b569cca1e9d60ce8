package timewaitlab.tcp;

import static timewaitlab.decide.Check.isSet;
import static timewaitlab.decide.Rule.rule;
import static timewaitlab.decide.Stage.stage;

import java.util.List;
import java.util.function.Predicate;
import timewaitlab.base.Sysctl;
import timewaitlab.decide.Check;
import timewaitlab.decide.Cite;
import timewaitlab.decide.Disposition;
import timewaitlab.decide.Operand;
import timewaitlab.decide.Outcome;
import timewaitlab.decide.Party;
import timewaitlab.decide.Rule;
import timewaitlab.decide.RuleChain;
import timewaitlab.decide.Unit;

/**
 * Whether a local port may be shared with those who own it: net/ipv4/inet_connection_sock.c {@code inet_bind_conflict},
 * up to 3.8 {@code inet_csk_bind_conflict}. A time-wait entry owns the port of the socket it was, with its options.
 */
public final class BindRules {
    private static final Cite BIND_CONFLICT = new Cite("net/ipv4/inet_connection_sock.c", "inet_bind_conflict()");

    private static final Check<BindAttempt> OWNED =
            isSet("bind.owned", Operand.derived("owners of the port", Unit.COUNT, s -> s.owners), BIND_CONFLICT);
    private static final Check<BindAttempt> ADDRESSES_MEET =
            isSet("bind.addresses-meet", flag("addresses overlap", s -> s.addressesMeet), BIND_CONFLICT);
    private static final Check<BindAttempt> DEVICES_MEET =
            isSet("bind.devices-meet", flag("devices overlap", s -> s.devicesMeet), BIND_CONFLICT);
    private static final Check<BindAttempt> REUSES_ADDRESS =
            isSet("bind.reuses-address", flag("SO_REUSEADDR", s -> s.reuseAddress), BIND_CONFLICT);
    private static final Check<BindAttempt> OWNER_REUSES_ADDRESS = isSet(
            "bind.owner-reuses-address", flag("SO_REUSEADDR of the owner", s -> s.ownerReusesAddress), BIND_CONFLICT);
    private static final Check<BindAttempt> OWNER_LISTENS =
            isSet("bind.owner-listens", flag("owner in LISTEN", s -> s.ownerListens), BIND_CONFLICT);
    private static final Check<BindAttempt> PORT_NAMED =
            isSet("bind.port-named", flag("port named in bind()", s -> s.namedPort), BIND_CONFLICT);
    private static final Check<BindAttempt> LOOKS_AGAIN =
            isSet("bind.looks-again", flag("no port is free", s -> s.looksAgain), BIND_CONFLICT);
    private static final Check<BindAttempt> AUTOBIND_REUSES = isSet(
            "bind.autobind-reuses",
            Operand.<BindAttempt>settable(
                    "ip_autobind_reuse",
                    Unit.COUNT,
                    Party.OPERATOR,
                    s -> s.settings.get(Sysctl.IP_AUTOBIND_REUSE),
                    (s, v) -> s.settings = s.settings.with(Sysctl.IP_AUTOBIND_REUSE, v == 0 ? 0 : 1)),
            BIND_CONFLICT);
    private static final Check<BindAttempt> REUSES_PORT =
            isSet("bind.reuses-port", flag("SO_REUSEPORT", s -> s.reusePort), BIND_CONFLICT);
    private static final Check<BindAttempt> OWNER_REUSES_PORT =
            isSet("bind.owner-reuses-port", flag("SO_REUSEPORT of the owner", s -> s.ownerReusesPort), BIND_CONFLICT);

    private static final Outcome IN_USE = Outcome.of(Disposition.DROP, Reason.EADDRINUSE);
    private static final Outcome BOUND = Outcome.of(Disposition.ACCEPT, Reason.BOUND);
    private static final Outcome SHARED = Outcome.of(Disposition.ACCEPT, Reason.PORT_SHARED);

    private static final Rule<BindAttempt> UNOWNED =
            rule("bind.free", BIND_CONFLICT, (s, ask) -> ask.holds(OWNED, s) ? Outcome.PASS : BOUND);
    private static final Rule<BindAttempt> OTHER_ADDRESS =
            rule("bind.other-address", BIND_CONFLICT, (s, ask) -> ask.holds(ADDRESSES_MEET, s) ? Outcome.PASS : SHARED);
    private static final Rule<BindAttempt> OTHER_DEVICE =
            rule("bind.other-device", BIND_CONFLICT, (s, ask) -> ask.holds(DEVICES_MEET, s) ? Outcome.PASS : SHARED);
    /** Both have SO_REUSEADDR, and nobody listens. bind() to port 0 shares only with ip_autobind_reuse (from 5.7). */
    private static final Rule<BindAttempt> REUSE_ADDRESS = rule(
            "bind.reuse-address",
            BIND_CONFLICT,
            (s, ask) -> ask.holds(REUSES_ADDRESS, s)
                            && ask.holds(OWNER_REUSES_ADDRESS, s)
                            && !ask.holds(OWNER_LISTENS, s)
                            && (ask.holds(PORT_NAMED, s) || ask.holds(LOOKS_AGAIN, s) && ask.holds(AUTOBIND_REUSES, s))
                    ? SHARED
                    : Outcome.PASS);
    /** From 3.9. All sockets of this laboratory belong to one user. */
    public static final Rule<BindAttempt> REUSE_PORT = rule(
            "bind.reuse-port",
            BIND_CONFLICT,
            (s, ask) -> ask.holds(REUSES_PORT, s) && ask.holds(OWNER_REUSES_PORT, s) && ask.holds(PORT_NAMED, s)
                    ? SHARED
                    : Outcome.PASS);

    private static final Rule<BindAttempt> TAKEN = rule("bind.in-use", BIND_CONFLICT, (s, ask) -> IN_USE);

    private BindRules() {}

    /** The chain of 2.6.32. */
    public static RuleChain<BindAttempt> chain() {
        return new RuleChain<>(
                "bind",
                List.of(stage("owners", UNOWNED, OTHER_ADDRESS, OTHER_DEVICE, REUSE_ADDRESS, TAKEN)),
                List.of(),
                BOUND);
    }

    private static Operand<BindAttempt> flag(String name, Predicate<BindAttempt> is) {
        return Operand.derived(name, Unit.FLAG, s -> is.test(s) ? 1 : 0);
    }
}
