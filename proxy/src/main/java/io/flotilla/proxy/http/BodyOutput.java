package io.flotilla.proxy.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/**
 * The body of an answer: small writes are gathered until {@link #flush}, large ones leave at once. One writer at a
 * time.
 */
final class BodyOutput extends OutputStream {
    /** Up to this many bytes are kept back until {@link #flush}. */
    static final int GATHER = 8 * 1024;

    /** The JDK copies each heap slice to native memory for every attempt to write it; this bounds the copy. */
    private static final int SLICE = 128 * 1024;

    private final ClientConnection connection;
    private final StreamSinkChannel sink;
    private final long length;
    private final boolean discard;
    private @Nullable ByteBuffer gathered;
    private long written;

    /**
     * @param length of the body, or -1 when unknown
     * @param discard when this answer has no body (HEAD, 204, 304): what is written is dropped
     */
    BodyOutput(ClientConnection connection, StreamSinkChannel sink, long length, boolean discard) {
        this.connection = connection;
        this.sink = sink;
        this.length = length;
        this.discard = discard;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, source.length);
        if (discard) {
            return;
        }
        if (length >= 0 && written + count > length) {
            throw new IOException("body is longer than its Content-Length of " + length);
        }
        written += count;
        ByteBuffer gathering = gathered;
        if (count < GATHER) {
            if (gathering == null) {
                gathering = ByteBuffer.allocate(GATHER);
                gathered = gathering;
            } else if (gathering.remaining() < count) {
                sendGathered();
            }
            gathering.put(source, offset, count);
            return;
        }
        sendGathered();
        for (int sent = 0; sent < count; sent += SLICE) {
            send(ByteBuffer.wrap(source, offset + sent, Math.min(SLICE, count - sent)));
        }
    }

    @Override
    public void flush() throws IOException {
        sendGathered();
        connection.write(sink::flush);
    }

    /** Whether everything promised was written. */
    boolean complete() {
        return discard || length < 0 || written == length;
    }

    /** Ends the body; to be called when {@link #complete}. */
    void finish() throws IOException {
        sendGathered();
        synchronized (connection.monitor()) {
            sink.shutdownWrites();
        }
        connection.write(sink::flush);
    }

    private void sendGathered() throws IOException {
        ByteBuffer gathering = gathered;
        if (gathering == null || gathering.position() == 0) {
            return;
        }
        gathering.flip();
        try {
            send(gathering);
        } finally {
            gathering.clear();
        }
    }

    private void send(ByteBuffer data) throws IOException {
        connection.write(() -> {
            sink.write(data);
            return !data.hasRemaining();
        });
    }
}
