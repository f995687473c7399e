package io.flotilla.proxy.transport;

/**
 * The one HTTP path to an engine. Safe for any number of threads; calls block (use virtual threads).
 *
 * <p>All failures are {@link TransportException}s. Requests without body or with {@link RequestBody.Bytes} and an
 * idempotent method (GET, HEAD, OPTIONS) are repeated once when a pooled connection turns out to be stale; nothing else
 * is ever sent twice. Only a malformed request (line breaks, blanks in the target) is an {@link
 * IllegalArgumentException}; nothing is sent then.
 */
public interface EngineTransport extends AutoCloseable {

    /** Where this transport leads, as shown to users: {@code host:port} or {@code unix:///path}. */
    String address();

    /**
     * Sends a request and returns when the response head is there. A streamed body is sent by another thread and may
     * still be on its way then; if the engine answers early and stops reading, the rest of the body is not read.
     */
    EngineResponse send(EngineRequest request);

    /**
     * Sends a request whose connection turns raw. The request's {@code Connection} and {@code Upgrade} headers are sent
     * as given; never uses a pooled connection. A streamed body is sent to its end before the answer is read.
     */
    Hijacked hijack(EngineRequest request);

    /** Closes pooled and busy connections; later calls fail. Twice is fine. */
    @Override
    void close();
}
