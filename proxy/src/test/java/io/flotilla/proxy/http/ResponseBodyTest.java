package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ResponseBodyTest {

    @Test
    void headAnswersKeepTheirLengthAndHaveNoBody() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, Headers.of("Content-Length", "1234", "X-Docker-Container-Path-Stat", "e30="));
                });
                RawClient client = RawClient.to(front)) {
            for (int i = 0; i < 3; i++) {
                client.send("HEAD /containers/a/archive HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.head()).contains("Content-Length: 1234", "X-Docker-Container-Path-Stat: e30=");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void someStatusesHaveNoBody(int status) throws IOException {
        try (HttpFront front = Fronts.start(exchange -> exchange.respond(status, Headers.empty()));
                RawClient client = RawClient.to(front)) {
            for (int i = 0; i < 3; i++) {
                String head = client.send("POST /containers/a/start HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                        .head();
                assertThat(head).startsWith("HTTP/1.1 " + status).doesNotContain("chunked");
            }
        }
    }

    @Test
    void anEmptyBodyWithoutLengthIsCompleteToo() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> exchange.respond(200, Headers.empty()));
                RawClient client = RawClient.to(front)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/").answer()).endsWith("\r\n\r\n");
            }
        }
    }

    @Test
    void repeatedHeadersAndLatinLettersStay() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(
                            200,
                            Headers.of(
                                    "Api-Version",
                                    "1.40",
                                    "Api-Version",
                                    "1.41",
                                    "Content-Length",
                                    "0",
                                    "X",
                                    "\u00e9"));
                });
                RawClient client = RawClient.to(front)) {
            assertThat(client.get("/").head())
                    .contains("Api-Version: 1.40\r\n", "Api-Version: 1.41\r\n", "X: \u00e9\r\n");
        }
    }

    @Test
    void chunksAreUsedEvenWhenTheConnectionCloses() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, Headers.empty());
                    exchange.out().write("x".getBytes(StandardCharsets.US_ASCII));
                });
                RawClient client = RawClient.to(front)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(client.answer().toLowerCase(Locale.ROOT))
                    .contains("transfer-encoding: chunked", "connection: close")
                    .endsWith("\r\n\r\nx");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void largeBodiesWaitForASlowClient() throws Exception {
        int size = 32 << 20;
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, Headers.of("Content-Length", Integer.toString(size)));
                    byte[] part = new byte[1 << 20];
                    for (int i = 0; i < size; i += part.length) {
                        exchange.out().write(part);
                    }
                });
                RawClient client = RawClient.to(front)) {
            client.get("/export").head();
            Thread.sleep(200);
            assertThat(client.in().readNBytes(size)).hasSize(size);
            Fronts.await("the request to end", () -> front.counts().activeRequests() == 0);
            assertThat(front.counts().openConnections()).isEqualTo(1);
        }
    }

    @Test
    void aHandlerThatFailsFirstIsAnsweredForWithJson() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    throw new IllegalStateException("secret");
                });
                RawClient client = RawClient.to(front)) {
            assertThat(client.get("/").answer())
                    .startsWith("HTTP/1.1 500 ")
                    .contains("application/json")
                    .endsWith("{\"message\":\"internal error of the manager\"}\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "short", "abort", "io"})
    void anIncompleteBodyIsNoticedByTheClient(String how) throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, how.equals("short") ? Headers.of("Content-Length", "9") : Headers.empty());
                    exchange.out().write("x".getBytes(StandardCharsets.US_ASCII));
                    exchange.out().flush();
                    switch (how) {
                        case "throw" -> throw new IllegalStateException("late");
                        case "io" -> throw new IOException("engine broke");
                        case "abort" -> exchange.abort();
                        default -> {}
                    }
                });
                RawClient client = RawClient.to(front)) {
            client.get("/").head();
            assertThat(client.rest()).isEqualTo(how.equals("short") ? "x" : "01\r\nx\r\n");
        }
    }

    @Test
    void anAbortedBodyOfHttp10EndsWithAReset() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, Headers.empty());
                    exchange.abort();
                });
                RawClient client = RawClient.to(front)) {
            assertThatThrownBy(() -> client.send("GET / HTTP/1.0\r\n\r\n").rest())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void tooLongABodyIsRefused() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, Headers.of("Content-Length", "3"));
                    exchange.out().write("abc".getBytes(StandardCharsets.US_ASCII));
                    assertThatThrownBy(() -> exchange.out().write('d')).isInstanceOf(IOException.class);
                });
                RawClient client = RawClient.to(front)) {
            assertThat(client.get("/").answer()).endsWith("abc");
            assertThat(client.get("/").answer()).endsWith("abc");
        }
    }
}
