package io.flotilla.proxy.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.ImmediatePooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that a client went away while its answer is silent: a write would tell only much later. Ends of stream count
 * as gone, as in Go's server; no client of Docker half-closes an ordinary request. A connection that our own side cuts
 * counts as well, so that whatever works for the answer stops.
 *
 * <p>Bytes that come meanwhile are the next request. They are kept for it up to one buffer; then the watch is blind.
 */
final class ClientWatch {
    private final ClientConnection connection;
    private final HttpServerConnection http;
    private final ConduitStreamSourceChannel source;
    private final Runnable gone;
    private final AtomicBoolean told = new AtomicBoolean();
    private final ChannelListener<ConduitStreamSourceChannel> listener = this::readable;
    private @Nullable PooledByteBuffer kept;
    private boolean over;

    /** @param gone called at most once, perhaps on an I/O thread: must not block */
    ClientWatch(ClientConnection connection, HttpServerConnection http, Runnable gone) {
        this.connection = connection;
        this.http = http;
        this.source = connection.channel().getSourceChannel();
        this.gone = gone;
    }

    void start() {
        synchronized (connection.monitor()) {
            source.setReadListener(listener);
            // The source channel still has the request body's layer on top, which reports its end for ever.
            http.getOriginalSourceConduit().resumeReads();
        }
        connection.onClose(this::tell);
    }

    /** Stops watching and hands over what came meanwhile. */
    void stop() {
        synchronized (connection.monitor()) {
            if (!over) {
                over = true;
                http.getOriginalSourceConduit().suspendReads();
                connection.stopReading();
            }
            PooledByteBuffer buffer = kept;
            kept = null;
            if (buffer != null) {
                giveBack(buffer);
            }
        }
    }

    /** The listener is compared by identity: anything else there belongs to another user of the channel. */
    @SuppressWarnings("ReferenceEquality")
    private void readable(ConduitStreamSourceChannel ignored) {
        boolean lost = false;
        synchronized (connection.monitor()) {
            if (over || source.getReadListener() != listener) {
                return;
            }
            lost = look();
            if (lost) {
                over = true;
                http.getOriginalSourceConduit().suspendReads();
                connection.stopReading();
            }
        }
        if (lost) {
            tell();
        }
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            gone.run();
        }
    }

    private boolean look() {
        PooledByteBuffer buffer = kept;
        if (buffer == null) {
            buffer = http.getByteBufferPool().allocate();
            kept = buffer;
        }
        ByteBuffer into = buffer.getBuffer();
        try {
            int count = http.getOriginalSourceConduit().read(into);
            if (!into.hasRemaining()) {
                http.getOriginalSourceConduit().suspendReads();
            }
            return count < 0;
        } catch (IOException e) {
            return true;
        } finally {
            if (into.position() == 0) {
                buffer.close();
                kept = null;
            }
        }
    }

    private void giveBack(PooledByteBuffer buffer) {
        ByteBuffer late = buffer.getBuffer().flip();
        PooledByteBuffer early = http.getExtraBytes();
        if (early == null) {
            http.setExtraBytes(buffer);
            return;
        }
        ByteBuffer both = ByteBuffer.allocate(early.getBuffer().remaining() + late.remaining());
        both.put(early.getBuffer()).put(late).flip();
        early.close();
        buffer.close();
        http.setExtraBytes(new ImmediatePooledByteBuffer(both));
    }
}
