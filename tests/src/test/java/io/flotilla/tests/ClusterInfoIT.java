package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.SharedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
final class ClusterInfoIT {
    private final Cluster cluster;

    ClusterInfoIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void dockerInfoListsAllNodesAsHealthy() {
        String info = cluster.docker().ok("info");

        assertThat(info).contains("Nodes: 3").contains("Role: primary").contains("Strategy: spread");
        assertThat(info.split("Status: Healthy", -1)).hasSize(4);
        for (Node node : cluster.lab().nodes()) {
            assertThat(info).contains(node.name() + ": " + node.address()).contains("ServerVersion: " + node.version());
        }
    }

    @Test
    void infoSumsUpEnginesAndSaysThatSwarmModeIsOff() {
        JsonNode info = cluster.api().get("/info").json();
        long cpus = 0;
        for (Node node : cluster.lab().nodes()) {
            cpus += cluster.engine(node).get("/info").json().path("NCPU").asLong();
        }

        assertThat(info.path("NCPU").asLong()).isGreaterThanOrEqualTo(cpus);
        assertThat(info.path("Swarm").path("LocalNodeState").asText()).isEqualTo("inactive");
        assertThat(info.path("Runtimes").has("runc")).isTrue();
        assertThat(info.path("OSType").asText()).isEqualTo("linux");
    }

    @Test
    void dockerVersionShowsServerAndApiRange() {
        String version = cluster.docker().ok("version", "--format", "{{json .Server}}");

        assertThat(version).contains("\"MinAPIVersion\":\"1.21\"").contains("\"Name\":\"Engine\"");
        JsonNode document = cluster.api().get("/version").json();
        String[] maximum = document.path("ApiVersion").asText().split("\\.", -1);
        assertThat(Integer.parseInt(maximum[1])).isGreaterThanOrEqualTo(44);
        assertThat(document.path("Os").asText()).isEqualTo("linux");
    }

    @Test
    void pingHasTheHeadersThatClientsNegotiateBy() {
        for (String method : List.of("GET", "HEAD")) {
            Api.Answer answer = cluster.api().call(method, "/_ping", "");
            assertThat(answer.status()).as(method).isEqualTo(200);
            assertThat(answer.head().header("Ostype")).isEqualTo("linux");
            assertThat(answer.head().header("Docker-Experimental")).isEqualTo("false");
            assertThat(answer.head().header("Builder-Version")).isEqualTo("1");
            assertThat(answer.head().header("Swarm")).isEqualTo("inactive");
            assertThat(answer.head().header("Cache-Control")).contains("no-store");
            assertThat(answer.head().header("Content-Type")).startsWith("text/plain");
            assertThat(answer.head().header("Server")).startsWith("Docker/");
            assertThat(answer.head().header("Api-Version"))
                    .isEqualTo(cluster.api()
                            .get("/version")
                            .json()
                            .path("ApiVersion")
                            .asText());
        }
        assertThat(cluster.api().get("/_ping").body()).isEqualTo("OK");
        assertThat(cluster.api().call("HEAD", "/_ping", "").head().header("Content-Length"))
                .isEqualTo("0");
    }

    @Test
    void everyAnswerCarriesTheEngineHeaders() {
        for (String target : List.of("/containers/json", "/v1.41/info", "/containers/unknown/json", "/nonsense")) {
            Api.Answer answer = cluster.api().get(target);
            assertThat(answer.head().header("Api-Version")).as(target).isNotEmpty();
            assertThat(answer.head().header("Ostype")).as(target).isEqualTo("linux");
            assertThat(answer.head().header("Server")).as(target).startsWith("Docker/");
        }
    }

    @Test
    void containersSpreadOverTheNodesAndAreNamedAfterThem() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2 * SharedCluster.ENGINES; i++) {
            names.add(Cluster.fresh("spread"));
            cluster.docker().ok("run", "-d", "--name", names.getLast(), "busybox", "sleep", "1000");
        }

        List<String> shown = cluster.docker().lines("ps", "--filter", "name=spread-", "--format", "{{.Names}}");
        assertThat(shown).hasSize(names.size());
        assertThat(shown.stream().map(n -> n.substring(n.indexOf('/') + 1))).containsExactlyInAnyOrderElementsOf(names);
        for (Node node : cluster.lab().nodes()) {
            assertThat(shown).filteredOn(n -> n.startsWith(node.name() + "/")).hasSize(2);
        }
    }

    @Test
    void aConstraintPinsToANodeAndInspectTellsIt() {
        for (Node node : cluster.lab().nodes()) {
            JsonNode inspect = cluster.inspect(cluster.sleeper(node));
            assertThat(inspect.path("Node").path("Name").asText()).isEqualTo(node.name());
            assertThat(inspect.path("Node").path("Addr").asText()).isEqualTo(node.address());
            assertThat(cluster.engine(node)
                            .get("/containers/" + inspect.path("Id").asText() + "/json")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void infoCountsContainersAsPsDoes() {
        cluster.sleeper(cluster.lab().node(1));
        cluster.docker().ok("pause", cluster.sleeper(cluster.lab().node(2)));
        cluster.docker().ok("create", "--name", Cluster.fresh("idle"), "busybox");

        JsonNode info = cluster.api().get("/info").json();
        assertThat(info.path("Containers").asInt()).isEqualTo(3);
        assertThat(info.path("ContainersRunning").asInt()).isEqualTo(1);
        assertThat(info.path("ContainersPaused").asInt()).isEqualTo(1);
        assertThat(info.path("ContainersStopped").asInt()).isEqualTo(1);
        assertThat(new TreeSet<>(cluster.docker().lines("ps", "-aq"))).hasSize(3);
    }
}
