package io.flotilla.proxy.events;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.testing.FakeAnswer;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.FakeEngine;
import io.flotilla.proxy.testing.FakeExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventHistoryTest {
    private final FakeCluster cluster = FakeCluster.of(2);
    private final EventHistory history = new EventHistory(cluster.registry());

    @AfterEach
    void close() {
        cluster.close();
    }

    /** What an engine keeps of the past: one event per second from the given one on. */
    private static String past(String id, long second, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(EventSamples.raw("container", "start", id + i)
                            .put("time", second + 2L * i)
                            .put("timeNano", (second + 2L * i) * 1_000_000_000L))
                    .append('\n');
        }
        return lines.toString();
    }

    private void keeps(int node, String lines) {
        cluster.node(node)
                .faults()
                .answer("GET /events\\?since=.*until", _ -> FakeAnswer.text(200, "application/json", lines));
    }

    @Test
    void mergesWhatEnginesKeepByTime() {
        keeps(1, past("a", 100, 3));
        keeps(2, past("b", 101, 3));
        assertThat(history.between(Instant.ofEpochSecond(100), Instant.ofEpochSecond(110)))
                .extracting(ClusterEvent::actorId)
                .containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
        assertThat(cluster.node(1).requests("GET /events\\?since=100.000000000&until=110.000000000"))
                .isEqualTo(1);
    }

    @Test
    void anEngineThatDoesNotAnswerIsLeftOut() {
        keeps(1, past("a", 100, 1));
        cluster.node(2).faults().answer("GET /events\\?since=.*until", _ -> FakeAnswer.text(200, "text/plain", "{\"x"));
        assertThat(history.between(Instant.EPOCH, Instant.ofEpochSecond(110)))
                .extracting(ClusterEvent::actorId)
                .containsExactly("a0");
    }

    @Test
    void anEngineIsAskedByItsOwnClock() {
        cluster.node(1).skew(Duration.ofHours(-1));
        cluster.node(1).events().send("daemon", "reload", "");
        eventually(
                "the skew is known",
                () -> cluster.state().engine(FakeCluster.address(1)).stream()
                        .flatMap(e -> e.specs().stream())
                        .anyMatch(s -> s.clockDelta().compareTo(Duration.ofMinutes(59)) > 0));
        keeps(1, "");
        keeps(2, "");
        history.between(Instant.ofEpochSecond(100_000), Instant.ofEpochSecond(200_000));
        long asked = cluster.node(1).requests().stream()
                .filter(r -> r.startsWith("GET /events?since=") && r.contains("until"))
                .map(r -> Double.parseDouble(r.replaceAll(".*since=([0-9.]+)&.*", "$1")))
                .filter(since -> Math.abs(since - (100_000 - 3_600)) < 60)
                .count();
        assertThat(asked).isEqualTo(1);
        assertThat(cluster.node(2).requests("GET /events\\?since=100000\\..*")).isEqualTo(1);
    }

    @Test
    void pastAndPresentMeetWithoutGapOrDouble() throws InterruptedException {
        List<String> past = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            past.add(cluster.node(1 + i % 2).run("p" + i));
        }
        eventually("past", () -> cluster.state().containers().all().size() == 20);
        for (int node = 1; node <= 2; node++) {
            FakeEngine engine = cluster.node(node);
            engine.faults().answer("GET /events\\?since=.*until", _ -> {
                // What happens while the past is read comes by both ways.
                past.add(engine.run("during on " + engine.address()));
                return FakeAnswer.text(200, "application/json", engine.events().kept());
            });
        }
        FakeExchange exchange = FakeExchange.of("GET /events?since=1&filters=%7B%22event%22%3A%5B%22start%22%5D%7D");
        Thread reader = Thread.ofVirtual().start(() -> cluster.ask(exchange));
        eventually("history", () -> starts(exchange).size() >= 22);
        List<String> live = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            live.add(cluster.node(1 + i % 2).run("l" + i));
        }
        eventually("live", () -> starts(exchange).size() >= 32);
        exchange.leave();
        reader.join();
        assertThat(starts(exchange))
                .doesNotHaveDuplicates()
                .containsAll(past)
                .containsAll(live)
                .hasSize(32);
    }

    private static List<String> starts(FakeExchange exchange) {
        return exchange.text()
                .lines()
                .filter(l -> l.endsWith("}"))
                .map(l -> l.replaceAll(".*\"Actor\":\\{\"ID\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toList());
    }
}
