package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoverySettings;
import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.proxy.cli.ManageOptions.ClusterOptions;
import io.flotilla.proxy.cli.ManageOptions.EngineTimes;
import io.flotilla.proxy.cli.ManageOptions.Replication;
import io.flotilla.proxy.cli.flags.GoDuration;
import io.flotilla.proxy.cli.flags.UsageError;
import io.flotilla.proxy.http.FrontException;
import io.flotilla.proxy.http.Listener;
import io.flotilla.proxy.tls.PemFiles;
import io.flotilla.proxy.tls.TlsFileException;
import io.flotilla.proxy.tls.TlsMaterial;
import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.Strategy;
import io.flotilla.scheduler.filter.Filters;
import io.flotilla.scheduler.strategy.Strategies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the flags of {@code manage} in classic Swarm's order; the first mistake ends it, in classic Swarm's words. */
final class ManageChecks {
    private static final Logger log = LoggerFactory.getLogger(ManageChecks.class);
    private static final String DEFAULT_HOST = "tcp://127.0.0.1:2375";
    private static final Set<String> STORES = Set.of("consul", "etcd", "zk", "zookeeper", "embedded");

    private final ManageCommand flags;
    private final Surroundings surroundings;

    ManageChecks(ManageCommand flags, Surroundings surroundings) {
        this.flags = flags;
        this.surroundings = surroundings;
    }

    /** @throws Fatal at the first mistake */
    ManageOptions options(Globals globals) {
        Optional<TlsMaterial> tls = tls();
        EngineTimes times = engineTimes();
        DiscoveryUrl url = DiscoveryArgument.url(flags.positionals, surroundings, "manage", "manage a cluster");
        DiscoverySettings settings = discoverySettings(url);
        Strategy strategy = Strategies.named(flags.strategy).orElseThrow(() -> new Fatal("strategy not supported"));
        List<Filter> filters = filters();
        if (!flags.clusterDriver.equals("swarm")) {
            throw new Fatal("unsupported cluster \"" + flags.clusterDriver + "\"");
        }
        ClusterOptions cluster = cluster(DiscoveryArgument.pairs("--cluster-opt", flags.clusterOptions));
        Optional<Replication> replication = replication(url);
        return new ManageOptions(
                globals.debug(),
                globals.experimental(),
                url,
                settings,
                strategy,
                filters,
                hosts(tls.isPresent() && tls.get().verify()),
                tls,
                flags.cors,
                times,
                cluster,
                replication,
                flags.refreshOnNodeFilter,
                flags.nameRefreshFilter);
    }

    private Optional<TlsMaterial> tls() {
        if (!flags.tls && !flags.tlsVerify) {
            if (!(flags.tlsCert + flags.tlsKey + flags.tlsCaCert).isEmpty()) {
                throw new Fatal("--tlscert, --tlskey and --tlscacert require the use of either --tls or --tlsverify");
            }
            return Optional.empty();
        }
        if (flags.tlsCert.isEmpty() || flags.tlsKey.isEmpty()) {
            throw new Fatal("--tlscert and --tlskey must be provided when using --tls");
        }
        if (flags.tlsVerify && flags.tlsCaCert.isEmpty()) {
            throw new Fatal("--tlscacert must be provided when using --tlsverify");
        }
        Optional<Path> ca = flags.tlsVerify ? Optional.of(Path.of(flags.tlsCaCert)) : Optional.empty();
        try {
            return Optional.of(TlsMaterial.load(new PemFiles(Path.of(flags.tlsCert), Path.of(flags.tlsKey), ca)));
        } catch (TlsFileException e) {
            throw new Fatal(e.text());
        }
    }

