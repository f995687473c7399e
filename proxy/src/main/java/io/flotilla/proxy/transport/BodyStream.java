package io.flotilla.proxy.transport;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A response body as the caller sees it: failures are {@link TransportException}s, {@link #available} tells what can be
 * read without waiting, and closing the stream closes the response.
 */
final class BodyStream extends BlockInput {
    private final BodySource source;
    private final Function<IOException, TransportException> explain;
    private final Runnable onEnd;
    private final Runnable onClose;
    // Held by the reader during a read, so that closing from another thread knows who owns the source.
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean endReported;

    BodyStream(BodySource source, Function<IOException, TransportException> explain, Runnable onEnd, Runnable onClose) {
        this.source = source;
        this.explain = explain;
        this.onEnd = onEnd;
        this.onClose = onClose;
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) {
        if (endReported) {
            return -1;
        }
        if (!busy.compareAndSet(false, true)) {
            throw explain.apply(new IOException("closed on this side"));
        }
        try {
            int count = source.read(target, offset, length);
            reportEnd();
            return count;
        } catch (IOException e) {
            TransportException failure = explain.apply(e);
            onClose.run();
            throw failure;
        } finally {
            busy.set(false);
        }
    }

    @Override
    public int available() {
        return busy.get() ? 0 : source.available();
    }

    /** Reports an end that needs no reading, such as that of an empty body. */
    void reportEnd() {
        if (!endReported && source.ended()) {
            endReported = true;
            onEnd.run();
        }
    }

    /**
     * Takes the rest of the body if it is here already, for readers that stop at the end of their document and leave
     * the last chunk. Ends reading for good, unless a reader is at work.
     */
    void finishFromBuffer() {
        if (!busy.compareAndSet(false, true) || endReported) {
            return;
        }
        source.connection.freeze(true);
        try {
            byte[] dropped = new byte[1024];
            while (!source.ended() && source.read(dropped, 0, dropped.length) >= 0) {
                // Only what is buffered is read.
            }
            source.connection.freeze(false);
            reportEnd();
        } catch (IOException e) {
            // The rest is still to come: the connection will be cut.
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
