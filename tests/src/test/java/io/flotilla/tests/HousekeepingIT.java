package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.SharedCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code docker system df} and the prunes. */
@ExtendWith(SharedCluster.class)
final class HousekeepingIT {
    private final Cluster cluster;
    private final DockerCli docker;

    HousekeepingIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    @Test
    void diskUsageIsSummedOverTheNodes() {
        cluster.sleeper(cluster.lab().node(1));
        cluster.sleeper(cluster.lab().node(2));
        docker.ok("volume", "create", "node-3/" + Cluster.fresh("df"));

        assertThat(docker.ok("system", "df", "--format", "{{.Type}} {{.TotalCount}} {{.Active}}"))
                .contains("Containers 2 2")
                .contains("Local Volumes 1 0");
        JsonNode usage = cluster.api().get("/v1.44/system/df").json();
        assertThat(usage.path("Containers")).hasSize(2);
        assertThat(usage.path("Volumes").path(0).path("Name").asText()).startsWith("node-3/");
        assertThat(usage.path("Images").toString()).containsOnlyOnce("\"busybox:latest\"");
        assertThat(docker.ok("system", "df", "-v")).contains("busybox");
        docker.ok("volume", "prune", "-af");
    }

    @Test
    void stoppedContainersArePrunedOnAllNodes() {
        for (Node node : cluster.lab().nodes()) {
            docker.ok("wait", cluster.runOn(node, "busybox", "true"));
        }
        String running = cluster.sleeper(cluster.lab().node(1));

        assertThat(docker.ok("container", "prune", "-f").lines().filter(l -> l.matches("[0-9a-f]{64}")))
                .hasSize(SharedCluster.ENGINES);
        assertThat(docker.lines("ps", "-a", "--format", "{{.Names}}")).containsExactly("node-1/" + running);
    }

    @Test
    void pruneHonoursItsFilters() {
        String kept = cluster.runOn(cluster.lab().node(1), "busybox", "true");
        docker.ok("run", "--label", "stale=yes", "busybox", "true");
        docker.ok("wait", kept);
        docker.ok("container", "prune", "-f", "--filter", "label=stale=yes");
        assertThat(docker.lines("ps", "-a", "--format", "{{.Names}}")).containsExactly("node-1/" + kept);
    }

    @Test
    void danglingImagesArePruned() {
        String name = cluster.sleeper(cluster.lab().node(2));
        docker.ok("exec", name, "touch", "/made");
        String id = docker.ok("commit", name);
        assertThat(docker.lines("images", "-q", "--no-trunc", "-f", "dangling=true"))
                .containsExactly(id);
        assertThat(docker.ok("image", "prune", "-f")).contains("deleted: " + id);
        assertThat(docker.lines("images", "-q", "-f", "dangling=true")).isEmpty();
    }
}