    private EngineTimes engineTimes() {
        Duration min = durationOrZero(flags.refreshMin);
        if (!min.isPositive()) {
            throw new Fatal("min refresh interval should be a positive number");
        }
        Duration max = durationOrZero(flags.refreshMax);
        if (max.compareTo(min) < 0) {
            throw new Fatal("max refresh interval cannot be less than min refresh interval");
        }
        if (flags.refreshRetry != 3) {
            throw new Fatal("--engine-refresh-retry is deprecated. Use --engine-failure-retry");
        }
        if (flags.failureRetry <= 0) {
            throw new Fatal("invalid failure retry count");
        }
        return new EngineTimes(min, max, flags.failureRetry);
    }

    private DiscoverySettings discoverySettings(DiscoveryUrl url) {
        Duration heartbeat = DiscoveryArgument.duration("--heartbeat", flags.heartbeat);
        if (heartbeat.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new Fatal("--heartbeat should be at least one second");
        }
        DiscoverySettings settings =
                new DiscoverySettings(heartbeat, DiscoveryArgument.pairs("--discovery-opt", flags.discoveryOptions));
        try (Discovery _ = DiscoveryArgument.create(url, settings)) {
            return settings;
        }
    }

    private List<Filter> filters() {
        return flags.filters.isEmpty()
                ? Filters.standard()
                : flags.filters.stream()
                        .map(name -> Filters.named(name).orElseThrow(() -> new Fatal("filter not supported")))
                        .toList();
    }

    private static ClusterOptions cluster(Map<String, String> options) {
        double overcommit = number(options.getOrDefault("swarm.overcommit", "0.05"));
        if (overcommit <= -1) {
            throw new Fatal(
                    String.format(Locale.ROOT, "swarm.overcommit should be larger than -1, %f is invalid", overcommit));
        }
        if (overcommit < 0) {
            log.warn("-1 < swarm.overcommit < 0 will make swarm take less resource than docker engine offers");
        }
        int retries = (int) number(options.getOrDefault("swarm.createretry", "0"));
        if (retries < 0) {
            throw new Fatal("swarm.createretry can not be negative, " + retries + " is invalid");
        }
        return new ClusterOptions(overcommit, retries);
    }

    private Optional<Replication> replication(DiscoveryUrl url) {
        if (!flags.replication) {
            return Optional.empty();
        }
        String advertise = flags.advertise.isEmpty() ? surroundings.variable("SWARM_ADVERTISE") : flags.advertise;
        if (advertise.isEmpty()) {
            throw new Fatal("--advertise address must be provided when using --leader-election");
        }
        var entry = JoinCommand.advertised(advertise);
        Duration ttl = DiscoveryArgument.duration("--replication-ttl", flags.replicationTtl);
        if (!ttl.isPositive()) {
            throw new Fatal("--replication-ttl should be a positive number");
        }
        if (!STORES.contains(url.scheme())) {
            throw new Fatal("Leader election is only supported with consul, etcd and zookeeper discovery.");
        }
        return Optional.of(new Replication(entry, ttl));
    }

    /** Hosts of the command line replace those of the environment, which replace the default. */
    private List<Listener> hosts(boolean verifying) {
        List<String> texts = flags.hosts;
        if (texts.isEmpty()) {
            texts = Stream.of(surroundings.variable("SWARM_HOST").split(","))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        List<Listener> hosts = (texts.isEmpty() ? List.of(DEFAULT_HOST) : texts)
                .stream().map(ManageChecks::listener).toList();
        for (Listener host : hosts) {
            if (flags.requireTls && !verifying && !host.loopback()) {
                throw new Fatal("--require-tls: refusing to listen on " + host + " without --tlsverify");
            }
        }
        return hosts;
    }

    private static Listener listener(String text) {
        try {
            return Listener.parse(text);
        } catch (FrontException e) {
            throw new Fatal(String.valueOf(e.getMessage()));
        }
    }

    private static Duration durationOrZero(String text) {
        try {
            return GoDuration.parse(text);
        } catch (UsageError _) {
            return Duration.ZERO;
        }
    }

    /** What is no number counts as 0, as in classic Swarm. */
    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
