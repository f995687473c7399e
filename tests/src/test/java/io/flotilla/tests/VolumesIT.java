package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

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

@ExtendWith(SharedCluster.class)
final class VolumesIT {
    private final Cluster cluster;
    private final DockerCli docker;

    VolumesIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    @AfterEach
    void removeVolumes() {
        cluster.clear();
        for (String name : docker.lines("volume", "ls", "-q")) {
            docker.run("volume", "rm", name);
        }
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    private List<String> listed(String name) {
        return docker.lines("volume", "ls", "-f", "name=" + name, "--format", "{{.Name}}");
    }

    @Test
    void aVolumeIsMadeOnAllNodesAndRemovedFromAll() {
        String name = Cluster.fresh("vol");
        assertThat(docker.ok("volume", "create", "--label", "a=b", name)).isEqualTo(name);
        assertThat(listed(name)).containsExactlyInAnyOrder("node-1/" + name, "node-2/" + name, "node-3/" + name);
        assertThat(docker.ok("volume", "inspect", "-f", "{{.Name}} {{.Labels.a}}", name))
                .isEqualTo(name + " b");
        assertThat(docker.lines("volume", "ls", "-q", "-f", "label=a=b")).hasSize(3);
        assertThat(docker.lines("volume", "ls", "-q", "-f", "label=a=c")).isEmpty();
        assertThat(docker.ok("volume", "rm", name)).isEqualTo(name);
        assertThat(listed(name)).isEmpty();
    }

    @BothGenerations
    void aVolumeOfOneNodeIsMadeThereOnly(int number) {
        String name = Cluster.fresh("vol");
        String full = node(number).name() + "/" + name;
        docker.ok("volume", "create", full);
        assertThat(listed(name)).containsExactly(full);
        assertThat(docker.ok("volume", "inspect", "-f", "{{.Driver}}", full)).isEqualTo("local");
        docker.ok("volume", "rm", full);
        assertThat(docker.run("volume", "inspect", full).err()).contains("no such volume");
    }

    @BothGenerations
    void dataOutlivesTheContainerThatWroteIt(int number) {
        String name = Cluster.fresh("vol");
        docker.ok("volume", "create", node(number).name() + "/" + name);
        docker.ok(
                "run",
                "--rm",
                "-v",
                name + ":/data",
                "-e",
                node(number).pin(),
                "busybox",
                "sh",
                "-c",
                "echo kept > /data/file");
        assertThat(docker.ok(
                        "run", "--rm", "-v", name + ":/data", "-e", node(number).pin(), "busybox", "cat", "/data/file"))
                .isEqualTo("kept");
        assertThat(listed(name)).containsExactly(node(number).name() + "/" + name);
    }

    @BothGenerations
    void aVolumeInUseIsNotRemoved(int number) {
        String name = Cluster.fresh("vol");
        docker.ok(
                "run",
                "-d",
                "--name",
                Cluster.fresh("user"),
                "-v",
                name + ":/data",
                "-e",
                node(number).pin(),
                "busybox",
                "sleep",
                "1000");
        Api.Answer answer =
                cluster.api().call("DELETE", "/volumes/" + node(number).name() + "/" + name, "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains("volume is in use");
        assertThat(docker.lines("volume", "ls", "-q", "-f", "dangling=false"))
                .containsExactly(node(number).name() + "/" + name);
    }

    @Test
    void anonymousVolumesGoWithTheirContainer() {
        String name = Cluster.fresh("anon");
        docker.ok("run", "-d", "--name", name, "-v", "/data", "busybox", "sleep", "1000");
        assertThat(docker.lines("volume", "ls", "-q")).hasSize(1);
        docker.ok("rm", "-fv", name);
        assertThat(docker.lines("volume", "ls", "-q")).isEmpty();
    }

    @Test
    void unusedVolumesArePrunedOnAllNodes() {
        String name = Cluster.fresh("vol");
        docker.ok("volume", "create", name);
        assertThat(docker.ok("volume", "prune", "-af")).contains("node-1/" + name, "node-2/" + name, "node-3/" + name);
        assertThat(listed(name)).isEmpty();
    }

    @Test
    void unknownVolumesAndNodesAre404() {
        Api.Answer answer = cluster.api().get("/volumes/none");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).contains("no such volume");
        assertThat(cluster.api().call("DELETE", "/volumes/none", "").status()).isEqualTo(404);
        assertThat(cluster.api()
                        .post("/volumes/create", "{\"Name\":\"no-node/x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(cluster.api()
                        .post("/volumes/create", "{\"Name\":\"bad name!\"}")
                        .status())
                .isEqualTo(400);
        assertThat(listed("bad")).isEmpty();
    }
}
