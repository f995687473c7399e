package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.SharedCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Networks of single engines, shown as {@code node/name}. */
@ExtendWith(SharedCluster.class)
final class NetworksIT {
    private final Cluster cluster;
    private final DockerCli docker;

    NetworksIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    @AfterEach
    void removeNetworks() {
        cluster.clear();
        cluster.api().post("/networks/prune", "");
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    private String create(int number) {
        String name = Cluster.fresh("net");
        docker.ok("network", "create", node(number).name() + "/" + name);
        return name;
    }

    @Test
    void everyNodesOwnNetworksAreListedUnderItsName() {
        List<String> names = docker.lines("network", "ls", "--format", "{{.Name}}");
        for (Node node : cluster.lab().nodes()) {
            assertThat(names).contains(node.name() + "/bridge", node.name() + "/host", node.name() + "/none");
        }
        assertThat(names).hasSize(3 * SharedCluster.ENGINES).doesNotHaveDuplicates();
        assertThat(docker.lines("network", "ls", "-f", "name=node-2/bridge", "-q"))
                .hasSize(1);
        assertThat(docker.lines("network", "ls", "-f", "driver=bridge", "-q")).hasSize(SharedCluster.ENGINES);
    }

    @BothGenerations
    void aNetworkIsCreatedInspectedAndRemovedOnItsNode(int number) {
        String name = create(number);
        String full = node(number).name() + "/" + name;
        String id = docker.ok("network", "ls", "--no-trunc", "-f", "name=" + name, "--format", "{{.ID}}");
        assertThat(docker.ok("network", "ls", "-f", "name=" + name, "--format", "{{.Name}}"))
                .isEqualTo(full);
        for (String reference : List.of(name, full, id, id.substring(0, 12))) {
            assertThat(docker.ok("network", "inspect", "-f", "{{.Id}} {{.Driver}}", reference))
                    .as(reference)
                    .isEqualTo(id + " bridge");
        }
        docker.ok("network", "rm", full);
        assertThat(docker.run("network", "inspect", full).err()).contains("not found");
    }

    @Test
    void aNetworkWithoutANodeIsCreatedOnOne() {
        String name = Cluster.fresh("anywhere");
        docker.ok("network", "create", name);
        assertThat(docker.ok("network", "ls", "-f", "name=" + name, "--format", "{{.Name}}"))
                .matches("node-[123]/" + name);
    }

    @BothGenerations
    void containersOfANetworkFindEachOtherByName(int number) {
        String network = create(number);
        String server = Cluster.fresh("server");
        docker.ok("run", "-d", "--name", server, "--network", network, "busybox", "sleep", "1000");
        assertThat(cluster.inspect(server).path("Node").path("Name").asText())
                .isEqualTo(node(number).name());

        assertThat(docker.ok(
                        "run",
                        "--rm",
                        "--network",
                        node(number).name() + "/" + network,
                        "busybox",
                        "ping",
                        "-c",
                        "1",
                        server))
                .contains("1 packets received");
        JsonNode inspect = cluster.api().get("/networks/" + network).json();
        assertThat(inspect.path("Containers").toString()).contains(server);
        assertThat(docker.lines("ps", "-f", "network=" + network, "-q")).hasSize(1);
        assertThat(docker.run("network", "rm", network).err()).contains("has active endpoints");
    }

    @BothGenerations
    void aRunningContainerIsConnectedAndDisconnected(int number) {
        String network = create(number);
        String name = cluster.sleeper(node(number));
        docker.ok("network", "connect", "--alias", "other", node(number).name() + "/" + network, name);
        JsonNode networks = cluster.inspect(name).path("NetworkSettings").path("Networks");
        assertThat(networks.has(network)).isTrue();
        assertThat(networks.path(network).path("Aliases").toString()).contains("other");
        docker.ok("network", "disconnect", network, name);
        assertThat(cluster.inspect(name)
                        .path("NetworkSettings")
                        .path("Networks")
                        .has(network))
                .isFalse();
    }

    @Test
    void aNetworkOfAnotherNodeCannotBeConnected() {
        String network = create(1);
        String name = cluster.sleeper(node(2));
        Api.Answer answer = cluster.api().post("/networks/" + network + "/connect", "{\"Container\":\"" + name + "\"}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).contains(network).contains("node-1");
    }

    @Test
    void oneNameOnTwoNodesIsAmbiguousButNotWithItsNode() {
        String name = create(1);
        docker.ok("network", "create", "node-2/" + name);
        Api.Answer answer = cluster.api().get("/networks/" + name);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("node-1/" + name).contains("node-2/" + name);
        docker.ok("network", "rm", "node-2/" + name);
        assertThat(docker.ok("network", "inspect", "-f", "{{.Scope}}", name)).isEqualTo("local");
    }

    @Test
    void unusedNetworksArePrunedOnAllNodes() {
        String one = create(1);
        String two = create(2);
        assertThat(docker.ok("network", "prune", "-f"))
                .contains("node-1/" + one)
                .contains("node-2/" + two);
        assertThat(docker.lines("network", "ls", "-q")).hasSize(3 * SharedCluster.ENGINES);
    }

    @Test
    void unknownNetworksAndNodesAre404() {
        assertThat(cluster.api().get("/networks/none-of-these").status()).isEqualTo(404);
        assertThat(cluster.api().call("DELETE", "/networks/none-of-these", "").status())
                .isEqualTo(404);
        assertThat(docker.run("network", "create", "no-node/x").err()).contains("no-node");
        assertThat(docker.run("network", "rm", "node-1/bridge").err()).contains("pre-defined");
        assertThat(cluster.api().get("/networks/bridge").status()).isEqualTo(200);
    }
}
