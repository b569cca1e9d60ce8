package timewaitlab.export;

import timewaitlab.tcp.TcpState;
import timewaitlab.wire.Endpoint;

/**
 * A socket as diagnostic tools list it.
 *
 * @param receiveQueue bytes the application has not read, a FIN counting as one; of a listener, its accept queue
 * @param sendQueue sequence numbers that were not acknowledged; of a listener, its backlog
 * @param device the interface it is bound to, empty for none
 * @param timer as ss prints it between its brackets, such as {@code timewait,57sec,0}; empty for none
 * @param info what {@code ss -i} adds on a line of its own; empty for nothing
 */
public record SocketLine(
        TcpState state,
        long receiveQueue,
        long sendQueue,
        Endpoint local,
        String device,
        Endpoint remote,
        String timer,
        String info) {}
