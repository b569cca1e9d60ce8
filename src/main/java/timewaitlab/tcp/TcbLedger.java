package timewaitlab.tcp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the sockets of a recorded host were like, whenever somebody wanted to keep it. A state is kept as what differs
 * from the one before it of the same socket: some eighty bytes where a copy of a socket takes four hundred, and nothing
 * that a garbage collector had to look at.
 */
public final class TcbLedger {
    /** Words that {@link #isNews} compares. */
    public static final int SHOWN = TcbWords.SHOWN;

    private static final int SHIFT = 13;
    private static final int CHUNK = 1 << SHIFT;
    /** After so many differences everything is written down again, so that a state is found in a few steps. */
    private static final int DIFFERENCES = 16;

    private static final int NONE = -1;
    private static final long ALL = (1L << TcbWords.COUNT) - 1;

    private long[][] chunks = {};
    private int size;
    private final List<Extras> extras = new ArrayList<>();
    private final long[] now = new long[TcbWords.COUNT];

    /** What is hardly ever other than as new. */
    private record Extras(SocketOptions options, ReceiveQueue outOfOrder) {
        static final Extras NONE = new Extras(SocketOptions.NONE, new ReceiveQueue());

        static Extras of(Tcb socket) {
            ReceiveQueue queue = new ReceiveQueue();
            queue.set(socket.outOfOrder);
            return new Extras(socket.options, queue);
        }

        boolean isOf(Tcb socket) {
            return options.equals(socket.options) && outOfOrder.isLike(socket.outOfOrder);
        }

        void into(Tcb socket) {
            socket.options = options;
            socket.outOfOrder.set(outOfOrder);
        }
    }

    /** The state of one socket that was kept last. */
    static final class Page {
        private final TcbLedger ledger;
        private final long[] words = new long[TcbWords.COUNT];
        private int last = NONE;
        private int differences;

        private Page(TcbLedger ledger) {
            this.ledger = ledger;
        }

        TcbLedger ledger() {
            return ledger;
        }

        /** The socket begins anew: nothing of what was kept is its own. */
        void turn() {
            last = NONE;
        }
    }

    /** Whether this socket is kept here; from now on it is. */
    public void keeps(Tcb socket) {
        if (socket.page == null || socket.page.ledger != this) {
            socket.page = new Page(this);
        }
    }

    /** Keeps a socket as it is now; where, is the answer, the same as before if nothing is different. */
    public int keep(Tcb socket) {
        keeps(socket);
        return keep(socket, pageOf(socket));
    }

    int keep(Tcb socket, Page page) {
        TcbWords.pack(socket, now);
        now[TcbWords.EXTRAS] = extras(socket, page.last == NONE ? 0 : (int) page.words[TcbWords.EXTRAS]);
        long changed = page.last == NONE || page.differences == DIFFERENCES ? ALL : changed(page.words);
        if (changed != 0) {
            write(page, changed);
        }
        return page.last;
    }

    private static Page pageOf(Tcb socket) {
        Page page = socket.page;
        if (page == null) {
            throw new IllegalStateException("nobody keeps this socket");
        }
        return page;
    }

    private int extras(Tcb socket, int before) {
        if (Extras.NONE.isOf(socket)) {
            return 0;
        }
        if (before > 0 && extras.get(before - 1).isOf(socket)) {
            return before;
        }
        extras.add(Extras.of(socket));
        return extras.size();
    }

    private long changed(long[] before) {
        long changed = 0;
        for (int i = 0; i < TcbWords.COUNT; i++) {
            changed |= now[i] == before[i] ? 0 : 1L << i;
        }
        return changed;
    }

    /** A word that says which words follow, and where the state before is unless all of them do. */
    private void write(Page page, long changed) {
        if (changed == ALL) {
            page.differences = 0;
        }
        int at = size;
        add((changed == ALL ? 0L : (long) page.last << 32) | changed);
        for (long left = changed; left != 0; left &= left - 1) {
            int word = Long.numberOfTrailingZeros(left);
            page.words[word] = now[word];
            add(now[word]);
        }
        page.last = at;
        page.differences++;
    }

    private void add(long word) {
        int chunk = size >> SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(4, 2 * chunk));
        }
        if ((size & CHUNK - 1) == 0) {
            chunks[chunk] = new long[CHUNK];
        }
        chunks[chunk][size++ & CHUNK - 1] = word;
    }

    private long get(int at) {
        return chunks[at >> SHIFT][at & CHUNK - 1];
    }

    /** A socket like the one that was kept there; it is the caller's. */
    public Tcb open(int place) {
        long[] words = new long[TcbWords.COUNT];
        long missing = ALL;
        int at = place;
        while (missing != 0) {
            long there = get(at) & ALL;
            int next = at + 1;
            for (long left = there; left != 0; left &= left - 1) {
                int word = Long.numberOfTrailingZeros(left);
                if ((missing >>> word & 1) != 0) {
                    words[word] = get(next);
                }
                next++;
            }
            missing &= ~there;
            at = (int) (get(at) >>> 32);
        }
        Tcb socket = new Tcb();
        TcbWords.unpack(words, socket);
        if (words[TcbWords.EXTRAS] != 0) {
            extras.get((int) words[TcbWords.EXTRAS] - 1).into(socket);
        }
        return socket;
    }

    /**
     * Whether a socket that was just kept looks otherwise than {@code shown} to whoever is shown its fields; from now
     * on {@code shown} is how it looks. Not all that rules look at is shown.
     */
    public boolean isNews(Tcb socket, long[] shown) {
        long[] words = pageOf(socket).words;
        boolean news = !Arrays.equals(words, 0, TcbWords.SHOWN, shown, 0, TcbWords.SHOWN);
        System.arraycopy(words, 0, shown, 0, TcbWords.SHOWN);
        return news;
    }

    /** A copy that shares nothing with the socket. */
    static Tcb copy(Tcb socket) {
        long[] words = new long[TcbWords.COUNT];
        TcbWords.pack(socket, words);
        Tcb copy = new Tcb();
        TcbWords.unpack(words, copy);
        copy.meanDeviation = socket.meanDeviation;
        Extras.of(socket).into(copy);
        return copy;
    }
}
