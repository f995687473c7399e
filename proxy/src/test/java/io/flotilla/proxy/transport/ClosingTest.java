package io.flotilla.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever closes wakes whoever waits, and nothing stays open. */
@Timeout(60)
class ClosingTest {

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private static ScriptedServer endless() throws IOException {
        return ScriptedServer.tcp(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            peer.in().readAllBytes();
        });
    }

    private static Thread after(Duration pause, Runnable task) {
        return Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
            task.run();
        });
    }

    @Test
    void closingTheResponseWakesItsReader() throws Exception {
        try (ScriptedServer server = endless();
                HttpTransport transport = server.transport()) {
            EngineResponse response =
                    transport.send(EngineRequest.get("/events").with(Deadlines.stream()));
            assertThat(response.body().read()).isEqualTo('x');
            Thread closer = after(Duration.ofMillis(50), response::close);
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(TransportException.Broken.class);
            closer.join();
            response.close();
            assertThat(transport.connections()).isZero();
        }
    }

    @Test
    @SuppressWarnings("try") // closing by hand is what is tested
    void closingTheTransportWakesAllAndRefusesMore() throws Exception {
        try (ScriptedServer server = endless();
                HttpTransport transport = server.transport()) {
            CountDownLatch woken = new CountDownLatch(20);
            CountDownLatch waiting = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                Thread.startVirtualThread(() -> {
                    try (EngineResponse response =
                            transport.send(EngineRequest.get("/events").with(Deadlines.stream()))) {
                        response.body().skipNBytes(1);
                        waiting.countDown();
                        assertThatThrownBy(() -> response.body().read())
                                .hasMessageEndingWith("broke: the engine was removed from the cluster");
                        woken.countDown();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
            }
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            transport.close();
            transport.close();
            assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(transport.connections()).isZero();
            assertThatThrownBy(() -> transport.send(EngineRequest.get("/")))
                    .isInstanceOf(TransportException.Closed.class);
            assertThatThrownBy(() -> transport.hijack(EngineRequest.get("/")))
                    .isInstanceOf(TransportException.Closed.class);
        }
    }

    @Test
    void interruptingTheCallerCutsItsConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> peer.in().readAllBytes());
                HttpTransport transport = server.transport()) {
            Thread caller = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(() -> transport.send(EngineRequest.get("/")))
                            .hasMessageEndingWith("broke: interrupted"));
            Thread.sleep(100);
            caller.interrupt();
            caller.join();
            assertThat(transport.connections()).isZero();
        }
    }

    @Test
    void manyAtOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (true) {
                        String head = peer.head();
                        if (head.isEmpty()) {
                            return;
                        }
                        peer.answer(head.substring(4, head.indexOf(" HTTP")));
                    }
                });
                HttpTransport transport = server.transport()) {
            AtomicInteger good = new AtomicInteger();
            Thread[] callers = new Thread[200];
            for (int i = 0; i < callers.length; i++) {
                String path = "/" + i;
                callers[i] = Thread.startVirtualThread(() -> {
                    for (int round = 0; round < 20; round++) {
                        try (EngineResponse response = transport.send(EngineRequest.get(path + "/" + round))) {
                            if (new String(response.body().readAllBytes(), StandardCharsets.UTF_8)
                                    .equals(path + "/" + round)) {
                                good.incrementAndGet();
                            }
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }
                });
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(good).hasValue(200 * 20);
            assertThat(transport.connections()).isLessThanOrEqualTo(ConnectionPool.KEPT);
        }
    }

    @Test
    void brokenOffStreamsLeaveNothingBehind() throws Exception {
        try (ScriptedServer server = endless()) {
            long before = 0;
            for (int round = 0; round < 3; round++) {
                if (round == 1) {
                    before = settledFiles(server);
                }
                try (HttpTransport transport = server.transport()) {
                    for (int i = 0; i < 50; i++) {
                        EngineRequest upload = new EngineRequest(
                                "POST",
                                "/",
                                Headers.empty(),
                                new RequestBody.Streamed(new ByteArrayInputStream(new byte[1 << 20]), -1),
                                Deadlines.stream());
                        try (EngineResponse response = transport.send(upload)) {
                            assertThat(response.body().read()).isEqualTo('x');
                        }
                    }
                    assertThat(transport.connections()).isZero();
                }
            }
            assertThat(settledFiles(server)).isLessThanOrEqualTo(before + 2);
        }
    }

    private static long settledFiles(ScriptedServer server) throws Exception {
        for (int i = 0; i < 100 && server.open() > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(server.open()).isZero();
        return openFiles();
    }
}
