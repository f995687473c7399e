package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StreamingTest {

    @Test
    void headAndEachFlushReachTheClientAlone() throws Exception {
        CyclicBarrier step = new CyclicBarrier(2);
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, Headers.of("Content-Type", "application/json"));
                    meet(step);
                    for (String part : new String[] {"one", "two"}) {
                        exchange.out().write(part.getBytes(StandardCharsets.UTF_8));
                        exchange.out().flush();
                        meet(step);
                    }
                });
                RawClient client = RawClient.to(front)) {
            String head = client.get("/events").head();
            assertThat(head).contains("Transfer-Encoding: chunked", "Content-Type: application/json", "Date: ");
            assertThat(head).doesNotContain("Connection:", "Server:");
            meet(step);
            assertThat(client.line()).isEqualTo("03");
            assertThat(client.text(3)).isEqualTo("one");
            meet(step);
            assertThat(client.line() + client.line()).isEqualTo("03");
            assertThat(client.text(3)).isEqualTo("two");
            meet(step);
            assertThat(client.line() + client.line() + client.line()).isEqualTo("0");
        }
    }

    private static void meet(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            throw new IOException(e);
        }
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        try (HttpFront front = Fronts.start(exchange -> Fronts.reply(exchange, 200, exchange.rawPath()));
                RawClient client = RawClient.to(front)) {
            for (int i = 0; i < 500; i++) {
                assertThat(client.get("/" + i).answer()).endsWith("\r\n\r\n/" + i);
            }
            Fronts.await("the last request to end", () -> front.counts().equals(new FrontCounts(1, 0, 500)));
        }
    }
}
