package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryException;
import io.flotilla.discovery.DiscoverySettings;
import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.discovery.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code join}: would register an engine; so far no discovery of ours can, which it says after checking the flags. */
@Command(description = "Join a docker cluster")
final class JoinCommand extends Verb {
    @Option(
            names = {"--advertise", "--addr"},
            description = "Address of the Docker Engine joining the cluster. Swarm manager(s) MUST be able to reach the"
                    + " Docker Engine at this address. [$SWARM_ADVERTISE]")
    String advertise = "";

    @Option(names = "--heartbeat", description = "period between each heartbeat", defaultValue = "60s")
    String heartbeat = "";

    @Option(names = "--ttl", description = "set the expiration of an ephemeral node", defaultValue = "180s")
    String ttl = "";

    @Option(
            names = "--delay",
            description = "add a random delay in [0s,delay] to avoid synchronized registration",
            defaultValue = "0s")
    String delay = "";

    @Option(names = "--discovery-opt", description = "discovery options")
    List<String> discoveryOptions = new ArrayList<>();

    @Override
    void run(Globals globals, Surroundings surroundings) {
        DiscoveryUrl url = DiscoveryArgument.url(positionals, surroundings, "join", "join a cluster");
        String address = advertise.isEmpty() ? surroundings.variable("SWARM_ADVERTISE") : advertise;
        if (address.isEmpty()) {
            throw new Fatal("missing mandatory --advertise flag");
        }
        Entry entry = advertised(address);
        if (DiscoveryArgument.duration("--delay", delay).isNegative()) {
            throw new Fatal("--delay should not be a negative number");
        }
        Duration beat = DiscoveryArgument.duration("--heartbeat", heartbeat);
        if (beat.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new Fatal("--heartbeat should be at least one second");
        }
        if (DiscoveryArgument.duration("--ttl", ttl).compareTo(beat) <= 0) {
            throw new Fatal("--ttl must be strictly superior to the heartbeat value");
        }
        DiscoverySettings settings =
                new DiscoverySettings(beat, DiscoveryArgument.pairs("--discovery-opt", discoveryOptions));
        try (Discovery _ = DiscoveryArgument.create(url, settings)) {
            throw new Fatal("cannot register " + entry + " at " + url.scheme()
                    + "://: not implemented in this discovery service");
        }
    }

    /** The flag {@code --advertise} of join and manage. */
    static Entry advertised(String address) {
        try {
            return Entry.parse(address);
        } catch (DiscoveryException _) {
            throw new Fatal("--advertise should be of the form ip:port or hostname:port");
        }
    }
}
