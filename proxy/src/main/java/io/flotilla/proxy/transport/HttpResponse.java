package io.flotilla.proxy.transport;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An answer on a connection, which goes back for reuse only if both directions came to their proper end. */
final class HttpResponse implements EngineResponse {
    private final ResponseHead head;
    private final Exchange exchange;
    private final boolean keepAlive;
    private final Consumer<Connection> reuse;
    private final BodyStream body;
    private final AtomicBoolean closed = new AtomicBoolean();
    // Set once, by whoever hands the connection back or cuts it.
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean bodyEnded;

    HttpResponse(ResponseHead head, Framing framing, Exchange exchange, Consumer<Connection> reuse) {
        this.head = head;
        this.exchange = exchange;
        this.keepAlive = framing.keepAlive();
        this.reuse = reuse;
        this.body = new BodyStream(
                BodySource.of(framing, exchange.connection()), exchange::inBody, this::bodyEnded, this::close);
        body.reportEnd();
    }

    @Override
    public ResponseHead head() {
        return head;
    }

    @Override
    public InputStream body() {
        return body;
    }

    /** With the request still on its way the decision waits for {@link #close}. */
    private void bodyEnded() {
        bodyEnded = true;
        if (sent()) {
            settle();
        }
    }

    private boolean sent() {
        return exchange.sender().map(BodySender::sent).orElse(true);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            body.finishFromBuffer();
            settle();
        }
    }

    private void settle() {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        Connection connection = exchange.connection();
        // Bytes nobody asked for would be taken for the next answer.
        if (bodyEnded && keepAlive && connection.buffered() == 0 && sent()) {
            reuse.accept(connection);
        } else {
            exchange.cut();
        }
    }
}
