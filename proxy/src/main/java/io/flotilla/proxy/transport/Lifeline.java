package io.flotilla.proxy.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What cuts a connection at any moment, from dialling on: its deadline, its owner, or the end of the transport. Cutting
 * closes the socket without ceremony (no TLS goodbye), so it never blocks and wakes reader and writer. Any thread.
 */
final class Lifeline implements AutoCloseable {
    private final String address;
    private final Consumer<Lifeline> onClose;
    private final Alarm alarm = new Alarm(this::close);
    private @Nullable SocketChannel channel;
    private boolean closed;
    private boolean transportClosed;

    Lifeline(String address, Consumer<Lifeline> onClose) {
        this.address = address;
        this.onClose = onClose;
    }

    String address() {
        return address;
    }

    Alarm alarm() {
        return alarm;
    }

    synchronized boolean closed() {
        return closed;
    }

    /** Puts a socket under this lifeline; when it is cut already, so is the socket. */
    void attach(SocketChannel next) throws IOException {
        synchronized (this) {
            if (!closed) {
                channel = next;
                return;
            }
        }
        next.close();
        throw new ClosedChannelException();
    }

    /** Cuts because the whole transport ends. */
    void closeWithTransport() {
        synchronized (this) {
            transportClosed = !closed;
        }
        close();
    }

    @Override
    public void close() {
        SocketChannel last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = channel;
        }
        alarm.stop();
        // Before the socket goes: whoever is woken by that must not find itself on the list any more.
        onClose.accept(this);
        if (last != null) {
            try {
                last.close();
            } catch (IOException e) {
                // Nothing can be done about a socket that does not want to close.
            }
        }
    }

    /** Why it was cut, if it was cut from this side and not just closed by its user. */
    Optional<TransportException> cutBecause(boolean dialling) {
        Optional<Alarm.Wait> late = alarm.expired();
        if (late.isPresent()) {
            Alarm.Wait wait = late.get();
            Duration limit = wait.limit();
            return Optional.of(new TransportException.TimedOut(address, wait.what(), limit, wait.connecting()));
        }
        synchronized (this) {
            if (!transportClosed) {
                return Optional.empty();
            }
        }
        return Optional.of(
                dialling
                        ? new TransportException.Closed(address)
                        : new TransportException.Broken(address, "the engine was removed from the cluster", null));
    }
}
