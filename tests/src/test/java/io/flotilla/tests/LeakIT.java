package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.ManagerProcess;
import io.flotilla.tests.harness.ProcessUsage;
import io.flotilla.tests.harness.RawHttp;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that vanish in the middle of a stream leave nothing behind in the manager. */
@ExtendWith(SharedCluster.class)
final class LeakIT {
    private static final int STREAMS = 1000;
    private static final int AT_ONCE = 20;
    private static final int ATTACH = 3;

    /** Idle connections to engines may stay in the pool, and the JVM starts threads of its own. */
    private static final int SLACK = 12;

    private final Cluster cluster;

    LeakIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @Timeout(300)
    void aThousandAbortedStreamsLeaveNoSocketsAndNoThreads() throws Exception {
        List<String> containers = cluster.lab().nodes().stream()
                .map(node -> cluster.runOn(node, "busybox", "sh", "-c", "while :; do echo tick; sleep 1; done"))
                .toList();
        try (ManagerProcess manager = ManagerProcess.start(cluster.lab().addresses())) {
            Cluster own = Cluster.over(cluster.lab(), manager);
            own.awaitHealthy(cluster.lab().nodes());
            ProcessUsage usage = manager.usage();
            abort(own, containers, 4 * AT_ONCE);
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            long sockets = usage.sockets();
            long threads = usage.threads();

            abort(own, containers, STREAMS);

            awaitAtMost(usage, sockets + SLACK, threads + SLACK);
            assertThat(own.api().get("/info").json().path("NEventsListener").asInt())
                    .isZero();
            assertThat(own.docker().ok("run", "--rm", "busybox", "echo", "alive"))
                    .isEqualTo("alive");
        }
    }

    /** Nothing is written here that would tell: the reset alone must. */
    @Test
    void resetAttachmentsOfAQuietContainerAreClosed() throws IOException {
        String container = cluster.sleeper(cluster.lab().node(2));
        try (ManagerProcess manager = ManagerProcess.start(cluster.lab().addresses())) {
            Cluster own = Cluster.over(cluster.lab(), manager);
            own.awaitHealthy(cluster.lab().nodes());
            ProcessUsage usage = manager.usage();
            long sockets = usage.sockets();
            long threads = usage.threads();
            for (int i = 0; i < 3 * SLACK; i++) {
                abort(own, container, ATTACH, true);
            }
            awaitAtMost(usage, sockets + SLACK, threads + SLACK);
        }
    }

    private static void awaitAtMost(ProcessUsage usage, long sockets, long threads) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(usage.sockets()).as("sockets").isLessThanOrEqualTo(sockets);
            assertThat(usage.threads()).as("threads").isLessThanOrEqualTo(threads);
        });
    }

    private static void abort(Cluster cluster, List<String> containers, int streams)
            throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                int number = i;
                String container = containers.get(i % containers.size());
                runs.add(clients.submit(() -> {
                    abort(cluster, container, number % 5, number % 2 == 0);
                    return true;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }

    private static void abort(Cluster cluster, String container, int kind, boolean reset) throws IOException {
        String path = "/containers/" + container;
        try (RawHttp connection = cluster.api().connect()) {
            switch (kind) {
                case 0 -> connection.request("GET", path + "/logs?follow=1&stdout=1", "");
                case 1 -> connection.request("GET", "/events", "");
                case 2 -> connection.request("GET", path + "/stats", "");
                case ATTACH ->
                    connection.request(
                            "POST",
                            path + "/attach?stream=1&stdout=1&stdin=1",
                            "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n");
                default -> connection.request("POST", path + "/wait", "Content-Length: 0\r\n");
            }
            assertThat(connection.head().status()).isIn(200, 101);
            if (reset) {
                connection.abort();
            }
        }
    }
}
