package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.Result;
import io.flotilla.tests.harness.Running;
import io.flotilla.tests.harness.SharedCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/** Logs, attach and exec: what flows while it happens. */
@ExtendWith(SharedCluster.class)
final class StreamsIT {
    private static final String ECHO = "while read line; do echo got $line; done; echo the end";
    private final Cluster cluster;
    private final DockerCli docker;

    StreamsIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    /** A running container whose standard input ends with that of the first who attaches to it. */
    private String listening(int number, String script) {
        String name = Cluster.fresh("listening");
        docker.ok("create", "-i", "--name", name, "-e", node(number).pin(), "busybox", "sh", "-c", script);
        docker.ok("start", name);
        return name;
    }

    @BothGenerations
    void logsTellBothStreamsApartAndCanBeCut(int number) {
        String name = cluster.runOn(
                node(number), "busybox", "sh", "-c", "for i in 1 2 3; do echo out $i; echo err $i >&2; done");
        docker.ok("wait", name);

        Result logs = docker.run("logs", name);
        assertThat(logs.out()).isEqualTo("out 1\nout 2\nout 3\n");
        assertThat(logs.err()).isEqualTo("err 1\nerr 2\nerr 3\n");
        assertThat(docker.run("logs", "-n", "2", name).out()
                        + docker.run("logs", "-n", "2", name).err())
                .contains("3")
                .doesNotContain("1");
        assertThat(docker.run("logs", "-t", name).out()).matches("(?s)\\d{4}-\\d\\d-\\d\\dT.*Z out 1\n.*");
        assertThat(docker.run("logs", "--until", "1", name).out()).isEmpty();
    }

    @BothGenerations
    void followedLogsComeWhileTheContainerWritesAndEndWithIt(int number) {
        String name = listening(number, ECHO);
        try (Running logs = docker.start("logs", "-f", name);
                Running attached = docker.start("attach", name)) {
            attached.type("one\n");
            logs.shows("got one");
            assertThat(logs.alive()).isTrue();
            attached.type("two\n");
            logs.shows("got two");
            attached.closeInput();
            logs.shows("the end");
            assertThat(logs.end().exit()).isZero();
        }
    }

    @BothGenerations
    void attachCarriesInputAndOutputAndTheExitCode(int number) {
        String name = listening(number, "cat; exit 4");
        try (Running attached = docker.start("attach", name)) {
            attached.type("hello\n");
            attached.shows("hello\n");
            attached.closeInput();
            Result result = attached.end();
            assertThat(result.out()).isEqualTo("hello\n");
            assertThat(result.exit()).isEqualTo(4);
        }
    }

    @BothGenerations
    void aLostTerminalDoesNotEndItsContainer(int number) {
        String name = Cluster.fresh("tty");
        docker.ok("run", "-dit", "--name", name, "-e", node(number).pin(), "busybox", "sh");
        try (Running terminal = docker.terminal("attach", name)) {
            terminal.type("echo $((40 + 2))\n");
            terminal.shows("42");
        }
        assertThat(docker.ok("inspect", "-f", "{{.State.Running}}", name)).isEqualTo("true");
        try (Running terminal = docker.terminal("attach", name)) {
            terminal.type("exit 6\n");
            assertThat(terminal.end().exit()).isEqualTo(6);
        }
    }

    @BothGenerations
    void execRunsInTheContainerAndTellsItsExitCode(int number) {
        String name = cluster.sleeper(node(number));
        Result result =
                docker.run("exec", "-e", "A=b", "-w", "/tmp", name, "sh", "-c", "echo $A; pwd; echo e >&2; exit 8");

        assertThat(result.exit()).isEqualTo(8);
        assertThat(result.out()).isEqualTo("b\n/tmp\n");
        assertThat(result.err()).isEqualTo("e\n");
        assertThat(docker.run("exec", name, "no-such-command").exit()).isIn(126, 127);
    }

    @BothGenerations
    void execTakesInputToItsEnd(int number) {
        String name = cluster.sleeper(node(number));
        assertThat(docker.pipe("a\nb\nc\n", "exec", "-i", name, "wc", "-l").text())
                .isEqualTo("3");
    }

    @BothGenerations
    void execOnATerminalTalks(int number) {
        String name = cluster.sleeper(node(number));
        try (Running shell = docker.terminal("exec", "-it", name, "sh")) {
            shell.shows("/ #").type("tty; echo $((6 * 7))\n");
            shell.shows("/dev/pts/").shows("42").type("exit 9\n");
            assertThat(shell.end().exit()).isEqualTo(9);
        }
    }

    @BothGenerations
    void aDetachedExecRunsOn(int number) {
        String name = cluster.sleeper(node(number));
        docker.ok("exec", "-d", name, "sh", "-c", "echo done > /flag");
        await().untilAsserted(() ->
                assertThat(docker.run("exec", name, "cat", "/flag").out()).isEqualTo("done\n"));
    }

    @BothGenerations
    void anExecIsFoundByItsIdAlone(int number) {
        String name = cluster.sleeper(node(number));
        String id = cluster.api()
                .post("/containers/" + name + "/exec", "{\"Cmd\":[\"true\"],\"AttachStdout\":true}")
                .json()
                .path("Id")
                .asText();
        assertThat(cluster.api()
                        .get("/exec/" + id + "/json")
                        .json()
                        .path("Running")
                        .asBoolean(true))
                .isFalse();
        assertThat(cluster.api()
                        .post("/exec/" + id + "/start", "{\"Detach\":true}")
                        .status())
                .isEqualTo(200);
        await().untilAsserted(() -> assertThat(cluster.api()
                        .get("/exec/" + id + "/json")
                        .json()
                        .path("ExitCode")
                        .asInt(-1))
                .isZero());
    }

    @BothGenerations
    void liveStatsFlowAndStopWithTheClient(int number) throws java.io.IOException {
        String name = cluster.sleeper(node(number));
        try (var connection = cluster.api().connect()) {
            connection.request("GET", "/containers/" + name + "/stats?stream=1", "");
            assertThat(connection.head().status()).isEqualTo(200);
            byte[] start = connection.in().readNBytes(200);
            assertThat(new String(start, java.nio.charset.StandardCharsets.UTF_8))
                    .contains("\"read\":");
        }
    }
}
