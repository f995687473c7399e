package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Duplex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class StopTest {
    @TempDir
    Path directory;

    private final CountDownLatch entered = new CountDownLatch(2);
    private final CountDownLatch finish = new CountDownLatch(1);

    private void handle(ApiExchange exchange) throws IOException {
        switch (exchange.rawPath()) {
            case "/quick" -> Fronts.reply(exchange, 200, "quick");
            case "/hijack" -> {
                try (Duplex duplex =
                        exchange.hijack("HTTP/1.1 101 UPGRADED\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
                    entered.countDown();
                    duplex.in().readAllBytes();
                }
            }
            default -> {
                entered.countDown();
                try {
                    finish.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                Fronts.reply(exchange, 200, "finished");
            }
        }
    }

    @Test
    void runningRequestsMayEndIdleConnectionsAndNewOnesMayNot() throws Exception {
        HttpFront front = Fronts.start(this::handle);
        int port = ((Listener.Tcp) front.bound().getFirst()).port();
        try (RawClient idle = RawClient.to(front);
                RawClient busy = RawClient.to(front)) {
            idle.get("/quick").answer();
            busy.get("/slow");
            Fronts.await("the slow request", () -> entered.getCount() == 1);
            Thread closing = Thread.ofVirtual().start(front::close);
            assertThat(idle.rest()).isEmpty();
            assertThatThrownBy(() -> RawClient.tcp(port).get("/quick").answer()).isInstanceOf(IOException.class);
            finish.countDown();
            assertThat(busy.answer()).contains("Connection: close").endsWith("finished");
            assertThat(closing.join(Duration.ofSeconds(5))).isTrue();
            front.close();
        }
        assertThat(front.counts().openConnections()).isZero();
    }

    @Test
    void stuckRequestsAndSessionsAreCutAfterTheGrace() throws Exception {
        Path path = directory.resolve("front.sock");
        HttpFront front = Fronts.start(
                this::handle, FrontLimits.standard(), Listener.parse("127.0.0.1:0"), Listener.parse("unix://" + path));
        try (RawClient slow = RawClient.to(front);
                RawClient session = RawClient.unix(path.toString())) {
            slow.get("/slow");
            session.get("/hijack").head();
            entered.await();
            long start = System.nanoTime();
            front.close(Duration.ofMillis(300));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(290), Duration.ofSeconds(4));
            assertThat(session.rest()).isEmpty();
            assertThat(slow.rest()).isEmpty();
            assertThat(front.counts().activeRequests()).isZero();
            assertThat(front.counts().openConnections()).isZero();
        }
    }

    @Test
    void aFrontIsStartedOnceAndClosedAsOftenAsOneLikes() {
        HttpFront front = Fronts.start(this::handle);
        assertThatThrownBy(front::start).isInstanceOf(IllegalStateException.class);
        front.close();
        front.close();
        assertThatThrownBy(front::start).isInstanceOf(IllegalStateException.class);
    }
}
