package io.flotilla.proxy.transport;

import io.flotilla.proxy.lifecycle.Scope;
import io.flotilla.proxy.lifecycle.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * HTTP/1.1 over blocking sockets. Makes no connection before the first request.
 *
 * <p>Requests that could be misread (line breaks in the target or in a header, names that are no tokens) are refused
 * with an {@link IllegalArgumentException} before anything is sent.
 */
public final class HttpTransport implements EngineTransport {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final EngineAddress address;
    private final Dialer dialer;
    private final ConnectionPool pool;
    private final Scope uploads;
    private final Set<Lifeline> live = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HttpTransport(EngineAddress address, Dialer dialer, Ticker ticker) {
        this.address = address;
        this.dialer = dialer;
        this.pool = new ConnectionPool(ticker);
        this.uploads = new Scope("transport-" + address);
    }

    /** A transport without TLS. */
    public static HttpTransport plain(EngineAddress address) {
        Dialer dialer = switch (address) {
            case EngineAddress.Tcp tcp -> new Dialer.Tcp(tcp);
            case EngineAddress.Unix unix -> new Dialer.Unix(unix);
        };
        return new HttpTransport(address, dialer, Ticker.system());
    }

    /** A transport with TLS; unix sockets, which are guarded by the file system, are used without it. */
    public static HttpTransport secured(EngineAddress address, TlsClient tls) {
        return switch (address) {
            case EngineAddress.Tcp tcp -> new HttpTransport(address, new Dialer.Tls(tcp, tls), Ticker.system());
            case EngineAddress.Unix unix -> plain(unix);
        };
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public EngineResponse send(EngineRequest request) {
        byte[] head = RequestHead.encode(request, address.hostHeader(), false);
        requireOpen();
        Optional<Connection> pooled = pool.take();
        if (pooled.isPresent()) {
            Optional<EngineResponse> response = sendOn(pooled.get(), request, head);
            if (response.isPresent()) {
                return response.get();
            }
        }
        return sendOn(dial(request.deadlines()), request, head)
                .orElseThrow(() -> new IllegalStateException("a fresh connection is never stale"));
    }

    /** Empty if the connection was stale and the request may be repeated on another one. */
    private Optional<EngineResponse> sendOn(Connection connection, EngineRequest request, byte[] encodedHead) {
        Exchange exchange = new Exchange(connection, request);
        long before = connection.received();
        try {
            ResponseHead head = exchange.perform(encodedHead, uploads);
            if (head.status() == 101) {
                throw new java.net.ProtocolException("it switched protocols without being asked");
            }
            connection.allowSilence(request.deadlines().idle());
            Framing framing = Framing.of(request.method(), head);
            return Optional.of(new HttpResponse(head, framing, exchange, pool::give));
        } catch (IOException e) {
            TransportException failure = exchange.beforeHead(e);
            boolean cut = connection.lifeline().closed();
            exchange.cut();
            if (connection.reused() && !cut && connection.received() == before && repeatable(request)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static boolean repeatable(EngineRequest request) {
        return IDEMPOTENT.contains(request.method()) && !(request.body() instanceof RequestBody.Streamed);
    }

    @Override
    public Hijacked hijack(EngineRequest request) {
        byte[] encodedHead = RequestHead.encode(request, address.hostHeader(), true);
        requireOpen();
        Exchange exchange = new Exchange(dial(request.deadlines()), request);
        try {
            ResponseHead head = exchange.performInOrder(encodedHead);
            if (turnsRaw(request, head)) {
                return new Hijacked.Raw(head, new RawDuplex(exchange.connection()));
            }
            exchange.connection().allowSilence(request.deadlines().idle());
            Framing framing = Framing.of(request.method(), head);
            return new Hijacked.Answered(new HttpResponse(head, framing, exchange, Connection::close));
        } catch (IOException e) {
            TransportException failure = exchange.beforeHead(e);
            exchange.cut();
            throw failure;
        }
    }

    private static boolean turnsRaw(EngineRequest request, ResponseHead head) {
        if (head.status() == 101) {
            return true;
        }
        return head.status() == 200
                && !request.headers().contains("Upgrade")
                && !head.headers().contains("Content-Length")
                && !head.headers().contains("Transfer-Encoding");
    }

    private Connection dial(Deadlines deadlines) {
        Lifeline lifeline = new Lifeline(address(), live::remove);
        live.add(lifeline);
        if (closed) {
            lifeline.closeWithTransport();
        }
        lifeline.alarm().arm(new Alarm.Wait("connection", deadlines.connect(), true));
        try {
            Connection connection = dialer.dial(lifeline);
            lifeline.alarm().disarm();
            return connection;
        } catch (IOException e) {
            TransportException failure = Failures.dialling(lifeline, e);
            lifeline.close();
            throw failure;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new TransportException.Closed(address());
        }
    }

    /** Connections that are open or being made. */
    int connections() {
        return live.size();
    }

    /** Idle connections kept for reuse. */
    int idle() {
        return pool.size();
    }

    @Override
    public void close() {
        closed = true;
        pool.close();
        live.forEach(Lifeline::closeWithTransport);
        uploads.close(CLOSING);
    }
}
