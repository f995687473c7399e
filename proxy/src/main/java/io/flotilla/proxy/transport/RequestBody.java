package io.flotilla.proxy.transport;

import java.io.InputStream;

/** What a request carries. */
public sealed interface RequestBody {

    /** No body; no length is sent unless the method wants one. */
    record Empty() implements RequestBody {}

    /** A body in memory; can be sent again on another connection. */
    record Bytes(byte[] bytes) implements RequestBody {}

    /**
     * A body read once while it is sent, on a thread of its own, so that the answer may start before it ends.
     * When the response is closed early that thread is interrupted, which should end a read that blocks. A failing read
     * cuts the connection, so that the engine sees an upload that broke off. The stream is not closed.
     *
     * @param length bytes to come, or -1 when unknown (sent chunked)
     */
    record Streamed(InputStream in, long length) implements RequestBody {}

    static RequestBody empty() {
        return new Empty();
    }
}
