package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Command;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.ManagerProcess;
import io.flotilla.tests.harness.RawHttp;
import io.flotilla.tests.harness.Repository;
import io.flotilla.tests.harness.Result;
import io.flotilla.tests.harness.Running;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The manager as a process: where it listens, how it ends, what it says when it cannot start. */
@ExtendWith(SharedCluster.class)
final class ManagerProcessIT {
    private static final Duration QUICK = Duration.ofSeconds(15);
    private final Cluster cluster;

    ManagerProcessIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aUnixSocketIsForItsOwnerAloneAndServesTheCli(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("manager.sock");
        try (ManagerProcess manager =
                ManagerProcess.start("-H", "unix://" + socket, cluster.lab().addresses())) {
            Cluster.over(cluster.lab(), manager).awaitHealthy(cluster.lab().nodes());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            DockerCli docker = Cluster.cliOf("unix://" + socket);
            assertThat(docker.ok("info")).contains("Nodes: 3");
            assertThat(docker.pipe("hi", "run", "-i", "--rm", "busybox", "cat").text())
                    .isEqualTo("hi");
            try (RawHttp connection = RawHttp.unix(socket)) {
                connection.request("GET", "/_ping", "");
                assertThat(connection.head().status()).isEqualTo(200);
            }
            assertThat(manager.terminate(QUICK).exit()).isZero();
            assertThat(socket).doesNotExist();
        }
    }

    @Test
    void sigtermEndsItCleanlyThoughStreamsAreOpen() {
        String name = cluster.sleeper(cluster.lab().node(1));
        try (ManagerProcess manager = ManagerProcess.start(cluster.lab().addresses())) {
            Cluster own = Cluster.over(cluster.lab(), manager);
            own.awaitHealthy(cluster.lab().nodes());
            try (Running events = own.docker().start("events");
                    Running logs = own.docker().start("logs", "-f", name);
                    Running attached = own.docker().start("attach", "--no-stdin", name)) {
                assertThat(events.alive() && logs.alive() && attached.alive()).isTrue();
                Result result = manager.terminate(QUICK.multipliedBy(2));
                assertThat(result.exit()).as(result.toString()).isZero();
                events.end();
            }
        }
        assertThat(cluster.docker().ok("inspect", "-f", "{{.State.Running}}", name))
                .isEqualTo("true");
    }

    @Test
    void anIdleManagerEndsAtOnce() {
        try (ManagerProcess manager = ManagerProcess.start(cluster.lab().addresses())) {
            assertThat(manager.terminate(Duration.ofSeconds(5)).exit()).isZero();
        }
    }

    private static Result flotilla(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = Repository.ROOT.resolve("flotilla").toString();
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return Command.of(line).run();
    }

    @Test
    void itSaysWhatIsWrongWithItsArguments() {
        Result none = flotilla("manage");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.out() + none.err()).contains("discovery required to manage a cluster");
        Result strategy = flotilla("manage", "--strategy", "best", "127.0.0.1:1");
        assertThat(strategy.exit()).isEqualTo(1);
        assertThat(strategy.out() + strategy.err()).contains("strategy not supported");
        Result filter = flotilla("manage", "-f", "colour", "127.0.0.1:1");
        assertThat(filter.exit()).isEqualTo(1);
        assertThat(filter.out() + filter.err()).contains("filter not supported");
    }

    @Test
    void aTakenPortIsToldAndEndsIt() {
        Result taken = flotilla(
                "manage",
                "-H",
                "tcp://127.0.0.1:" + cluster.manager().port(),
                cluster.lab().addresses());
        assertThat(taken.exit()).isEqualTo(1);
        assertThat(taken.out() + taken.err()).contains("address already in use");
    }

    @Test
    void itTellsItsVersion() {
        Result version = flotilla("--version");
        assertThat(version.text()).containsIgnoringCase("flotilla").containsPattern("\\d+\\.\\d+");
    }
}
