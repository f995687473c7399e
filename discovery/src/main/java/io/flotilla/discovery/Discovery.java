package io.flotilla.discovery;

/**
 * A source of addresses that reports by itself.
 *
 * <p>Made latent (no I/O, no threads), started once, closed always; closing twice is fine and ends every thread that
 * {@link #start} began, after which the listener is not called any more.
 */
public interface Discovery extends AutoCloseable {

    /**
     * Begins to report. The first report may come on the calling thread or later on another; reports never overlap.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    void start(DiscoveryListener listener);

    @Override
    void close();
}
