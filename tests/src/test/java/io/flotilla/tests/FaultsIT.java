package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.Result;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engines that die, hang or are cut off, in a lab of their own; the manager is never restarted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private final Cluster cluster = Cluster.up("faults", 2, "20.10,28.5");

    @AfterAll
    void takeAway() {
        cluster.close();
    }

    @AfterEach
    void removeContainers() {
        cluster.clear();
    }

    @ParameterizedTest(name = "{0} of node-{2}")
    @CsvSource({"kill, start, 2", "stop, start, 1", "freeze, thaw, 1", "cut, mend, 2"})
    @Timeout(300)
    void aLostNodeIsToldWithItsReasonHindersNobodyAndComesBack(String harm, String cure, int number) {
        DockerCli docker = cluster.docker();
        Node lost = cluster.lab().node(number);
        Node other = cluster.lab().node(3 - number);
        String there = cluster.sleeper(lost);
        String here = cluster.sleeper(other);

        cluster.lab().engine(lost, harm);
        try {
            // From the first moment on, not only once the manager knows.
            worksOn(other, here);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.health(lost)).isEqualTo("Unhealthy"));
            assertThat(cluster.row(lost, "Error")).isNotBlank().doesNotContain("Exception");
            assertThat(docker.ok("info")).contains("Status: Unhealthy").contains("Status: Healthy");

            assertThat(docker.ok("ps", "-a", "--filter", "name=" + there, "--format", "{{.Status}}"))
                    .isEqualTo("Host Down");
            assertThat(docker.lines("ps", "--format", "{{.Names}}")).containsExactly(other.name() + "/" + here);
            Api.Answer refused = cluster.api().post("/containers/" + there + "/start", "");
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.message()).contains("unhealthy node " + lost.name());
            Result pinned = docker.run("run", "--rm", "-e", lost.pin(), "busybox", "true");
            assertThat(pinned.err()).contains("Unable to find a node");
            worksOn(other, here);
        } finally {
            cluster.lab().engine(lost, cure);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.health(lost)).isEqualTo("Healthy"));
        assertThat(cluster.row(lost, "Error")).isIn("", "(none)");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(docker.ok("ps", "-a", "--filter", "name=" + there, "--format", "{{.Status}}"))
                                .matches("(Up|Exited).*"));
        docker.ok("restart", "-t", "0", there);
        assertThat(docker.ok("exec", there, "echo", "back")).isEqualTo("back");
        worksOn(lost, there);
    }

    /** Daily work on that node and over all nodes, each command within the patience of a test. */
    private void worksOn(Node node, String container) {
        DockerCli docker = cluster.docker();
        assertThat(docker.ok("run", "--rm", "-e", node.pin(), "busybox", "echo", "well"))
                .isEqualTo("well");
        assertThat(docker.ok("exec", container, "echo", "well")).isEqualTo("well");
        assertThat(docker.lines("ps", "-q")).isNotEmpty();
        assertThat(docker.lines("images", "-q")).isNotEmpty();
        assertThat(docker.lines("network", "ls", "-q")).isNotEmpty();
        assertThat(cluster.health(node)).isEqualTo("Healthy");
    }
}
