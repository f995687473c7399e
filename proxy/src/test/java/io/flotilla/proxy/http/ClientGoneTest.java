package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ClientGoneTest {
    @TempDir
    Path directory;

    private final CountDownLatch noticed = new CountDownLatch(1);

    private void silent(ApiExchange exchange) throws IOException {
        CountDownLatch gone = new CountDownLatch(2);
        exchange.onClientGone(gone::countDown);
        exchange.onClientGone(gone::countDown);
        exchange.respond(200, Headers.empty());
        boolean interrupted = false;
        while (gone.getCount() > 0) {
            try {
                gone.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        noticed.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSilentStreamNoticesItsClientLeavingTcp() throws Exception {
        notices(Listener.parse("127.0.0.1:0"), null);
    }

    @Test
    void aSilentStreamNoticesItsClientLeavingAUnixSocket() throws Exception {
        notices(Listener.parse("unix://" + directory.resolve("front.sock")), null);
    }

    @Test
    void aSilentStreamNoticesItsClientLeavingTls() throws Exception {
        TestTls tls = new TestTls(directory);
        notices(Listener.parse("127.0.0.1:0").with(new TlsTerms(tls.known(), true)), tls.known());
    }

    private void notices(Listener listener, @Nullable SSLContext tls) throws Exception {
        try (HttpFront front = Fronts.start(this::silent, FrontLimits.standard(), listener)) {
            try (RawClient client = RawClient.to(front, 0, tls)) {
                assertThat(client.get("/events").head()).contains("200 OK");
                assertThat(noticed.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(noticed.await(2, TimeUnit.SECONDS)).isTrue();
            Fronts.await("the connection to be closed", () -> front.counts().openConnections() == 0);
            Fronts.await("the request to end", () -> front.counts().activeRequests() == 0);
        }
    }

    @Test
    void aSmallBodyThatNobodyReadsDoesNotHinderTheWatch() throws Exception {
        try (HttpFront front = Fronts.start(this::silent);
                RawClient client = RawClient.to(front)) {
            client.send("POST /containers/a/wait HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .send("2\r\n{}\r\n0\r\n\r\n");
            client.head();
            client.drop();
            assertThat(noticed.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void stoppingTheFrontCountsAsLeaving() throws Exception {
        HttpFront front = Fronts.start(this::silent);
        try (RawClient client = RawClient.to(front)) {
            client.get("/events").head();
            front.close(Duration.ofMillis(50));
            assertThat(noticed.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }
}
