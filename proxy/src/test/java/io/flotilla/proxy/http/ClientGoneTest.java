package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ClientGoneTest {
    @TempDir
    Path directory;

    private final CountDownLatch noticed = new CountDownLatch(1);

    private void silent(ApiExchange exchange) throws IOException {
        CountDownLatch gone = new CountDownLatch(1);
        exchange.onClientGone(gone::countDown);
        exchange.respond(200, Headers.empty());
        try {
            gone.await();
            noticed.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSilentStreamNoticesItsClientLeavingTcp() throws Exception {
        notices(Listener.parse("127.0.0.1:0"));
    }

    @Test
    void aSilentStreamNoticesItsClientLeavingAUnixSocket() throws Exception {
        notices(Listener.parse("unix://" + directory.resolve("front.sock")));
    }

    private void notices(Listener listener) throws Exception {
        try (HttpFront front = Fronts.start(this::silent, FrontLimits.standard(), listener)) {
            try (RawClient client = RawClient.to(front)) {
                assertThat(client.get("/events").head()).contains("200 OK");
                assertThat(noticed.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(noticed.await(2, TimeUnit.SECONDS)).isTrue();
            Fronts.await("the connection to be closed", () -> front.counts().openConnections() == 0);
            Fronts.await("the request to end", () -> front.counts().activeRequests() == 0);
        }
    }
}
