package io.flotilla.proxy.engine.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.state.ApiRange;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what an engine says of itself in {@code /info} and {@code /version}. */
public final class SpecsReader {
    private static final ApiVersion BEFORE_NEGOTIATION = ApiVersion.of(1, 24);
    private static final ApiVersion LOWEST = ApiVersion.of(1, 12);
    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(2);
    private static final String RESERVED_LABEL = "node";

    private SpecsReader() {}

    /**
     * An engine's self-description.
     *
     * @param name its host name
     * @param warnings what is odd about it, for operators
     */
    public record Reading(EngineSpecs specs, String name, List<String> warnings) {
        public Reading {
            warnings = List.copyOf(warnings);
        }
    }

    /** The API versions an engine accepts, from its {@code /version}. */
    public static ApiRange api(JsonNode version) {
        ApiVersion max = ApiVersion.parse(Json.text(version, "ApiVersion")).orElse(BEFORE_NEGOTIATION);
        ApiVersion min = ApiVersion.parse(Json.text(version, "MinAPIVersion")).orElse(LOWEST);
        return new ApiRange(min.compareTo(max) > 0 ? max : min, max);
    }

    /**
     * Reads both answers.
     *
     * @param now the manager's time when {@code info} came
     * @param before the clock difference found last time, kept while the new one is about the same
     * @throws EngineRejected if this is no engine but, most likely, another manager
     */
    public static Reading read(String address, JsonNode info, JsonNode version, Instant now, Duration before) {
        int cpus = (int) Json.number(info, "NCPU");
        long memory = Json.number(info, "MemTotal");
        if (cpus == 0 || memory == 0 || serverVersion(info, version).startsWith("swarm/")) {
            throw new EngineRejected("cannot get resources for this engine, make sure " + address
                    + " is a Docker Engine, not a Swarm manager");
        }
        String id = Json.text(info, "ID");
        String who = "Engine (ID: " + id + "|" + address + ", Addr: " + address + ")";
        List<String> warnings = new ArrayList<>();
        Map<String, String> labels = labels(info, who, warnings);
        Duration delta = clockDelta(Json.time(Json.text(info, "SystemTime")), now, before);
        if (!delta.isZero()) {
            warnings.add(who + " has unsynchronized systime with swarm, please synchronize it.");
        }
        EngineSpecs specs = new EngineSpecs(
                id, serverVersion(info, version), api(version), cpus, memory, labels, delta, info, version);
        return new Reading(specs, Json.text(info, "Name"), warnings);
    }

    private static String serverVersion(JsonNode info, JsonNode version) {
        String own = Json.text(version, "Version");
        return own.isEmpty() ? Json.text(info, "ServerVersion") : own;
    }

    private static Map<String, String> labels(JsonNode info, String who, List<String> warnings) {
        Map<String, String> labels = new LinkedHashMap<>();
        standard(labels, "storagedriver", Json.text(info, "Driver"));
        standard(labels, "kernelversion", Json.text(info, "KernelVersion"));
        standard(labels, "operatingsystem", Json.text(info, "OperatingSystem"));
        standard(labels, "ostype", Json.text(info, "OSType"));
        standard(labels, "architecture", Json.text(info, "Architecture"));
        for (String label : Json.list(info.path("Labels"))) {
            int equals = label.indexOf('=');
            String key = equals < 0 ? label : label.substring(0, equals);
            if (equals < 0) {
                warnings.add(who + " contains an invalid label (" + label + ") not formatted as \"key=value\".");
            } else if (key.equals(RESERVED_LABEL)) {
                warnings.add(who + " has a label \"node\", which is reserved and therefore ignored.");
            } else if (labels.putIfAbsent(Json.shared(key), Json.shared(label.substring(equals + 1))) != null) {
                warnings.add(who + " has the label \"" + key + "\" more than once; only its first value counts.");
            }
        }
        return labels;
    }

    private static void standard(Map<String, String> labels, String key, String value) {
        if (!value.isEmpty()) {
            labels.put(key, Json.shared(value));
        }
    }

    private static Duration clockDelta(Instant engineTime, Instant now, Duration before) {
        if (engineTime.equals(Instant.EPOCH)) {
            return Duration.ZERO;
        }
        Duration delta = Duration.between(engineTime, now);
        if (delta.abs().compareTo(TOLERATED_SKEW) < 0) {
            return Duration.ZERO;
        }
        // Each measurement is off by the call's duration: following it would make all times tremble.
        return delta.minus(before).abs().compareTo(TOLERATED_SKEW) < 0 ? before : delta;
    }
}
