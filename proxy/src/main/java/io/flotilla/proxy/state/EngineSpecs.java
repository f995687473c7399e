package io.flotilla.proxy.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/**
 * What an engine says of itself.
 *
 * @param dockerId the engine's own id, which copies of a machine may share
 * @param serverVersion such as {@code 28.5.2}
 * @param api versions it accepts
 * @param cpus number of CPUs
 * @param memory bytes
 * @param labels daemon labels and the standard ones (storagedriver, kernelversion, operatingsystem, ostype,
 *     architecture)
 * @param clockDelta manager time minus engine time, zero when below two seconds
 * @param info the engine's whole {@code /info}; never changed
 * @param version the engine's whole {@code /version}; never changed
 */
public record EngineSpecs(
        String dockerId,
        String serverVersion,
        ApiRange api,
        int cpus,
        long memory,
        Map<String, String> labels,
        Duration clockDelta,
        JsonNode info,
        JsonNode version) {

    public EngineSpecs {
        labels = Map.copyOf(labels);
    }
}
