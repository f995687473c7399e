package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Command;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Repository;
import io.flotilla.tests.harness.Result;
import io.flotilla.tests.harness.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole product in one command: {@code flotilla up} without engines of one's own, and {@code flotilla down}. */
final class UpDownIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private final String name = System.getenv().getOrDefault("FLOTILLA_TEST_LAB", "it") + "-up";
    private final String host = "tcp://127.0.0.1:" + freePort();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Command flotilla(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = Repository.ROOT.resolve("flotilla").toString();
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return Command.of(line);
    }

    private String labs() {
        return Command.of(Repository.ROOT.resolve("tests/lab/lab").toString(), "ps")
                .run()
                .text();
    }

    @AfterEach
    void takeAway() {
        flotilla("down", "--name", name, "--purge").run("", PATIENCE).text();
        assertThat(labs()).doesNotContain(name);
    }

    @Test
    void detachedItStaysUntilItIsTakenDown() {
        Result up = flotilla("up", "--name", name, "--engines", "2", "-H", host, "--detach")
                .run("", PATIENCE);
        assertThat(up.text()).startsWith("export DOCKER_HOST=" + host);
        DockerCli docker = Cluster.cliOf(host);
        assertThat(docker.ok("info")).contains("Nodes: 2").contains("node-1", "node-2");
        assertThat(docker.ok("run", "--rm", "busybox", "echo", "hello")).isEqualTo("hello");
        Result again = flotilla("up", "--name", name, "-H", host, "--detach").run("", PATIENCE);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.out()).contains("a cluster is up already");
        flotilla("down", "--name", name).run("", PATIENCE).text();
        assertThat(docker.run("info").exit()).isNotZero();
        assertThat(labs()).contains(name).contains("0 running");
    }

    @Test
    void inTheForegroundItEndsWithCtrlC() {
        try (Running up =
                flotilla("up", "--name", name, "--engines", "1", "-H", host).start()) {
            up.shows("export DOCKER_HOST=" + host);
            assertThat(Cluster.cliOf(host).ok("run", "--rm", "busybox", "hostname"))
                    .isNotEmpty();
            up.signal("INT");
            assertThat(up.end(PATIENCE).exit()).isZero();
        }
        assertThat(labs()).contains(name).contains("0 running");
    }

    @Test
    void overGivenEnginesNothingIsStarted() {
        try (Running up =
                flotilla("up", "-H", host, "--name", name, "127.0.0.1:1").start()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Cluster.cliOf(host).run("info").out().contains("no engine listens there"));
            up.signal("TERM");
            up.end(PATIENCE);
        }
        assertThat(labs()).doesNotContain(name);
    }
}
