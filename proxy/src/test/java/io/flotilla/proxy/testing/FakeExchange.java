package io.flotilla.proxy.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Duplex;
import io.flotilla.proxy.transport.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A request in memory, and the answer that was given to it. The test may read the answer while it is written. */
public final class FakeExchange implements ApiExchange {
    private final String method;
    private final String path;
    private final String query;
    private final byte[] body;
    private final Headers headers;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Runnable> onGone = new CopyOnWriteArrayList<>();
    private volatile Headers answered = Headers.empty();
    private volatile int status;
    private volatile boolean aborted;
    private volatile boolean gone;

    private FakeExchange(String method, String target, byte[] body, Headers headers) {
        int question = target.indexOf('?');
        this.method = method;
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? "" : target.substring(question + 1);
        this.body = body.clone();
        this.headers = headers;
    }

    /** From {@code GET /v1.41/info?x=1}. */
    public static FakeExchange of(String line) {
        return of(line, "");
    }

    public static FakeExchange of(String line, String body) {
        String[] parts = line.split(" ", 2);
        Headers headers = body.isEmpty() ? Headers.empty() : Headers.of("Content-Type", "application/json");
        return new FakeExchange(parts[0], parts[1], body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public FakeExchange with(String header, String value) {
        return new FakeExchange(method, query.isEmpty() ? path : path + "?" + query, body, headers.with(header, value));
    }

    /** Status of the answer; 0 while there is none. */
    public int status() {
        return status;
    }

    public Headers answered() {
        return answered;
    }

    public String text() {
        synchronized (out) {
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    public JsonNode json() {
        try {
            return FakeEngine.JSON.readTree(text());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text(), e);
        }
    }

    /** Text of an error answer. */
    public String message() {
        return json().path("message").asText();
    }

    public boolean aborted() {
        return aborted;
    }

    /** The client closes its connection. */
    public void leave() {
        gone = true;
        onGone.forEach(Runnable::run);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String rawPath() {
        return path;
    }

    @Override
    public String rawQuery() {
        return query;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public String client() {
        return "test";
    }

    @Override
    public long contentLength() {
        return body.length;
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public void respond(int newStatus, Headers newHeaders) {
        if (status != 0) {
            throw new IllegalStateException("answered twice: " + method + " " + path);
        }
        answered = newHeaders;
        status = newStatus;
    }

    @Override
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (gone) {
                    throw new IOException("the client is gone");
                }
                synchronized (out) {
                    out.write(bytes, offset, length);
                }
            }
        };
    }

    @Override
    public boolean committed() {
        return status != 0;
    }

    @Override
    public Duplex hijack(byte[] head) {
        throw new UnsupportedOperationException("raw connections are tested over real ones");
    }

    @Override
    public void onClientGone(Runnable action) {
        onGone.add(action);
        if (gone) {
            action.run();
        }
    }

    @Override
    public void abort() {
        aborted = true;
    }
}
