package io.flotilla.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private final Console console = new Console();

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help", "h", "-debug"})
    void helpOfTheProgram(String line) {
        assertThat(console.run(line)).isZero();
        assertThat(console.out())
                .startsWith("Usage: flotilla [OPTIONS] COMMAND [arg...]\n\n")
                .contains("""

                        Options:
                          --debug\t\t\tdebug mode [$DEBUG]
                          --log-level, -l "info"\tLog level (options: debug, info, warn, error, fatal, panic)
                          --experimental\t\tenable experimental features
                          --help, -h\t\t\tshow help
                          --version, -v\t\t\tprint the version
                         \s
                        Commands:
                          create, c\tCreate a cluster
                          list, l\tList nodes in a cluster
                          manage, m\tManage a docker cluster
                          join, j\tJoin a docker cluster
                          up, u\t\tRun a manager over the given engines, or over real engines started on this machine
                          down, d\tEnd the cluster that 'up' started on this machine
                          help\t\tShows a list of commands or help for one command
                         \s
                        Run 'flotilla COMMAND --help' for more information on a command.
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manage --help", "m -h", "help manage", "manage -tls -h x", "h m"})
    void helpOfACommand(String line) {
        assertThat(console.run(line)).isZero();
        assertThat(console.out())
                .startsWith("""
                        Usage: flotilla manage [OPTIONS] <discovery>

                        Manage a docker cluster

                        Arguments:
                           <discovery>    discovery service to use [$SWARM_DISCOVERY]
                        """)
                .contains("\nOptions:\n   --strategy \"spread\"\t")
                .contains("   --filter, -f [--filter option --filter option]\t")
                .contains("   --advertise, --addr \t")
                .contains("   --engine-failure-retry \"3\"\t")
                .endsWith("""
                        \t * swarm.overcommit=0.05\tovercommit to apply on resources
                        \t * swarm.createretry=0\t\tcontainer create retry count after initial failure
                        """);
    }

    @Test
    void helpOfCreateHasNoOptions() {
        assertThat(console.run("create --help")).isZero();
        assertThat(console.out()).isEqualTo("Usage: flotilla create \n\nCreate a cluster\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-v", "-debug -version"})
    void version(String line) {
        assertThat(console.run(line)).isZero();
        assertThat(console.out()).matches("flotilla version 2\\.0\\.0 \\(\\w+\\)\n");
    }

    @Test
    void unknownCommandsFail() {
        assertThat(console.run("bogus")).isEqualTo(1);
        assertThat(console.run("help bogus")).isEqualTo(1);
        assertThat(console.out()).isEqualTo("No help topic for 'bogus'\nNo help topic for 'bogus'\n");
    }

    @Test
    void misusedFlagsShowTheHelpFirst() {
        assertThat(console.fatal("--bogus manage")).isEqualTo("flag provided but not defined: -bogus");
        assertThat(console.out()).startsWith("Incorrect Usage.\n\nUsage: flotilla [OPTIONS] COMMAND");
        Console other = new Console();
        assertThat(other.fatal("manage --host")).isEqualTo("flag needs an argument: -host");
        assertThat(other.out()).startsWith("Incorrect Usage.\n\nUsage: flotilla manage [OPTIONS]");
    }

    @ParameterizedTest
    @CsvSource({
        "create x, the `create` command takes no arguments. See 'flotilla create --help'.",
        "list, discovery required to list a cluster. See 'flotilla list --help'.",
        "list a:1 b:1, discovery required to list a cluster. See 'flotilla list --help'.",
        "list --timeout 5 a:1, invalid --timeout: time: missing unit in duration \"5\"",
        "list --timeout 0 a:1, --timeout should be a positive number",
        "list mesos://x, discovery service not supported",
        "list --discovery-opt x a:1, --discovery-opt must contain key=value strings",
        "join, discovery required to join a cluster. See 'flotilla join --help'.",
        "join a:1, missing mandatory --advertise flag",
        "join --addr a a:1, --advertise should be of the form ip:port or hostname:port",
        "join --addr a:0 a:1, --advertise should be of the form ip:port or hostname:port",
        "join --addr ::1:2375 a:1, --advertise should be of the form ip:port or hostname:port",
        "join --addr a:1 --delay x a:1, invalid --delay: time: invalid duration \"x\"",
        "join --addr a:1 --delay -1s a:1, --delay should not be a negative number",
        "join --addr a:1 --heartbeat 1 a:1, invalid --heartbeat: time: missing unit in duration \"1\"",
        "join --addr a:1 --heartbeat 999ms a:1, --heartbeat should be at least one second",
        "join --addr a:1 --ttl 60s a:1, --ttl must be strictly superior to the heartbeat value",
        "join --addr a:1 a:1, cannot register a:1 at nodes://: not implemented in this discovery service",
        "--log-level foo list a:1, not a valid logrus Level: \"foo\"",
    })
    void fatals(String line, String message) {
        assertThat(console.fatal(line)).isEqualTo(message);
    }

    @Test
    void createSaysWhatToUseInstead() {
        assertThat(console.fatal("create"))
                .startsWith("token based discovery is gone")
                .contains("nodes://");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void listPrintsTheFirstSet(@TempDir Path folder) throws IOException {
        assertThat(console.run("l node[1:2]:2375,[::1]:1")).isZero();
        assertThat(console.out()).isEqualTo("node1:2375\nnode2:2375\n[::1]:1\n");
        Path file = Files.writeString(folder.resolve("nodes"), "a:1 # one\nb:2\n");
        Console other = new Console().with("SWARM_DISCOVERY", "file://" + file);
        assertThat(other.run("list --timeout=5s")).isZero();
        assertThat(other.out()).isEqualTo("a:1\nb:2\n");
        assertThat(new Console().fatal("list file://" + folder.resolve("absent")))
                .startsWith("failed to read '" + folder.resolve("absent") + "': open ");
    }
}
