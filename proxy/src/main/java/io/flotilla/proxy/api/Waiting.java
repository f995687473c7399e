package io.flotilla.proxy.api;

import io.flotilla.proxy.transport.TransportException;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Waits for an engine's answer as long as the client does. Some answers begin late (a stop with a long grace, a count of
 * statistics) or never (an engine that hangs); a client that left must not keep a thread and a connection until then.
 */
final class Waiting {
    private final Thread thread = Thread.currentThread();
    private boolean over;
    private boolean woken;

    private Waiting() {}

    /** @throws IOException when the client went away first; the request to the engine is cut then */
    static <T> T forAnswer(Call call, Supplier<T> request) throws IOException {
        Waiting waiting = new Waiting();
        call.exchange().onClientGone(waiting::wake);
        try {
            return request.get();
        } catch (TransportException e) {
            if (waiting.end()) {
                throw new IOException("the client went away", e);
            }
            throw e;
        } finally {
            boolean ignored = waiting.end();
        }
    }

    private synchronized void wake() {
        if (!over) {
            woken = true;
            thread.interrupt();
        }
    }

    /** From here on nobody is woken; an interrupt that came is taken back. Tells whether it did. */
    private synchronized boolean end() {
        if (!over && woken) {
            boolean ignored = Thread.interrupted();
        }
        over = true;
        return woken;
    }
}
