package io.flotilla.proxy.api;

import io.flotilla.proxy.transport.Duplex;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One request of a client and the way to answer it. Used by the thread that handles it, unless a method says more. */
public interface ApiExchange {

    String method();

    /** Path as it came, still percent-encoded, without the query. */
    String rawPath();

    /** Query as it came, without the question mark; empty when there is none. */
    String rawQuery();

    Headers headers();

    /** Who asks, for logs: remote address, or the name of the unix socket. */
    String client();

    /** Length of the request body: bytes, 0 when there is none, -1 when chunked. */
    long contentLength();

    /** Request body, not buffered beyond a small window; may be read by another thread than the handling one. */
    InputStream body();

    /**
     * Sends status and headers at once; only the head of a body of known length up to 8 KiB may wait for the body. With a {@code Content-Length} header the body has that length; without, it is
     * chunked (or ends with the connection for HTTP/1.0). 1xx, 204, 304 and answers to HEAD have no body.
     */
    void respond(int status, Headers headers) throws IOException;

    /** Response body after {@link #respond}; {@code flush} puts everything on the wire. */
    OutputStream out();

    /** Whether the response head has left. */
    boolean committed();

    /**
     * Takes the connection over: writes {@code head} as it is and hands out the raw connection, early bytes of the
     * client included. The connection is closed when the handler returns.
     */
    Duplex hijack(byte[] head) throws IOException;

    /**
     * Runs {@code action} (on another thread, at most once) when the client goes away before the answer is complete, or
     * the server cuts it off. Several actions may be given.
     * To be used by everything that may stay silent for long; the watch ends with the exchange. Not for requests whose
     * body is still to be read.
     */
    void onClientGone(Runnable action);

    /** Ends the connection without completing the body, so that the client notices that something is missing. */
    void abort();
}
