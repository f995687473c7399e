package io.flotilla.proxy.transport;

import java.io.InputStream;

/**
 * An answer whose body is read as it comes.
 *
 * <p>Close it always. A body read to its end gives the connection back to the pool; closing earlier (from any thread)
 * cuts the connection, which makes the engine cancel the request and wakes a blocked reader.
 */
public interface EngineResponse extends AutoCloseable {

    ResponseHead head();

    /**
     * Body without transfer coding; reads fail with {@link TransportException}. Not thread-safe. {@code available} says
     * how much can be read without waiting; closing it closes the response.
     */
    InputStream body();

    default int status() {
        return head().status();
    }

    default Headers headers() {
        return head().headers();
    }

    @Override
    void close();
}
