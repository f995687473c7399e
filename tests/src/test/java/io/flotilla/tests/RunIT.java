package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.Result;
import io.flotilla.tests.harness.Running;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker run} in its forms, on each generation of engines. */
@ExtendWith(SharedCluster.class)
final class RunIT {
    private final Cluster cluster;
    private final DockerCli docker;

    RunIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    @BothGenerations
    void runPrintsTheOutputAndItsExitCodeAndRemovesTheContainer(int number) {
        String name = Cluster.fresh("once");
        Result result = docker.run(
                "run",
                "--rm",
                "--name",
                name,
                "-e",
                node(number).pin(),
                "busybox",
                "sh",
                "-c",
                "echo out; echo err >&2; exit 7");

        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.out()).isEqualTo("out\n");
        assertThat(result.err()).isEqualTo("err\n");
        assertThat(docker.lines("ps", "-a", "--filter", "name=" + name, "-q")).isEmpty();
    }

    @BothGenerations
    void theEndOfStandardInputReachesTheContainer(int number) {
        for (int i = 0; i < 5; i++) {
            Result result =
                    docker.pipe("hi\n", "run", "-i", "--rm", "-e", node(number).pin(), "busybox", "cat");
            assertThat(result.text()).isEqualTo("hi");
        }
    }

    @BothGenerations
    void aFileRunsThroughAContainerUnchanged(int number, @TempDir Path directory) throws IOException {
        Path input = directory.resolve("input");
        byte[] content = new byte[3_000_000];
        new java.util.Random(7).nextBytes(content);
        Files.write(input, content);
        Path output = directory.resolve("output");

        docker.command("run", "-i", "--rm", "-e", node(number).pin(), "busybox", "cat")
                .reading(input)
                .writing(output)
                .run()
                .text();
        assertThat(Files.mismatch(input, output)).isEqualTo(-1);
    }

    @BothGenerations
    void aShellOnATerminalTalksAndEnds(int number) {
        try (Running shell =
                docker.terminal("run", "-it", "--rm", "-e", node(number).pin(), "busybox", "sh")) {
            shell.shows("/ #").type("tty; stty size; echo $((6 * 7))\n");
            shell.shows("/dev/pts/0").shows("42").type("exit 3\n");
            assertThat(shell.end().exit()).isEqualTo(3);
        }
    }

    @BothGenerations
    void aDetachedContainerRunsOnAndItsIdIsPrinted(int number) {
        String id = docker.ok("run", "-d", "-e", node(number).pin(), "busybox", "sleep", "1000");

        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(docker.ok("inspect", "-f", "{{.State.Running}}", id)).isEqualTo("true");
        assertThat(docker.ok("ps", "-q", "--no-trunc")).isEqualTo(id);
    }

    @Test
    void anUnknownImageIsSaidToBeUnknownAndNothingIsLeft() {
        Result result = docker.run("run", "--rm", "--pull", "never", "no-such-image:1", "true");

        assertThat(result.exit()).isEqualTo(125);
        assertThat(result.err()).contains("No such image: no-such-image:1");
        assertThat(docker.lines("ps", "-aq")).isEmpty();
    }

    @BothGenerations
    void aCommandThatIsNotThereFailsAsOnAnEngine(int number) {
        Result result = docker.run("run", "--rm", "-e", node(number).pin(), "busybox", "no-such-command");

        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.err()).contains("executable file not found");
    }

    @Test
    void publishedPortsAreShownWithTheNodesAddress() {
        Node node = node(1);
        String name = Cluster.fresh("web");
        docker.ok("run", "-d", "--name", name, "-p", "18080:80", "-e", node.pin(), "busybox", "httpd", "-f");

        String host = node.address().substring(0, node.address().indexOf(':'));
        assertThat(docker.ok("port", name, "80")).contains(host + ":18080");
        assertThat(docker.ok("ps", "--filter", "publish=18080", "--format", "{{.Ports}}"))
                .contains(host + ":18080->80/tcp");
    }
}
