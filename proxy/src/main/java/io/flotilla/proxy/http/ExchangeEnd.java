package io.flotilla.proxy.http;

import io.flotilla.proxy.transport.Headers;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an exchange to its end when its handler has returned, and only then lets the connection go on.
 *
 * <p>Undertow would start the next request of a connection as soon as the last byte of an answer is out, while our
 * handler may still run; therefore this holds the completion back.
 */
final class ExchangeEnd implements ExchangeCompletionListener {
    private static final Logger log = LoggerFactory.getLogger(ExchangeEnd.class);
    private static final long QUICKLY = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int DISCARD = 16 * 1024;
    private static final byte[] BROKEN =
            "{\"message\":\"internal error of the manager\"}\n".getBytes(StandardCharsets.UTF_8);

    private final HttpServerConnection http;
    private final ClientConnection connection;
    private @Nullable NextListener next;

    ExchangeEnd(HttpServerExchange exchange, ClientConnection connection) {
        this.http = (HttpServerConnection) exchange.getConnection();
        this.connection = connection;
        exchange.addExchangeCompleteListener(this);
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener nextListener) {
        next = nextListener;
    }

    /** @param failure of the handler, if any */
    void end(UndertowExchange exchange, @Nullable Throwable failure) {
        exchange.stopWatching();
        boolean usable = false;
        try {
            usable = completed(exchange, failure);
        } catch (IOException e) {
            log.debug("client={} lost at the end of its answer: {}", connection.client(), e.toString());
        } finally {
            release(exchange, usable);
        }
    }

    private boolean completed(UndertowExchange exchange, @Nullable Throwable failure) throws IOException {
        if (exchange.hijacked()) {
            linger();
            return false;
        }
        if (exchange.lost() || failure instanceof IOException) {
            return false;
        }
        if (failure != null || !exchange.committed()) {
            String outcome = exchange.committed() ? "failed within its answer" : "failed without an answer";
            log.error("request={} {} {}", exchange.method(), exchange.rawPath(), outcome, failure);
            if (exchange.committed()) {
                return false;
            }
            exchange.respond(500, Headers.of("Content-Type", "application/json", "Content-Length", "" + BROKEN.length));
            exchange.out().write(BROKEN);
        }
        BodyOutput output = exchange.output();
        if (output == null || !output.complete()) {
            log.warn("request={} {} ended before its body was complete", exchange.method(), exchange.rawPath());
            return false;
        }
        output.finish();
        if (!exchange.input().drain(UndertowExchange.SMALL_REST, QUICKLY)) {
            linger();
            return false;
        }
        return true;
    }

    /**
     * Says the end and reads on for a moment. Closing at once would make the kernel send a reset if anything of the
     * client is unread, and the reset overtakes the answer.
     */
    private void linger() throws IOException {
        synchronized (connection.monitor()) {
            http.getOriginalSinkConduit().terminateWrites();
        }
        if (!connection.write(http.getOriginalSinkConduit()::flush, LINGER)) {
            return;
        }
        ByteBuffer trash = ByteBuffer.allocate(DISCARD);
        long deadline = System.nanoTime() + LINGER;
        long left = LINGER;
        while (left > 0) {
            int count = connection.read(() -> http.getOriginalSourceConduit().read(trash.clear()), left);
            if (count <= 0) {
                return;
            }
            left = deadline - System.nanoTime();
        }
    }

    private void release(UndertowExchange exchange, boolean usable) {
        synchronized (connection.monitor()) {
            exchange.input().release();
            connection.detach();
            if (!usable) {
                connection.close();
            }
            connection.busy(false);
            NextListener proceeding = next;
            if (proceeding != null) {
                next = null;
                proceeding.proceed();
            } else {
                connection.close();
            }
        }
    }
}
