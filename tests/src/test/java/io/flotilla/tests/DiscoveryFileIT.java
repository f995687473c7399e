package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.ManagerProcess;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Discovery by a file that is edited while the manager runs, and by patterns. */
@ExtendWith(SharedCluster.class)
final class DiscoveryFileIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Cluster cluster;

    DiscoveryFileIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private void awaitNodes(Cluster own, int nodes) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(own.api().systemStatus()).contains("Nodes=" + nodes + "\n"));
    }

    @Test
    void nodesComeAndGoWithTheLinesOfTheFile(@TempDir Path directory) throws IOException {
        Node first = cluster.lab().node(1);
        Node second = cluster.lab().node(2);
        String onFirst = cluster.sleeper(first);
        String onSecond = cluster.sleeper(second);
        Path file = Files.writeString(directory.resolve("nodes"), first.address() + "\n");
        try (ManagerProcess manager = ManagerProcess.start("--heartbeat", "1s", "file://" + file)) {
            Cluster own = Cluster.over(cluster.lab(), manager);
            own.awaitHealthy(java.util.List.of(first));
            assertThat(own.docker().lines("ps", "--format", "{{.Names}}")).containsExactly("node-1/" + onFirst);

            Files.writeString(file, "# both\n" + first.address() + "\n\n  " + second.address() + "\n");
            awaitNodes(own, 2);
            own.awaitHealthy(java.util.List.of(first, second));
            assertThat(own.docker().lines("ps", "--format", "{{.Names}}"))
                    .containsExactlyInAnyOrder("node-1/" + onFirst, "node-2/" + onSecond);

            Files.writeString(file, second.address() + "\n");
            awaitNodes(own, 1);
            assertThat(own.docker().lines("ps", "--format", "{{.Names}}")).containsExactly("node-2/" + onSecond);
            assertThat(own.api().get("/containers/" + onFirst + "/json").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aRangePatternNamesSeveralNodes() {
        String address = cluster.lab().node(1).address();
        String pattern = "nodes://" + address.replace(".11:", ".[11:13]:");
        try (ManagerProcess manager = ManagerProcess.start(pattern)) {
            Cluster own = Cluster.over(cluster.lab(), manager);
            own.awaitHealthy(cluster.lab().nodes());
            assertThat(own.api().systemStatus()).contains("Nodes=3\n");
        }
    }

    @Test
    void anAddressWithoutAnEngineIsPendingWithItsReason() {
        Node node = cluster.lab().node(1);
        String wrong = node.address().replace(":2375", ":2399");
        try (ManagerProcess manager = ManagerProcess.start(node.address() + "," + wrong)) {
            Cluster own = Cluster.over(cluster.lab(), manager);
            own.awaitHealthy(java.util.List.of(node));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(own.api().systemStatus())
                            .contains("(unknown)=" + wrong)
                            .contains("Status=Pending")
                            .contains("onnection refused"));
            assertThat(own.docker().ok("run", "--rm", "busybox", "echo", "on")).isEqualTo("on");
        }
    }
}
