package io.flotilla.proxy.http;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.ssl.SslConnection;

/**
 * One connection of a client, used in the blocking manner by virtual threads.
 *
 * <p>A thread that has to wait registers interest with the selector and parks; the I/O thread unparks it. XNIO's own
 * blocking helpers open a selector per waiting thread instead, which costs two file descriptors for each silent stream
 * until the garbage collector comes by.
 *
 * <p>Every touch of the channels happens under {@link #monitor}: Undertow's exchange and its TLS layer keep state that
 * reading and writing threads would otherwise change at the same time.
 */
final class ClientConnection {
    private final StreamConnection channel;
    private final String client;
    private final Object monitor;
    /** Below the layers of a request, which do nothing any more when the request is over. */
    private final StreamSourceConduit lowestSource;

    private final StreamSinkConduit lowestSink;
    private final Gate readable = new Gate();
    private final Gate writable = new Gate();
    private final ChannelListener<ConduitStreamSourceChannel> readReady = this::readReady;
    private final ChannelListener<ConduitStreamSinkChannel> writeReady = this::writeReady;
    // Without any listener XNIO itself takes the interest away, under no lock: perhaps that of the next user.
    private final ChannelListener<ConduitStreamSourceChannel> unusedRead = this::unusedRead;
    private final ChannelListener<ConduitStreamSinkChannel> unusedWrite = this::unusedWrite;
    private volatile boolean busy;
    private volatile boolean ending;
    private volatile boolean closed;
    private volatile Runnable closing = () -> {};

    ClientConnection(StreamConnection channel, String client) {
        this.channel = channel;
        this.client = client;
        this.lowestSource = channel.getSourceChannel().getConduit();
        this.lowestSink = channel.getSinkChannel().getConduit();
        this.monitor = channel instanceof SslConnection tls ? monitorOf(tls) : new Object();
        channel.setCloseListener(c -> markClosed());
    }

    /** One attempt to move bytes; 0 means that the channel has to become ready first. */
    @FunctionalInterface
    interface Reading {
        int read() throws IOException;
    }

    /** One attempt to get something out; false means that the channel has to become ready first. */
    @FunctionalInterface
    interface Writing {
        boolean done() throws IOException;
    }

    /** The TLS layer synchronizes on itself; sharing its monitor covers the parts it leaves open. */
    static Object monitorOf(SslConnection tls) {
        return UndertowXnioSsl.getSslConduit(tls);
    }

    Object monitor() {
        return monitor;
    }

    StreamConnection channel() {
        return channel;
    }

    /** Who is at the other end, for logs. */
    String client() {
        return client;
    }

    boolean closed() {
        return closed;
    }

    /** Whether a request is being handled. */
    boolean busy() {
        return busy;
    }

    void busy(boolean now) {
        busy = now;
    }

    /** Whether the running request is the last one of this connection. */
    boolean ending() {
        return ending;
    }

    /** Closes an idle connection now and a busy one after its request. */
    void endSoon() {
        ending = true;
        if (!busy) {
            close();
        }
    }

    /** Repeats a read until it yields something: bytes, or -1 for the end. */
    int read(Reading reading) throws IOException {
        return read(reading, Gate.FOREVER);
    }

    /** As {@link #read(Reading)}, but 0 when nothing came for {@code nanos}. */
    int read(Reading reading, long nanos) throws IOException {
        while (true) {
            long seen = readable.openings();
            synchronized (monitor) {
                int count = reading.read();
                if (count != 0) {
                    return count;
                }
                requireOpen();
                channel.getSourceChannel().setReadListener(readReady);
                channel.getSourceChannel().resumeReads();
            }
            if (!readable.awaitAfter(seen, nanos)) {
                return 0;
            }
        }
    }

    /** Repeats a write until it is done. */
    void write(Writing writing) throws IOException {
        write(writing, Gate.FOREVER);
    }

    /** As {@link #write(Writing)}, but false when the client took nothing for {@code nanos}. */
    boolean write(Writing writing, long nanos) throws IOException {
        while (true) {
            long seen = writable.openings();
            synchronized (monitor) {
                if (writing.done()) {
                    return true;
                }
                requireOpen();
                channel.getSinkChannel().setWriteListener(writeReady);
                channel.getSinkChannel().resumeWrites();
            }
            if (!writable.awaitAfter(seen, nanos)) {
                return false;
            }
        }
    }

    /** Calls {@code action} when the connection is closed by any side, now if it is already; one at a time. */
    void onClose(Runnable action) {
        closing = action;
        if (closed) {
            action.run();
        }
    }

    /** Wakes whoever waits here, to look again at what changed. */
    void wakeAll() {
        readable.open();
        writable.open();
    }

    /** Takes our listeners away, so that a late wake-up cannot disturb the next user of the channels. */
    void detach() {
        synchronized (monitor) {
            stopReading();
            channel.getSinkChannel().setWriteListener(unusedWrite);
            closing = () -> {};
        }
    }

    /** Takes away the listener for reads, whosever it is; to be called under the monitor. */
    void stopReading() {
        channel.getSourceChannel().setReadListener(unusedRead);
    }

    /** Cuts the connection; whoever waits on it gets an error. Twice is fine. */
    void close() {
        synchronized (monitor) {
            IoUtils.safeClose(channel);
        }
    }

    /** Cuts the connection with a reset, for bodies whose end is the end of the connection. */
    void reset() {
        synchronized (monitor) {
            try {
                channel.setOption(Options.CLOSE_ABORT, true);
            } catch (IOException e) {
                // Already closed: nobody is left to be told.
            }
            IoUtils.safeClose(channel);
        }
    }

    private void markClosed() {
        closed = true;
        wakeAll();
        closing.run();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("connection of " + client + " is closed");
        }
    }

    /** The listener is compared by identity: anything else there belongs to another user of the channel. */
    @SuppressWarnings("ReferenceEquality")
    private void readReady(ConduitStreamSourceChannel source) {
        synchronized (monitor) {
            if (source.getReadListener() == readReady) {
                source.suspendReads();
            }
        }
        readable.open();
    }

    @SuppressWarnings("ReferenceEquality")
    private void writeReady(ConduitStreamSinkChannel sink) {
        synchronized (monitor) {
            if (sink.getWriteListener() == writeReady) {
                sink.suspendWrites();
            }
        }
        writable.open();
    }

    @SuppressWarnings("ReferenceEquality")
    private void unusedRead(ConduitStreamSourceChannel source) {
        synchronized (monitor) {
            if (source.getReadListener() == unusedRead) {
                lowestSource.suspendReads();
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void unusedWrite(ConduitStreamSinkChannel sink) {
        synchronized (monitor) {
            if (sink.getWriteListener() == unusedWrite) {
                lowestSink.suspendWrites();
            }
        }
    }
}
