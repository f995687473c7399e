package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.FakeRegistry;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.Result;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedCluster.class)
final class ImagesIT {
    private final Cluster cluster;
    private final DockerCli docker;

    ImagesIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    /** Whether the node's own engine has it. */
    private boolean on(Node node, String image) {
        return cluster.engine(node).get("/images/" + image + "/json").status() == 200;
    }

    private String tagged(String stem) {
        String image = Cluster.fresh(stem) + ":1";
        docker.ok("tag", "busybox", image);
        return image;
    }

    @Test
    void anImageOfAllNodesIsListedOnce() {
        assertThat(docker.lines("images", "busybox", "--format", "{{.Repository}}:{{.Tag}}"))
                .containsExactly("busybox:latest");
        assertThat(docker.ok("images", "--filter", "reference=busy*:latest", "-q"))
                .isNotEmpty();
        assertThat(docker.ok("images", "--filter", "reference=nothing", "-q")).isEmpty();
        assertThat(docker.ok("images", "--filter", "dangling=true", "-q")).isEmpty();
    }

    @Test
    void inspectAndHistoryComeFromANodeThatHasIt() {
        JsonNode inspect = cluster.api().get("/images/busybox/json").json();
        assertThat(docker.ok("image", "inspect", "-f", "{{.Id}} {{.Os}}", "busybox:latest"))
                .isEqualTo(inspect.path("Id").asText() + " linux");
        assertThat(docker.ok("history", "--format", "{{.CreatedBy}}", "busybox"))
                .isNotEmpty();
        String id = inspect.path("Id").asText();
        assertThat(docker.ok("image", "inspect", "-f", "{{.Id}}", id.substring(7, 19)))
                .isEqualTo(id);
    }

    @Test
    void aTagIsGivenAndTakenOnAllNodes() {
        String image = tagged("tagged");
        assertThat(cluster.lab().nodes()).allMatch(node -> on(node, image));
        assertThat(docker.ok("rmi", image)).contains("Untagged: " + image);
        assertThat(cluster.lab().nodes()).noneMatch(node -> on(node, image));
        Result again = docker.run("rmi", image);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("No such image: " + image);
    }

    @Test
    void aSavedImageIsLoadedOnAllNodes(@TempDir Path directory) {
        String image = tagged("saved");
        Path archive = directory.resolve("image.tar");
        docker.command("save", image).writing(archive).run().text();
        docker.ok("rmi", image);

        List<String> loaded =
                docker.command("load").reading(archive).run().text().lines().toList();
        assertThat(loaded).containsOnlyOnce("Loaded image: " + image);
        assertThat(cluster.lab().nodes()).allMatch(node -> on(node, image));
        assertThat(docker.ok("run", "--rm", image, "echo", "loaded")).isEqualTo("loaded");
        docker.ok("rmi", image);
    }

    @Test
    void severalImagesAreSavedTogether(@TempDir Path directory) {
        String one = tagged("pair");
        String two = tagged("pair");
        Path archive = directory.resolve("images.tar");
        docker.command("save", one, two).writing(archive).run().text();
        docker.ok("rmi", one, two);
        String loaded = docker.command("load").reading(archive).run().text();
        assertThat(loaded).contains("Loaded image: " + one, "Loaded image: " + two);
        docker.ok("rmi", one, two);
    }

    @Test
    void anImageInUseIsKeptUnlessForced() {
        String image = Cluster.fresh("used") + ":1";
        String name = cluster.sleeper(cluster.lab().node(1));
        docker.ok("commit", name, image);
        docker.ok("run", "-d", "--name", Cluster.fresh("user"), image, "sleep", "1000");

        Api.Answer refused = cluster.api().call("DELETE", "/images/" + image, "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("container");
        cluster.clear();
        docker.ok("rmi", image);
    }

    @Test
    void unknownImagesAre404InEveryCall() {
        for (String target :
                List.of("/images/none/json", "/images/none/history", "/images/none/get", "/images/get?names=none")) {
            Api.Answer answer = cluster.api().get(target);
            assertThat(answer.status()).as(target).isEqualTo(404);
            assertThat(answer.message()).as(target).contains("none");
        }
        assertThat(cluster.api().post("/images/none/tag?repo=x", "").status()).isEqualTo(404);
        assertThat(cluster.api().call("DELETE", "/images/none", "").status()).isEqualTo(404);
    }

    @Test
    void anImageIsPushedOnceAndPulledByAllNodes() throws IOException {
        try (FakeRegistry registry = FakeRegistry.in(cluster.lab())) {
            String image = registry.name() + "/some/image:1";
            docker.ok("tag", "busybox", image);
            assertThat(docker.ok("push", image)).contains("1: digest: sha256:");
            docker.ok("rmi", image);

            String pulled = docker.ok("pull", image);
            assertThat(pulled).contains("Digest: sha256:").contains(image);
            assertThat(cluster.lab().nodes()).allMatch(node -> on(node, image));
            assertThat(docker.ok("run", "--rm", image, "echo", "pulled")).isEqualTo("pulled");
            docker.ok("rmi", image);
        }
    }

    @Test
    void aPullOfAnUnknownImageIsA404InTheRegistrysWords() throws IOException {
        try (FakeRegistry registry = FakeRegistry.in(cluster.lab())) {
            Api.Answer answer = cluster.api().post("/images/create?fromImage=" + registry.name() + "/none&tag=1", "");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
            assertThat(answer.message()).contains("manifest unknown");
            Result result = docker.run("pull", registry.name() + "/none:1");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.err()).contains("manifest unknown");
        }
    }

    @Test
    void aRunPullsWhatIsMissing() throws IOException {
        try (FakeRegistry registry = FakeRegistry.in(cluster.lab())) {
            String image = registry.name() + "/missing:1";
            docker.ok("tag", "busybox", image);
            docker.ok("push", image);
            docker.ok("rmi", image);
            assertThat(docker.ok("run", "--rm", image, "echo", "here")).isEqualTo("here");
            docker.ok("rmi", image);
        }
    }

    @Test
    void brokenArchivesAreRefused(@TempDir Path directory) throws IOException {
        Path archive = java.nio.file.Files.writeString(directory.resolve("broken.tar"), "this is no archive");
        Result result = docker.command("load").reading(archive).run();
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).isNotEmpty();
    }
}
