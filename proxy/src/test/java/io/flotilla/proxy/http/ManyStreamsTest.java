package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ManyStreamsTest {
    private static final int SLACK = 20;

    @TempDir
    Path directory;

    private final CountDownLatch speak = new CountDownLatch(1);

    /** Says nothing until all are told to speak, or its client is gone. */
    private void silent(ApiExchange exchange) throws IOException {
        Thread self = Thread.currentThread();
        exchange.onClientGone(self::interrupt);
        exchange.respond(200, Headers.empty());
        try {
            speak.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        exchange.out().write("hello".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "unix"})
    void aThousandAbortedSilentStreamsLeaveNothingBehind(String where) throws Exception {
        Listener listener = Listener.parse(where.equals("unix") ? "unix://" + directory.resolve("front.sock") : where);
        try (HttpFront front = Fronts.start(this::silent, FrontLimits.standard(), listener)) {
            abort(front, 10);
            Fronts.await("the first streams to end", () -> front.counts().openConnections() == 0);
            long descriptors = descriptors();
            int threads = threads();
            for (int round = 0; round < 10; round++) {
                abort(front, 100);
            }
            Fronts.await("all streams to end", () -> front.counts().openConnections() == 0);
            assertThat(front.counts().activeRequests()).isZero();
            Fronts.await("descriptors to be given back", () -> descriptors() < descriptors + SLACK);
            assertThat(threads()).isLessThan(threads + SLACK);
        }
    }

    private static void abort(HttpFront front, int count) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(RawClient.to(front).get("/events"));
        }
        for (RawClient client : clients) {
            client.head();
            client.close();
        }
    }

    @Test
    void threeHundredSilentStreamsCostOnlyTheirSockets() throws Exception {
        int count = 300;
        try (HttpFront front = Fronts.start(this::silent)) {
            abort(front, 5);
            Fronts.await("the first streams to end", () -> front.counts().openConnections() == 0);
            long descriptors = descriptors();
            int threads = threads();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                clients.add(RawClient.to(front).get("/events"));
            }
            for (RawClient client : clients) {
                assertThat(client.head()).contains("200 OK");
            }
            assertThat(front.counts().activeRequests()).isEqualTo(count);
            assertThat(descriptors() - descriptors).isBetween(2L * count, 2L * count + SLACK);
            assertThat(threads()).isLessThan(threads + SLACK);
            speak.countDown();
            for (RawClient client : clients) {
                assertThat(client.chunks()).isEqualTo("hello");
                client.close();
            }
        }
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Platform threads. */
    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
