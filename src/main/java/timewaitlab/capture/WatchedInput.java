package timewaitlab.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import timewaitlab.base.Watch;

/** A file that somebody waits for while it is read. */
final class WatchedInput extends FilterInputStream {
    private final Watch watch;
    private final long size;
    private long position;

    /** @param size bytes of the file */
    WatchedInput(InputStream in, Watch watch, long size) {
        super(in);
        this.watch = watch;
        this.size = size;
    }

    /** Asked for a block at a time, by the buffer that is between. */
    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        watch.orGiveUp();
        int read = super.read(into, from, count);
        position += Math.max(0, read);
        watch.reached(position, size);
        return read;
    }
}
