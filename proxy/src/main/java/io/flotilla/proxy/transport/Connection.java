package io.flotilla.proxy.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An open connection of any kind with a read buffer.
 *
 * <p>One thread reads and one writes at a time; closing is allowed from anywhere and wakes both.
 */
final class Connection implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final byte[] NOTHING = {};

    /** The two ends of the wire after TLS, if any, and how to say that nothing more is sent. */
    record Wire(InputStream in, OutputStream out, HalfClose halfClose, boolean tls) {}

    /** Ends the sending direction. */
    @FunctionalInterface
    interface HalfClose {
        void run() throws IOException;
    }

    private final Lifeline lifeline;
    private final SocketChannel channel;
    private final Wire wire;
    private byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long received;
    private Alarm.@Nullable Wait silence;
    private boolean frozen;
    private boolean reused;

    Connection(Lifeline lifeline, SocketChannel channel, Wire wire) {
        this.lifeline = lifeline;
        this.channel = channel;
        this.wire = wire;
    }

    Lifeline lifeline() {
        return lifeline;
    }

    boolean tls() {
        return wire.tls();
    }

    /** Bytes that came in so far. */
    long received() {
        return received;
    }

    /** Whether it carried a request before and was idle since. */
    boolean reused() {
        return reused;
    }

    void markReused() {
        reused = true;
    }

    /** Longest wait for bytes in reads from now on; zero waits without end. */
    void allowSilence(Duration longest) {
        silence = longest.isZero() ? null : new Alarm.Wait("data", longest, false);
    }

    /** While frozen, reads are served from the buffer and fail where they would need the wire. */
    void freeze(boolean on) {
        frozen = on;
    }

    int buffered() {
        return limit - position;
    }

    /** Whether this many line ends are buffered. */
    boolean buffersLines(int count) {
        int found = 0;
        for (int i = position; i < limit && found < count; i++) {
            if (buffer[i] == '\n') {
                found++;
            }
        }
        return found == count;
    }

    /** Waits until this many bytes are buffered, at most a buffer full; false if the peer ends before. */
    boolean await(int count) throws IOException {
        while (buffered() < count) {
            if (!fill()) {
                return false;
            }
        }
        return true;
    }

    /** A buffered byte, without taking it. */
    byte peek(int index) {
        return buffer[position + index];
    }

    /** Next byte, or -1 at the end. */
    int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    /** Reads what is there, at least one byte; -1 at the end. Large arrays are filled straight from the wire. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (position == limit) {
            if (length >= buffer.length / 2) {
                return fromWire(target, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    /** Gives up the buffer once it is empty: raw connections live long, and their readers have buffers of their own. */
    void releaseBuffer() {
        if (position == limit && buffer.length > 0) {
            buffer = NOTHING;
            position = 0;
            limit = 0;
        }
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
        } else if (limit == buffer.length) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        int count = fromWire(buffer, limit, buffer.length - limit);
        if (count <= 0) {
            return false;
        }
        limit += count;
        return true;
    }

    private int fromWire(byte[] target, int offset, int length) throws IOException {
        if (frozen) {
            throw new EOFException("nothing more is buffered");
        }
        Alarm.Wait wait = silence;
        if (wait != null) {
            lifeline.alarm().arm(wait);
        }
        int count = wire.in().read(target, offset, length);
        if (wait != null) {
            lifeline.alarm().disarm();
        }
        if (count > 0) {
            received += count;
        }
        return count;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        wire.out().write(bytes, offset, length);
    }

    void shutdownOutput() throws IOException {
        wire.halfClose().run();
    }

    /**
     * Whether the peer has ended this idle connection. Looks at the socket beneath TLS without waiting: an idle peer
     * has nothing to say, so a byte there (a TLS goodbye, a late error) ends the connection just as well.
     */
    boolean seenClosed() {
        if (lifeline.closed()) {
            return true;
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        lifeline.close();
    }
}
