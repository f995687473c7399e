package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.Result;
import io.flotilla.tests.harness.Running;
import io.flotilla.tests.harness.SharedCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one does to a container from its creation to its removal, on each generation of engines. */
@ExtendWith(SharedCluster.class)
final class ContainerLifecycleIT {
    private final Cluster cluster;
    private final DockerCli docker;

    ContainerLifecycleIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    private String state(String name) {
        return docker.ok("inspect", "-f", "{{.State.Status}}", name);
    }

    private String listed(String name) {
        return docker.ok("ps", "-a", "--filter", "name=" + name, "--format", "{{.State}}");
    }

    @BothGenerations
    void everyStateIsSeenAtOnceInInspectAndList(int number) {
        String name = Cluster.fresh("life");
        docker.ok("create", "--name", name, "-e", node(number).pin(), "busybox", "sleep", "1000");
        assertThat(listed(name)).isEqualTo("created");
        docker.ok("start", name);
        assertThat(listed(name)).isEqualTo("running");
        docker.ok("pause", name);
        assertThat(listed(name)).isEqualTo(state(name)).isEqualTo("paused");
        docker.ok("unpause", name);
        assertThat(listed(name)).isEqualTo("running");
        docker.ok("kill", name);
        assertThat(listed(name)).isEqualTo(state(name)).isEqualTo("exited");
        docker.ok("restart", "-t", "0", name);
        assertThat(listed(name)).isEqualTo("running");
        docker.ok("stop", "-t", "0", name);
        assertThat(listed(name)).isEqualTo("exited");
        docker.ok("rm", name);
        assertThat(listed(name)).isEmpty();
        assertThat(docker.run("inspect", name).err()).contains("No such object: " + name);
    }

    @BothGenerations
    void aSignalReachesTheContainer(int number) {
        String name =
                cluster.runOn(node(number), "busybox", "sh", "-c", "trap 'exit 9' USR1; while :; do sleep 0.1; done");
        docker.ok("kill", "-s", "USR1", name);
        assertThat(docker.ok("wait", name)).isEqualTo("9");
    }

    @BothGenerations
    void waitPrintsTheExitCodeWhenTheContainerEnds(int number) {
        String name = Cluster.fresh("end");
        docker.ok("run", "-di", "--name", name, "-e", node(number).pin(), "busybox", "sh", "-c", "sleep 1000; exit 1");
        try (Running waiting = docker.start("wait", name)) {
            assertThat(waiting.alive()).isTrue();
            docker.ok("kill", name);
            assertThat(waiting.end().text()).isEqualTo("137");
        }
    }

    @BothGenerations
    void theHeadOfAWaitComesBeforeTheContainerEnds(int number) throws java.io.IOException {
        String name = cluster.sleeper(node(number));
        try (var connection = cluster.api().connect()) {
            connection.request("POST", "/containers/" + name + "/wait?condition=removed", "Content-Length: 0\r\n");
            var head = connection.head();
            assertThat(head.status()).isEqualTo(200);
            docker.ok("rm", "-f", name);
            assertThat(connection.body(head)).contains("\"StatusCode\":137");
        }
    }

    @BothGenerations
    void aRunningContainerIsRemovedOnlyByForce(int number) {
        String name = cluster.sleeper(node(number));
        Api.Answer refused = cluster.api().call("DELETE", "/containers/" + name, "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).containsIgnoringCase("container").contains("remove");
        assertThat(docker.ok("rm", "-f", name)).isEqualTo(name);
        assertThat(docker.lines("ps", "-aq")).isEmpty();
    }

    @BothGenerations
    void updateChangesTheLimitsAndTheEngineKnows(int number) {
        String name = cluster.sleeper(node(number));
        docker.ok("update", "--memory", "64m", "--memory-swap", "64m", "--cpu-shares", "512", name);

        JsonNode inspect = cluster.engine(node(number))
                .get("/containers/" + name + "/json")
                .json();
        assertThat(inspect.path("HostConfig").path("Memory").asLong()).isEqualTo(64L << 20);
        assertThat(cluster.inspect(name).path("HostConfig").path("CpuShares").asInt())
                .isEqualTo(512);
    }

    @BothGenerations
    void aRenamedContainerIsFoundByItsNewNameOnly(int number) {
        String name = cluster.sleeper(node(number));
        String other = Cluster.fresh("renamed");
        docker.ok("rename", name, other);

        assertThat(docker.ok("ps", "--format", "{{.Names}}"))
                .isEqualTo(node(number).name() + "/" + other);
        assertThat(docker.run("inspect", name).exit()).isEqualTo(1);
        docker.ok("rename", node(number).name() + "/" + other, name);
        assertThat(state(name)).isEqualTo("running");
    }

    @Test
    void namesAreUniqueInTheWholeCluster() {
        String name = cluster.sleeper(node(1));
        String other = cluster.sleeper(node(2));

        Result created = docker.run("create", "--name", name, "-e", node(2).pin(), "busybox");
        assertThat(created.err()).contains("Conflict").contains("The name " + name + " is already assigned");
        Api.Answer renamed = cluster.api().post("/containers/" + other + "/rename?name=" + name, "");
        assertThat(renamed.status()).isEqualTo(409);
        assertThat(renamed.message()).contains("The name " + name + " is already assigned");
        assertThat(docker.lines("ps", "-q")).hasSize(2);
    }

    @BothGenerations
    void aContainerIsFoundInEveryWayOfNamingIt(int number) {
        Node node = node(number);
        String name = cluster.sleeper(node);
        String id = cluster.inspect(name).path("Id").asText();
        String nodeId = cluster.inspect(name).path("Node").path("ID").asText().replace("|", "%7C");
        for (String reference : java.util.List.of(
                name,
                "%2F" + name,
                node.name() + "/" + name,
                "%2F" + node.name() + "/" + name,
                nodeId + "/" + name,
                node.name() + "%2F" + name,
                id,
                id.substring(0, 12),
                id.substring(0, 20),
                cluster.inspect(name)
                        .path("Config")
                        .path("Labels")
                        .path("com.docker.swarm.id")
                        .asText())) {
            assertThat(cluster.inspect(reference).path("Id").asText())
                    .as(reference)
                    .isEqualTo(id);
        }
    }

    @BothGenerations
    void topShowsTheProcesses(int number) {
        String name = cluster.sleeper(node(number));
        assertThat(docker.ok("top", name)).contains("PID").contains("sleep 1000");
        assertThat(docker.ok("top", name, "-o", "pid,args")).contains("COMMAND").contains("sleep 1000");
    }

    @BothGenerations
    void diffTellsWhatChanged(int number) {
        String name = cluster.sleeper(node(number));
        docker.ok("exec", name, "sh", "-c", "touch /made; rm /etc/group");
        assertThat(docker.lines("diff", name)).contains("A /made", "D /etc/group", "C /etc");
    }

    @BothGenerations
    void statsShowOneContainerOnce(int number) {
        String name = cluster.sleeper(node(number));
        assertThat(docker.ok("stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}", name))
                .contains(name)
                .endsWith(" 1");
        assertThat(docker.ok("stats", "--no-stream", "--format", "{{.Container}}"))
                .isEqualTo(cluster.inspect(name).path("Id").asText().substring(0, 12));
    }
}
