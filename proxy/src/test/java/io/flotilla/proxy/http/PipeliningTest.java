package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PipeliningTest {

    @Test
    void requestsInOnePacketAreAnsweredInTurn() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    String body = new String(exchange.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                    Fronts.reply(exchange, 200, exchange.rawPath() + body);
                });
                RawClient client = RawClient.to(front)) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
                requests.append("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
            }
            client.send(requests.toString());
            for (int i = 0; i < 200; i++) {
                assertThat(client.answer()).endsWith("\r\n\r\n/" + i);
                assertThat(client.answer()).endsWith("\r\n\r\n/pab");
            }
        }
    }

    @Test
    void theNextRequestWaitsForTheHandlerNotOnlyForTheAnswer() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (HttpFront front = Fronts.start(exchange -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Fronts.reply(exchange, 200, "");
                    exchange.out().flush();
                    try {
                        Thread.sleep(2);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    } finally {
                        running.decrementAndGet();
                    }
                });
                RawClient client = RawClient.to(front)) {
            for (int i = 0; i < 100; i++) {
                client.get("/").answer();
            }
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void aWatchedClientMaySendItsNextRequestEarlyAndIsStillWatched() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (HttpFront front = Fronts.start(exchange -> watched(exchange, answer, gone));
                RawClient client = RawClient.to(front)) {
            client.get("/wait");
            Thread.sleep(20);
            client.send("GET /se").send("cond HTTP/1.1\r\nHost: x\r\n\r\n");
            Thread.sleep(20);
            assertThat(gone.getCount()).isEqualTo(1);
            answer.countDown();
            assertThat(client.answer()).endsWith("/wait");
            assertThat(client.answer()).endsWith("/second");
        }
        CountDownLatch never = new CountDownLatch(1);
        try (HttpFront front = Fronts.start(exchange -> watched(exchange, never, gone));
                RawClient client = RawClient.to(front)) {
            client.get("/wait").get("/second");
            Thread.sleep(20);
            client.drop();
            assertThat(gone.await(2, TimeUnit.SECONDS)).isTrue();
            never.countDown();
            Fronts.await("the connection to end", () -> front.counts().openConnections() == 0);
            assertThat(front.counts().requests()).isEqualTo(1);
        }
    }

    private static void watched(ApiExchange exchange, CountDownLatch answer, CountDownLatch gone) throws IOException {
        exchange.onClientGone(gone::countDown);
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        Fronts.reply(exchange, 200, exchange.rawPath());
    }
}
