package io.flotilla.proxy.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hijacked connection; what came right after the response head is read first. */
final class RawDuplex implements Duplex {
    private final Connection connection;
    private final InputStream in = new Input();
    private final OutputStream out = new Output();
    private final AtomicBoolean outputEnded = new AtomicBoolean();

    RawDuplex(Connection connection) {
        this.connection = connection;
        connection.releaseBuffer();
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
        if (outputEnded.compareAndSet(false, true)) {
            connection.shutdownOutput();
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private final class Input extends BlockInput {
        @Override
        protected int readBlock(byte[] target, int offset, int length) throws IOException {
            int count = connection.read(target, offset, length);
            connection.releaseBuffer();
            return count;
        }

        @Override
        public int available() {
            return connection.buffered();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            connection.write(bytes, offset, length);
        }

        /** Ends this direction only. */
        @Override
        public void close() throws IOException {
            shutdownOutput();
        }
    }
}
