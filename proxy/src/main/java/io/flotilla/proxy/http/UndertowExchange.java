package io.flotilla.proxy.http;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Duplex;
import io.flotilla.proxy.transport.Headers;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request in Undertow, as the API sees it. {@link ExchangeEnd} brings it to its end. */
final class UndertowExchange implements ApiExchange {
    /** What a client may leave unread behind its request without losing the connection. */
    static final long SMALL_REST = 64L * 1024;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
    private static final byte[] NOTHING = {};

    private final HttpServerExchange exchange;
    private final HttpServerConnection http;
    private final ClientConnection connection;
    private final RequestTarget target;
    private final RequestContinue expectation;
    private final BodyInput body;
    private final ClientLeaving leaving;
    private @Nullable Headers headers;
    private volatile @Nullable BodyOutput out;
    private volatile @Nullable RawDuplex duplex;
    private volatile boolean aborted;

    /** @param threads starts something on a thread of its own */
    UndertowExchange(HttpServerExchange exchange, ClientConnection connection, Consumer<Runnable> threads) {
        this.exchange = exchange;
        this.http = (HttpServerConnection) exchange.getConnection();
        this.connection = connection;
        this.target = RequestTarget.of(exchange);
        this.expectation = new RequestContinue(exchange, connection, this::committed);
        this.body = new BodyInput(connection, exchange.getRequestChannel(), expectation);
        this.leaving = new ClientLeaving(exchange, connection, body, threads);
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    @Override
    public String rawPath() {
        return target.rawPath();
    }

    @Override
    public String rawQuery() {
        return target.rawQuery();
    }

    @Override
    public Headers headers() {
        Headers known = headers;
        if (known == null) {
            known = HeadText.fromRequest(exchange.getRequestHeaders());
            headers = known;
        }
        return known;
    }

    @Override
    public String client() {
        return connection.client();
    }

    @Override
    public long contentLength() {
        if (exchange.getRequestHeaders().contains(io.undertow.util.Headers.TRANSFER_ENCODING)) {
            return -1;
        }
        return Math.max(0, exchange.getRequestContentLength());
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void respond(int status, Headers fields) throws IOException {
        long length;
        synchronized (connection.monitor()) {
            if (committed()) {
                throw new IllegalStateException("answered twice: " + method() + " " + rawPath());
            }
            if (connection.ending() || fields.hasToken("Connection", "close") || unreadBodyIsLarge()) {
                exchange.setPersistent(false);
            }
            exchange.setStatusCode(status);
            HeadText.toResponse(fields, exchange.getResponseHeaders());
            boolean bodiless = exchange.getRequestMethod().equals(Methods.HEAD) || status == 204 || status == 304;
            if (!bodiless && exchange.isHttp11() && !fields.contains("Content-Length")) {
                // Even on a connection that closes: only chunks show the client that nothing is missing.
                exchange.getResponseHeaders().put(io.undertow.util.Headers.TRANSFER_ENCODING, "chunked");
            }
            length = bodiless ? -1 : exchange.getResponseContentLength();
            out = new BodyOutput(connection, exchange.getResponseChannel(), length, bodiless);
        }
        // The head of a short body of known length leaves together with it: nobody can use that head alone.
        if (length <= 0 || length > BodyOutput.GATHER) {
            out().flush();
        }
    }

    @Override
    public OutputStream out() {
        BodyOutput output = out;
        if (output == null) {
            throw new IllegalStateException("no answer begun: " + method() + " " + rawPath());
        }
        return output;
    }

    @Override
    public boolean committed() {
        return out != null || duplex != null;
    }

    @Override
    public Duplex hijack(byte[] head) throws IOException {
        if (!body.drain(SMALL_REST, PATIENCE)) {
            throw new IOException("request body was not read before the connection was taken over");
        }
        stopWatching();
        RawDuplex raw;
        synchronized (connection.monitor()) {
            if (committed()) {
                throw new IllegalStateException("taken over after an answer: " + method() + " " + rawPath());
            }
            http.clearChannel();
            raw = new RawDuplex(connection, earlyBytes());
            duplex = raw;
        }
        raw.out().write(head);
        return raw;
    }

    @Override
    public void onClientGone(Runnable action) {
        leaving.onLeft(action, duplex == null);
    }

    @Override
    public void abort() {
        aborted = true;
        BodyOutput output = out;
        if (output != null && !exchange.isHttp11()) {
            connection.reset();
        } else {
            connection.close();
        }
    }

    /** Whether the connection is of no more use: aborted, or the client is gone. */
    boolean lost() {
        return aborted || leaving.left() || connection.closed();
    }

    boolean hijacked() {
        return duplex != null;
    }

    @Nullable
    BodyOutput output() {
        return out;
    }

    BodyInput input() {
        return body;
    }

    void stopWatching() {
        leaving.stop();
    }

    private boolean unreadBodyIsLarge() throws IOException {
        if (exchange.isRequestComplete()) {
            return false;
        }
        if (expectation.pending()) {
            return true;
        }
        return (contentLength() < 0 || contentLength() > SMALL_REST) && body.leftAlone();
    }

    private byte[] earlyBytes() {
        PooledByteBuffer extra = http.getExtraBytes();
        if (extra == null) {
            return NOTHING;
        }
        ByteBuffer buffer = extra.getBuffer();
        byte[] early = new byte[buffer.remaining()];
        buffer.get(early);
        extra.close();
        http.setExtraBytes(null);
        return early;
    }
}
