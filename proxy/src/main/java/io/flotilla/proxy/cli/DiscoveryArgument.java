package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryException;
import io.flotilla.discovery.DiscoverySettings;
import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.discovery.schemes.Discoveries;
import io.flotilla.proxy.cli.flags.GoDuration;
import io.flotilla.proxy.cli.flags.UsageError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code list}, {@code join} and {@code manage} read alike. */
final class DiscoveryArgument {

    private DiscoveryArgument() {}

    /**
     * The one positional, or the environment's {@code SWARM_DISCOVERY} if there is none or (as in classic Swarm) more.
     *
     * @param purpose completes the message: {@code manage a cluster}
     */
    static DiscoveryUrl url(List<String> positionals, Surroundings surroundings, String verb, String purpose) {
        String text = positionals.size() == 1 ? positionals.getFirst() : surroundings.variable("SWARM_DISCOVERY");
        if (text.isEmpty()) {
            throw new Fatal("discovery required to " + purpose + ". See 'flotilla " + verb + " --help'.");
        }
        return DiscoveryUrl.parse(text);
    }

    /** The {@code key=value} pairs of a repeated flag; the last of the same key wins. */
    static Map<String, String> pairs(String flag, List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new Fatal(flag + " must contain key=value strings");
            }
            pairs.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return pairs;
    }

    static Duration duration(String flag, String text) {
        try {
            return GoDuration.parse(text);
        } catch (UsageError e) {
            throw new Fatal("invalid " + flag + ": " + e.text());
        }
    }

    /** A latent discovery; nothing is opened yet. */
    static Discovery create(DiscoveryUrl url, DiscoverySettings settings) {
        try {
            return Discoveries.create(url, settings);
        } catch (DiscoveryException e) {
            throw new Fatal(e.text());
        }
    }
}
