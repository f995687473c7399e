package io.flotilla.proxy.cli;

import io.flotilla.proxy.cli.logging.LogSetup;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code manage}: the manager itself. The order of the fields is that of the help page. */
@Command(
        description = "Manage a docker cluster",
        footer = {
            "\t * swarm.overcommit=0.05\tovercommit to apply on resources",
            "\t * swarm.createretry=0\t\tcontainer create retry count after initial failure"
        })
final class ManageCommand extends Verb {
    @Option(
            names = "--strategy",
            description = "placement strategy to use [spread, binpack, random]",
            defaultValue = "spread")
    String strategy = "";

    @Option(
            names = {"--filter", "-f"},
            description = "filter to use [health, port, containerslots, dependency, affinity, constraint, whitelist]")
    List<String> filters = new ArrayList<>();

    @Option(
            names = {"--host", "-H"},
            description = "ip/socket to listen on [$SWARM_HOST]")
    List<String> hosts = new ArrayList<>();

    @Option(names = "--replication", description = "Enable Swarm manager replication")
    boolean replication;

    @Option(names = "--replication-ttl", description = "Leader lock release time on failure", defaultValue = "20s")
    String replicationTtl = "";

    @Option(
            names = {"--advertise", "--addr"},
            description = "Address of the swarm manager joining the cluster. Other swarm manager(s) MUST be able to"
                    + " reach the swarm manager at this address. [$SWARM_ADVERTISE]")
    String advertise = "";

    @Option(names = "--tls", description = "use TLS; implied by --tlsverify=true")
    boolean tls;

    @Option(
            names = "--tlscacert",
            description = "trust only remotes providing a certificate signed by the CA given here")
    String tlsCaCert = "";

    @Option(names = "--tlscert", description = "path to TLS certificate file")
    String tlsCert = "";

    @Option(names = "--tlskey", description = "path to TLS key file")
    String tlsKey = "";

    @Option(names = "--tlsverify", description = "use TLS and verify the remote")
    boolean tlsVerify;

    @Option(names = "--require-tls", description = "refuse to listen on other than local addresses without --tlsverify")
    boolean requireTls;

    @Option(
            names = "--engine-refresh-min-interval",
            description = "set engine refresh minimum interval",
            defaultValue = "30s")
    String refreshMin = "";

    @Option(
            names = "--engine-refresh-max-interval",
            description = "set engine refresh maximum interval",
            defaultValue = "60s")
    String refreshMax = "";

    @Option(names = "--engine-failure-retry", description = "set engine failure retry count", defaultValue = "3")
    int failureRetry;

    @Option(
            names = "--engine-refresh-retry",
            description = "deprecated; replaced by --engine-failure-retry",
            defaultValue = "3")
    int refreshRetry;

    @Option(names = "--heartbeat", description = "period between each heartbeat", defaultValue = "60s")
    String heartbeat = "";

    @Option(
            names = {"--api-enable-cors", "--cors"},
            description = "enable CORS headers in the remote API")
    boolean cors;

    @Option(
            names = {"--cluster-driver", "-c"},
            description = "cluster driver to use [swarm]",
            defaultValue = "swarm")
    String clusterDriver = "";

    @Option(names = "--discovery-opt", description = "discovery options")
    List<String> discoveryOptions = new ArrayList<>();

    @Option(names = "--cluster-opt", description = "cluster driver options")
    List<String> clusterOptions = new ArrayList<>();

    @Option(
            names = "--refresh-on-node-filter",
            description = "If true, refresh the cache when a ContainerList call comes in with a node filter")
    boolean refreshOnNodeFilter;

    @Option(
            names = "--container-name-refresh-filter",
            description = "If set, refresh the cache when a ContainerList call comes in with a name filter set to this"
                    + " value")
    String nameRefreshFilter = "";

    @Override
    void run(Globals globals, Surroundings surroundings) {
        LogSetup.level(globals.logLevel());
        ManageOptions options = new ManageChecks(this, surroundings).options(globals);
        surroundings.lifetime().untilEnd(surroundings.starter().start(options));
    }
}
