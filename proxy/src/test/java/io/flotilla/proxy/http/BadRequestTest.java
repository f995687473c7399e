package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class BadRequestTest {
    private static final FrontLimits TIGHT =
            new FrontLimits(Duration.ofMillis(300), Duration.ofMillis(600), 16 * 1024, 20);

    private final HttpFront front =
            Fronts.start(exchange -> Fronts.reply(exchange, 200, "served"), TIGHT, Listener.parse("127.0.0.1:0"));

    @AfterEach
    void close() {
        front.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET / FTP/1.0\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void badHeadsGetAnAnswerInJsonAndTheEnd(String request) throws IOException {
        try (RawClient client = RawClient.to(front)) {
            assertThat(client.send(request).rest())
                    .startsWith("HTTP/1.1 400 Bad Request")
                    .contains("Connection: close", "{\"message\":\"");
        }
        assertThat(front.counts().requests()).isZero();
    }

    @Test
    void tooLargeAHeadGetsAnAnswer() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = RawClient.to(front)) {
                client.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(60_000) + "\r\n\r\n");
                assertThat(client.rest()).startsWith("HTTP/1.1 400 ").contains("too large");
            }
        }
    }

    @Test
    void tooManyHeadersGetAnAnswer() throws IOException {
        try (RawClient client = RawClient.to(front)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(30) + "\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aHalfSentHeadTimesOut() throws IOException {
        try (RawClient client = RawClient.to(front)) {
            long start = System.nanoTime();
            client.send("GET / HTTP/1.1\r\nHo");
            assertThat(client.rest()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
        }
    }

    @Test
    void idleConnectionsEndButRunningRequestsDoNot() throws IOException {
        try (HttpFront slow = Fronts.start(
                        exchange -> {
                            exchange.respond(200, io.flotilla.proxy.transport.Headers.empty());
                            try {
                                Thread.sleep(1500);
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        },
                        TIGHT,
                        Listener.parse("127.0.0.1:0"));
                RawClient client = RawClient.to(slow)) {
            assertThat(client.get("/").answer()).contains("200");
            long start = System.nanoTime();
            assertThat(client.rest()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
        }
    }
}
