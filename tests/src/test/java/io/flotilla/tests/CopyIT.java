package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Command;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker cp} both ways, export, import and commit. */
@ExtendWith(SharedCluster.class)
final class CopyIT {
    private final Cluster cluster;
    private final DockerCli docker;

    @TempDir
    Path directory;

    CopyIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    @BothGenerations
    void aFileGoesInAndComesOut(int number) throws IOException {
        String name = cluster.sleeper(node(number));
        Path file = Files.writeString(directory.resolve("in"), "content\n");
        docker.ok("cp", file.toString(), name + ":/tmp/there");
        assertThat(docker.ok("exec", name, "cat", "/tmp/there")).isEqualTo("content");
        docker.ok("cp", name + ":/tmp/there", directory.resolve("back").toString());
        assertThat(directory.resolve("back")).hasContent("content\n");
        assertThat(docker.run("cp", name + ":/tmp/absent", directory.toString()).err())
                .contains("Could not find the file /tmp/absent");
    }

    @BothGenerations
    void aFolderGoesInAndComesOut(int number) throws IOException {
        String name = cluster.sleeper(node(number));
        Path folder = Files.createDirectories(directory.resolve("folder/sub"));
        Files.writeString(folder.resolve("leaf"), "leaf\n");
        docker.ok("cp", directory.resolve("folder").toString(), name + ":/tmp");
        assertThat(docker.ok("exec", name, "cat", "/tmp/folder/sub/leaf")).isEqualTo("leaf");
        docker.ok("cp", name + ":/tmp/folder/.", directory.resolve("copy").toString());
        assertThat(directory.resolve("copy/sub/leaf")).hasContent("leaf\n");
    }

    @BothGenerations
    void anArchiveGoesThroughStandardInputAndOutput(int number) throws IOException {
        String name = cluster.sleeper(node(number));
        Files.writeString(directory.resolve("note"), "by pipe\n");
        Path archive = directory.resolve("a.tar");
        Command.of("tar", "-C", directory.toString(), "-cf", archive.toString(), "note")
                .run()
                .text();

        docker.command("cp", "-", name + ":/tmp").reading(archive).run().text();
        assertThat(docker.ok("exec", name, "cat", "/tmp/note")).isEqualTo("by pipe");
        Path back = directory.resolve("b.tar");
        docker.command("cp", name + ":/tmp/note", "-").writing(back).run().text();
        assertThat(Command.of("tar", "-xOf", back.toString(), "note").run().text())
                .isEqualTo("by pipe");
    }

    @BothGenerations
    void aHeadRequestTellsWhatIsThere(int number) {
        String name = cluster.sleeper(node(number));
        Api.Answer answer = cluster.api().call("HEAD", "/containers/" + name + "/archive?path=/etc/passwd", "");
        assertThat(answer.status()).isEqualTo(200);
        byte[] stat = Base64.getDecoder().decode(answer.head().header("X-Docker-Container-Path-Stat"));
        assertThat(new String(stat, StandardCharsets.UTF_8)).contains("\"name\":\"passwd\"");
        assertThat(cluster.api()
                        .call("HEAD", "/containers/" + name + "/archive?path=/absent", "")
                        .status())
                .isEqualTo(404);
    }

    @BothGenerations
    void anExportedContainerIsImportedOnAllNodes(int number) throws IOException {
        String name = cluster.sleeper(node(number));
        docker.ok("exec", name, "sh", "-c", "echo exported > /mark");
        Path archive = directory.resolve("export.tar");
        docker.command("export", name).writing(archive).run().text();
        String image = Cluster.fresh("imported") + ":1";

        String id = docker.command("import", "--change", "LABEL made=here", "--message", "note", "-", image)
                .reading(archive)
                .run()
                .text();
        assertThat(id).endsWith(docker.ok("image", "inspect", "-f", "{{.Id}}", image));
        assertThat(docker.ok("image", "inspect", "-f", "{{.Config.Labels.made}} {{.Comment}}", image))
                .isEqualTo("here note");
        for (Node node : cluster.lab().nodes()) {
            assertThat(docker.ok("run", "--rm", "-e", node.pin(), image, "cat", "/mark"))
                    .isEqualTo("exported");
        }
        docker.ok("rmi", image);
        assertThat(docker.run("image", "inspect", image).err()).contains("No such image");
    }

    @BothGenerations
    void aCommittedImageRunsOnItsNode(int number) {
        String name = cluster.sleeper(node(number));
        docker.ok("exec", name, "sh", "-c", "echo committed > /mark");
        String image = Cluster.fresh("committed") + ":1";
        String id = docker.ok(
                "commit", "-m", "note", "-c", "ENV COLOUR=blue", node(number).name() + "/" + name, image);

        assertThat(docker.ok("images", "--no-trunc", "-q", image)).isEqualTo(id);
        assertThat(docker.ok("run", "--rm", image, "sh", "-c", "cat /mark; echo $COLOUR"))
                .isEqualTo("committed\nblue");
        assertThat(docker.ok("history", "--format", "{{.Comment}}", image)).startsWith("note");
        docker.ok("rmi", image);
    }
}
