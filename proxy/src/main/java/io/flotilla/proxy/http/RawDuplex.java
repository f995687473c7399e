package io.flotilla.proxy.http;

import io.flotilla.proxy.transport.BlockInput;
import io.flotilla.proxy.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A hijacked connection. {@link #close} tells the client the end and wakes our own threads; the socket itself is closed
 * by the front when the handler returns, so that the last bytes reach a client that is still sending.
 */
final class RawDuplex implements Duplex {
    private final ClientConnection connection;
    private final ConduitStreamSourceChannel source;
    private final ConduitStreamSinkChannel sink;
    private final In in;
    private final Out out = new Out();
    private volatile boolean cut;

    /** @param early what the client sent behind its request */
    RawDuplex(ClientConnection connection, byte[] early) {
        this.connection = connection;
        this.source = connection.channel().getSourceChannel();
        this.sink = connection.channel().getSinkChannel();
        this.in = new In(ByteBuffer.wrap(early));
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void shutdownOutput() throws IOException {
        synchronized (connection.monitor()) {
            sink.shutdownWrites();
        }
        out.flush();
    }

    @Override
    public void close() {
        if (cut) {
            return;
        }
        cut = true;
        synchronized (connection.monitor()) {
            try {
                sink.shutdownWrites();
                sink.flush();
            } catch (IOException e) {
                connection.close();
            }
        }
        connection.wakeAll();
    }

    private void requireUncut() throws IOException {
        if (cut) {
            throw new IOException("connection of " + connection.client() + " was closed");
        }
    }

    private final class In extends BlockInput {
        private final ByteBuffer early;

        In(ByteBuffer early) {
            this.early = early;
        }

        @Override
        protected int readBlock(byte[] target, int offset, int length) throws IOException {
            requireUncut();
            if (early.hasRemaining()) {
                int count = Math.min(length, early.remaining());
                early.get(target, offset, count);
                return count;
            }
            ByteBuffer into = ByteBuffer.wrap(target, offset, length);
            return connection.read(() -> {
                requireUncut();
                return source.read(into);
            });
        }

        @Override
        public int available() {
            return early.remaining();
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            ByteBuffer data = ByteBuffer.wrap(from, offset, length);
            connection.write(() -> {
                requireUncut();
                sink.write(data);
                return !data.hasRemaining();
            });
            flush();
        }

        @Override
        public void flush() throws IOException {
            connection.write(() -> {
                requireUncut();
                return sink.flush();
            });
        }
    }
}
