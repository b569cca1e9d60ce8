package timewaitlab.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the sim thread, or a test, waits until somebody lets it pass. */
public final class Gate {
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch closed = new CountDownLatch(1);

    public void open() {
        closed.countDown();
    }

    /** True once it is open; as an answer of work that is nothing else. */
    public boolean pass() {
        try {
            assertThat(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("somebody opens the gate")
                    .isTrue();
            return true;
        } catch (InterruptedException hurried) {
            throw new IllegalStateException(hurried);
        }
    }
}
