package io.flotilla.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.proxy.cli.ManageOptions.ClusterOptions;
import io.flotilla.proxy.cli.ManageOptions.EngineTimes;
import io.flotilla.proxy.http.Listener;
import io.flotilla.scheduler.Filter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageCommandTest {
    private final Console console = new Console();

    @Test
    void defaults() {
        ManageOptions options = console.manage("a:1");
        assertThat(options.discovery()).isEqualTo(new DiscoveryUrl("nodes", "a:1"));
        assertThat(options.discoverySettings().heartbeat()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.strategy().name()).isEqualTo("spread");
        assertThat(options.filters())
                .extracting(Filter::name)
                .containsExactly(
                        "health", "port", "containerslots", "dependency", "affinity", "constraint", "whitelist");
        assertThat(options.hosts()).hasToString("[tcp://127.0.0.1:2375]");
        assertThat(options.engineTimes()).isEqualTo(new EngineTimes(Duration.ofSeconds(30), Duration.ofSeconds(60), 3));
        assertThat(options.cluster()).isEqualTo(new ClusterOptions(0.05, 0));
        assertThat(options.tls()).isEmpty();
        assertThat(options.replication()).isEmpty();
        assertThat(options.warnings()).isEmpty();
        assertThat(options.debug() || options.experimental() || options.cors() || options.refreshOnNodeFilter())
                .isFalse();
        assertThat(options.nameRefreshFilter()).isEmpty();
    }

    @Test
    void asDockerMachineStartsIt() {
        assertThat(console.run("-debug manage -H tcp://0.0.0.0:3376 --strategy spread --advertise 10.0.0.1:3376 a:1"))
                .isZero();
    }

    @Test
    void everyFlag() {
        ManageOptions options = console.manage("--strategy binpacking -f port -f health -H :4000 "
                + "-H=unix:///run/x.sock --H [::1]:0 --engine-refresh-min-interval 1s "
                + "--engine-refresh-max-interval=2s --engine-failure-retry 5 --engine-refresh-retry 3 --heartbeat 7s "
                + "--cors -c swarm --cluster-opt swarm.overcommit=0.5 -cluster-opt swarm.createretry=2 "
                + "--cluster-opt x=y --discovery-opt kv.path=p --refresh-on-node-filter "
                + "--container-name-refresh-filter f nodes://a:1");
        assertThat(options.strategy().name()).isEqualTo("binpack");
        assertThat(options.filters()).extracting(Filter::name).containsExactly("port", "health");
        assertThat(options.hosts()).hasToString("[tcp://:4000, unix:///run/x.sock, tcp://[::1]:0]");
        assertThat(options.engineTimes()).isEqualTo(new EngineTimes(Duration.ofSeconds(1), Duration.ofSeconds(2), 5));
        assertThat(options.discoverySettings().heartbeat()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.discoverySettings().options()).containsEntry("kv.path", "p");
        assertThat(options.cluster()).isEqualTo(new ClusterOptions(0.5, 2));
        assertThat(options.cors()).isTrue();
        assertThat(options.refreshOnNodeFilter()).isTrue();
        assertThat(options.nameRefreshFilter()).isEqualTo("f");
        assertThat(options.warnings()).hasSize(1).first().asString().contains("tcp://:4000");
    }

    @Test
    void hostsOfTheCommandLineReplaceThoseOfTheEnvironment() {
        console.with("SWARM_HOST", ":1, unix:///x")
                .with("SWARM_DISCOVERY", "b:1")
                .with("DEBUG", "t");
        ManageOptions options = console.manage("");
        assertThat(options.hosts()).hasToString("[tcp://:1, unix:///x]");
        assertThat(options.discovery().rest()).isEqualTo("b:1");
        assertThat(options.debug()).isTrue();
        assertThat(new Console().with("SWARM_HOST", ":1,:2").manage("-H :3 a:1").hosts())
                .isEqualTo(List.of(new Listener.Tcp("", 3, null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tls | --tlscert and --tlskey must be provided when using --tls",
                "--tlsverify --tlscert c --tlskey k | --tlscacert must be provided when using --tlsverify",
                "--tlscert c | --tlscert, --tlskey and --tlscacert require the use of either --tls or --tlsverify",
                "--tls --tlscert /c --tlskey /k | Couldn't load X509 key pair (/c, /k): open /c: no such file or directory."
                        + " Key encrypted?",
                "--engine-refresh-min-interval 0 | min refresh interval should be a positive number",
                "--engine-refresh-min-interval x | min refresh interval should be a positive number",
                "--engine-refresh-max-interval 1s | max refresh interval cannot be less than min refresh interval",
                "--engine-refresh-max-interval x | max refresh interval cannot be less than min refresh interval",
                "--engine-refresh-retry 4 | --engine-refresh-retry is deprecated. Use --engine-failure-retry",
                "--engine-failure-retry 0 | invalid failure retry count",
                "--engine-failure-retry 0 --heartbeat 0 | invalid failure retry count",
                "'' | discovery required to manage a cluster. See 'flotilla manage --help'.",
                "a:1 b:1 | discovery required to manage a cluster. See 'flotilla manage --help'.",
                "--heartbeat 30 a:1 | invalid --heartbeat: time: missing unit in duration \"30\"",
                "--heartbeat 0 a:1 | --heartbeat should be at least one second",
                "a | address a: missing port in address, please check you are using the correct discovery (missing token:// ?)",
                "--discovery-opt x a:1 | --discovery-opt must contain key=value strings",
                "--strategy best a:1 | strategy not supported",
                "--filter best a:1 | filter not supported",
                "-c mesos a:1 | unsupported cluster \"mesos\"",
                "--cluster-opt swarm.overcommit a:1 | --cluster-opt must contain key=value strings",
                "--cluster-opt swarm.overcommit=-2 a:1 | swarm.overcommit should be larger than -1, -2.000000 is invalid",
                "--cluster-opt swarm.createretry=-1 a:1 | swarm.createretry can not be negative, -1 is invalid",
                "--replication a:1 | --advertise address must be provided when using --leader-election",
                "--replication --addr a a:1 | --advertise should be of the form ip:port or hostname:port",
                "--replication --addr a:1 --replication-ttl 1 a:1 | invalid --replication-ttl: time: missing unit in duration"
                        + " \"1\"",
                "--replication --addr a:1 --replication-ttl -1s a:1 | --replication-ttl should be a positive number",
                "--replication --addr a:1 a:1 | Leader election is only supported with consul, etcd and zookeeper discovery.",
                "-H foo://x a:1 | unsupported protocol: \"foo\"",
                "-H x a:1 | listen tcp: address x: missing port in address",
                "-H ::1:80 a:1 | listen tcp: address ::1:80: too many colons in address",
                "-H x:99999 a:1 | listen tcp: address 99999: invalid port",
                "--require-tls -H 0.0.0.0:1 a:1 | --require-tls: refusing to listen on tcp://0.0.0.0:1 without --tlsverify",
                "--host a -H b a:1 | Cannot use two forms of the same flag: H host",
            })
    void fatals(String line, String message) {
        assertThat(console.fatal("manage " + line)).isEqualTo(message);
    }
}
