package io.flotilla.discovery;

import java.time.Duration;
import java.util.Map;

/**
 * What a kind of discovery may want to know besides its URL.
 *
 * @param heartbeat how often a source that cannot report is read again, and the pause after a failure
 * @param options {@code --discovery-opt} pairs ({@code kv.path}, {@code kv.cacertfile}, ...); unknown ones are ignored
 */
public record DiscoverySettings(Duration heartbeat, Map<String, String> options) {
    public DiscoverySettings {
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("heartbeat must be positive: " + heartbeat);
        }
        options = Map.copyOf(options);
    }
}
