package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class RequestBodyTest {
    private static final int UPLOAD = 64 << 20;

    private static void count(ApiExchange exchange) throws IOException {
        long count = 0;
        byte[] part = new byte[64 * 1024];
        InputStream body = exchange.body();
        int read;
        while ((read = body.read(part)) >= 0) {
            count += read;
        }
        Fronts.reply(exchange, 200, exchange.contentLength() + ":" + count);
    }

    @Test
    void hundredContinueIsSentWhenTheBodyIsFirstRead() throws Exception {
        CompletableFuture<Boolean> go = new CompletableFuture<>();
        try (HttpFront front = Fronts.start(exchange -> {
                    go.join();
                    count(exchange);
                });
                RawClient client = RawClient.to(front)) {
            client.send("POST /load HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            Thread.sleep(50);
            assertThat(client.in().available()).isZero();
            go.complete(true);
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("data").answer())
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("4:4");
        }
    }

    @Test
    void aRefusalNeedsNoHundredContinue() throws Exception {
        try (HttpFront front = Fronts.start(exchange -> Fronts.reply(exchange, 409, "no"));
                RawClient client = RawClient.to(front)) {
            client.send("POST /load HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 409")
                    .contains("Connection: close")
                    .endsWith("no");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void largeChunkedUploadsNeedLittleMemory() throws Exception {
        try (HttpFront front = Fronts.start(RequestBodyTest::count);
                RawClient client = RawClient.to(front)) {
            System.gc();
            long before = heap(false);
            heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
            client.send("POST /load HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < UPLOAD; sent += 0x10000) {
                client.out().write(chunk);
            }
            assertThat(client.send("0\r\n\r\n").answer()).endsWith("-1:" + UPLOAD);
            assertThat(heap(true) - before).isLessThan(24L << 20);
            assertThat(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx")
                            .answer())
                    .endsWith("1:1");
        }
    }

    private static long heap(boolean peak) {
        return heapPools().stream()
                .mapToLong(pool -> (peak ? pool.getPeakUsage() : pool.getUsage()).getUsed())
                .sum();
    }

    private static java.util.List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    @Test
    void aSmallUnreadBodyKeepsTheConnection() throws Exception {
        try (HttpFront front = Fronts.start(exchange -> Fronts.reply(exchange, 200, exchange.rawPath()));
                RawClient client = RawClient.to(front)) {
            for (int i = 0; i < 20; i++) {
                client.send("POST /" + i + " HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n" + "b".repeat(50000));
                assertThat(client.answer()).doesNotContain("Connection").endsWith("/" + i);
                client.send("POST /c" + i + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4\r\nbody\r\n0\r\n\r\n");
                assertThat(client.answer()).endsWith("/c" + i);
            }
        }
    }

    @Test
    void anEarlyAnswerArrivesWholeWhileTheClientUploads() throws Exception {
        String text = "e".repeat(5000);
        try (HttpFront front = Fronts.start(exchange -> Fronts.reply(exchange, 400, text))) {
            for (int i = 0; i < 30; i++) {
                try (RawClient client = RawClient.to(front)) {
                    client.send("POST /build HTTP/1.1\r\nHost: x\r\nContent-Length: 500000000\r\n\r\n");
                    Thread sender = Thread.ofVirtual().start(() -> {
                        try {
                            byte[] part = new byte[60_000];
                            for (int n = 0; n < 8000; n++) {
                                client.out().write(part);
                            }
                        } catch (IOException e) {
                            // The front has closed the connection, as it should.
                        }
                    });
                    assertThat(client.answer())
                            .contains("400", "Connection: close")
                            .endsWith(text);
                    client.drop();
                    sender.join();
                }
            }
        }
    }

    @Test
    void theAnswerMayStreamWhileTheBodyIsStillRead() throws Exception {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, Headers.empty());
                    byte[] part = new byte[10];
                    int count;
                    while ((count = exchange.body().read(part)) >= 0) {
                        exchange.out().write(part, 0, count);
                        exchange.out().flush();
                    }
                });
                RawClient client = RawClient.to(front)) {
            client.send("POST /images/load HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(client.head()).contains("200 OK", "Connection: close");
            for (int i = 0; i < 10; i++) {
                client.send("3\r\nab" + i + "\r\n");
                client.line();
                assertThat(client.text(3)).isEqualTo("ab" + i);
                client.line();
            }
            client.send("0\r\n\r\n");
            assertThat(client.chunks()).isEmpty();
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatLeavesWithinItsBodyCausesAnError() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (HttpFront front = Fronts.start(exchange -> {
                    try {
                        exchange.body().readAllBytes();
                        seen.complete(new AssertionError("no error"));
                    } catch (IOException e) {
                        seen.complete(e);
                        throw e;
                    }
                });
                RawClient client = RawClient.to(front)) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\npart");
            client.drop();
            assertThat(seen.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            Fronts.await("the connection to end", () -> front.counts().openConnections() == 0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
