package timewaitlab.viewmodel;

/** The thread on which properties may change. Tests pass {@code Runnable::run}. */
@FunctionalInterface
public interface UiThread {
    void later(Runnable task);
}
