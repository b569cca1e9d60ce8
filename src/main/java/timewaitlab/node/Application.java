package timewaitlab.node;

import timewaitlab.tcp.Tcb;

/** Who uses a host's sockets. Called when the segment or timer that caused it has been dealt with. */
public interface Application {
    /** Nobody: connections wait in the accept queue, data is not read. */
    Application NONE = new Application() {
        @Override
        public void accepted(Tcb socket) {}

        @Override
        public void woken(Tcb socket) {}
    };

    /** A connection joined the accept queue. */
    void accepted(Tcb socket);

    /** Something a blocked call may wait for happened: connected, data, end of file, error. */
    void woken(Tcb socket);
}
