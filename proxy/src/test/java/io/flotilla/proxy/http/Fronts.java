package io.flotilla.proxy.http;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.api.ApiHandler;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Fronts for tests, on ports that the system chooses. */
final class Fronts {
    private static final long WAIT_NANOS = Duration.ofSeconds(15).toNanos();

    private Fronts() {}

    static HttpFront start(ApiHandler handler) {
        return start(handler, FrontLimits.standard(), Listener.parse("tcp://127.0.0.1:0"));
    }

    static HttpFront start(ApiHandler handler, FrontLimits limits, Listener... listeners) {
        HttpFront front = new HttpFront(handler, List.of(listeners), limits);
        front.start();
        return front;
    }

    static void reply(ApiExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.respond(status, Headers.of("Content-Length", Integer.toString(body.length)));
        exchange.out().write(body);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + WAIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited too long for " + what);
            }
            Thread.sleep(5);
        }
    }
}
