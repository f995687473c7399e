package io.flotilla.proxy.cli;

/** A manager at work. Closing twice is fine. */
public interface RunningManager extends AutoCloseable {

    /**
     * Blocks until the manager is closed or cannot go on.
     *
     * @throws Fatal if it cannot go on
     */
    void await() throws InterruptedException;

    /** Stops serving and ends every thread, within seconds. */
    @Override
    void close();
}
