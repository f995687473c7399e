package io.flotilla.proxy.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.lifecycle.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which idle connections are used again, and what happens when the engine has left one. */
@Timeout(30)
class ReuseTest {

    private static EngineRequest request(String method) {
        return new EngineRequest(method, "/", Headers.empty(), RequestBody.empty(), Deadlines.call());
    }

    private static String body(EngineResponse response) throws Exception {
        try (response) {
            return new String(response.body().readAllBytes(), UTF_8);
        }
    }

    private static void answerWithNumber(Peer peer) throws Exception {
        while (!peer.head().isEmpty()) {
            peer.answer("" + peer.number());
        }
    }

    @Test
    void lastUsedComesFirstAndFewAreKept() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(ReuseTest::answerWithNumber);
                HttpTransport transport = server.transport()) {
            List<EngineResponse> responses = new ArrayList<>();
            for (int i = 0; i < ConnectionPool.KEPT + 4; i++) {
                responses.add(transport.send(request("GET")));
            }
            for (EngineResponse response : responses) {
                body(response);
            }
            String last = Integer.toString(responses.size());
            assertThat(transport.idle()).isEqualTo(ConnectionPool.KEPT);
            assertThat(transport.connections()).isEqualTo(ConnectionPool.KEPT);
            for (int i = 0; i < 3; i++) {
                assertThat(body(transport.send(request("GET")))).isEqualTo(last);
            }
        }
    }

    @Test
    void idleConnectionsAge() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Ticker ticker = new Ticker() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public long nanos() {
                return nanos.get();
            }

            @Override
            public void sleep(Duration duration) {
                throw new UnsupportedOperationException();
            }
        };
        try (ScriptedServer server = ScriptedServer.tcp(ReuseTest::answerWithNumber);
                HttpTransport transport = new HttpTransport(
                        server.address(), new Dialer.Tcp((EngineAddress.Tcp) server.address()), ticker)) {
            assertThat(body(transport.send(request("GET")))).isEqualTo("1");
            nanos.addAndGet(ConnectionPool.OLDEST.toNanos() - 1);
            assertThat(body(transport.send(request("GET")))).isEqualTo("1");
            nanos.addAndGet(ConnectionPool.OLDEST.toNanos());
            assertThat(body(transport.send(request("GET")))).isEqualTo("2");
            assertThat(transport.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionSeenClosedIsNotUsedForAnyMethod() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.answer("" + peer.number());
                });
                HttpTransport transport = server.transport()) {
            for (int i = 1; i <= 5; i++) {
                assertThat(body(transport.send(request("POST")))).isEqualTo("" + i);
                while (server.open() > 0) {
                    Thread.sleep(5);
                }
            }
        }
    }

    /** Answers once per connection, and ends the connection on the second request, as an engine does that restarts. */
    private static ScriptedServer restarting(AtomicInteger seen) throws Exception {
        return ScriptedServer.tcp(peer -> {
            peer.head();
            seen.incrementAndGet();
            peer.answer("" + peer.number());
            if (!peer.head().isEmpty()) {
                seen.incrementAndGet();
            }
        });
    }

    @Test
    void staleConnectionIsReplacedForReads() throws Exception {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            AtomicInteger seen = new AtomicInteger();
            try (ScriptedServer server = restarting(seen);
                    HttpTransport transport = server.transport()) {
                assertThat(body(transport.send(request(method)))).isEqualTo("1");
                assertThat(body(transport.send(request(method)))).isEqualTo("2");
                assertThat(seen).hasValue(3);
            }
        }
    }

    @Test
    void staleConnectionFailsWritesWhichAreNeverSentTwice() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (ScriptedServer server = restarting(seen);
                HttpTransport transport = server.transport()) {
            assertThat(body(transport.send(request("POST")))).isEqualTo("1");
            assertThatThrownBy(() -> transport.send(request("POST")))
                    .isInstanceOfSatisfying(
                            TransportException.Broken.class,
                            e -> assertThat(e.neverSent()).isFalse())
                    .hasMessage("connection to " + server.address() + " broke: it ended without an answer");
            assertThat(seen).hasValue(2);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void freshConnectionIsNotRetried() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(Peer::head);
                HttpTransport transport = server.transport()) {
            assertThatThrownBy(() -> transport.send(request("GET"))).isInstanceOf(TransportException.Broken.class);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }
}
