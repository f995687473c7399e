package io.flotilla.proxy.http;

import io.flotilla.proxy.transport.BlockInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.xnio.channels.StreamSourceChannel;

/**
 * The body of a request. A client that goes away before its end causes an {@link IOException}. One reader at a time.
 *
 * <p>Large reads go straight to the caller's array; small ones through a window of {@value #WINDOW} bytes.
 */
final class BodyInput extends BlockInput {
    private static final int WINDOW = 8 * 1024;

    private final ClientConnection connection;
    private final StreamSourceChannel source;
    private final Continue expectation;
    private final ReentrantLock turn = new ReentrantLock();
    private ByteBuffer window = ByteBuffer.allocate(0);
    private boolean ended;
    private volatile boolean released;

    /** Tells a client that waits for it that the body is wanted. */
    @FunctionalInterface
    interface Continue {
        void wanted() throws IOException;
    }

    BodyInput(ClientConnection connection, StreamSourceChannel source, Continue expectation) {
        this.connection = connection;
        this.source = source;
        this.expectation = expectation;
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) throws IOException {
        turn.lock();
        try {
            return receiveSome(target, offset, length);
        } finally {
            turn.unlock();
        }
    }

    private int receiveSome(byte[] target, int offset, int length) throws IOException {
        if (!window.hasRemaining() && length >= WINDOW) {
            return receive(ByteBuffer.wrap(target, offset, length), Gate.FOREVER);
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, window.remaining());
        window.get(target, offset, count);
        return count;
    }

    /**
     * Whether more is to come than fits into the window, and nobody reads it at the moment. Looks without waiting; what
     * it finds stays readable.
     */
    boolean leftAlone() throws IOException {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            int count = 1;
            while (!ended && count > 0 && window.remaining() < WINDOW) {
                byte[] seen = new byte[window.remaining()];
                window.get(seen);
                window = ByteBuffer.allocate(WINDOW).put(seen);
                try {
                    count = receive(window, 0);
                } finally {
                    window.flip();
                }
            }
            return !ended;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Reads and forgets up to {@code most} bytes, waiting {@code nanos} for each part; true when the body is over then.
     * False also when another thread is still reading.
     */
    boolean drain(long most, long nanos) throws IOException {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            long left = most - window.remaining();
            window.position(window.limit());
            while (left >= 0) {
                int count = receiveWindow(nanos);
                if (count <= 0) {
                    return count < 0;
                }
                left -= count;
                window.position(window.limit());
            }
            return false;
        } finally {
            turn.unlock();
        }
    }

    /** Later reads fail: the connection belongs to the next request. To be called under the connection's monitor. */
    void release() {
        released = true;
    }

    private boolean fill() throws IOException {
        return window.hasRemaining() || receiveWindow(Gate.FOREVER) > 0;
    }

    private int receiveWindow(long nanos) throws IOException {
        if (ended) {
            return -1;
        }
        if (window.capacity() == 0) {
            window = ByteBuffer.allocate(WINDOW);
        }
        window.clear();
        int count = 0;
        try {
            count = receive(window, nanos);
        } finally {
            window.flip();
        }
        return count;
    }

    private int receive(ByteBuffer into, long nanos) throws IOException {
        if (ended) {
            return -1;
        }
        if (nanos == Gate.FOREVER) {
            expectation.wanted();
        }
        int count = connection.read(() -> readOnce(into), nanos);
        ended = count < 0;
        return count;
    }

    private int readOnce(ByteBuffer into) throws IOException {
        if (released) {
            throw new IOException("request of " + connection.client() + " is over");
        }
        int count = source.read(into);
        // A closed connection ends the exchange, whose channel then pretends an ordinary end.
        if (count < 0 && connection.closed()) {
            throw new IOException("client " + connection.client() + " went away before the end of its request");
        }
        return count;
    }
}
