package io.flotilla.proxy.placement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.wire.Json;
import io.flotilla.scheduler.PlacementRequest.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scheduling expressions of a create request. They come in environment entries such as {@code constraint:storage==ssd}
 * or in labels holding JSON lists; as in classic Swarm the entries are taken out of the environment and kept in the
 * labels, so that a container can be placed again from its labels alone.
 */
final class SchedulingLabels {
    private static final String PREFIX = "com.docker.swarm.";
    private static final Map<String, String> LABEL_OF_ENTRY = Map.of(
            "affinity", PREFIX + "affinities",
            "constraint", PREFIX + "constraints",
            "whitelist", PREFIX + "whitelists",
            "reschedule", PREFIX + "reschedule-policies");

    private SchedulingLabels() {}

    /**
     * Moves the entries of the body into its labels and reads all expressions.
     *
     * @throws BadRequest for a reschedule policy that does not exist
     */
    static Expressions settle(ObjectNode body) {
        ObjectNode labels = labels(body);
        Map<String, List<String>> expressions = new LinkedHashMap<>();
        for (String entry : List.of("affinity", "constraint", "whitelist", "reschedule")) {
            expressions.put(entry, fromLabel(labels.path(labelOf(entry)).asText("")));
        }
        boolean moved = takeFromEnvironment(body, expressions);
        checkPolicies(expressions.getOrDefault("reschedule", List.of()));
        if (moved) {
            expressions.forEach((entry, values) -> {
                if (!values.isEmpty()) {
                    ArrayNode list = Json.array();
                    values.forEach(list::add);
                    labels.put(labelOf(entry), list.toString());
                }
            });
            body.set("Labels", labels);
        }
        return new Expressions(
                expressions.getOrDefault("affinity", List.of()),
                expressions.getOrDefault("constraint", List.of()),
                expressions.getOrDefault("whitelist", List.of()));
    }

    private static ObjectNode labels(ObjectNode body) {
        JsonNode labels = body.path("Labels");
        if (labels instanceof ObjectNode present) {
            return present;
        }
        if (labels.isMissingNode() || labels.isNull()) {
            return Json.object();
        }
        throw new BadRequest("invalid JSON: Labels must be an object");
    }

    private static String labelOf(String entry) {
        return LABEL_OF_ENTRY.getOrDefault(entry, "");
    }

    private static boolean takeFromEnvironment(ObjectNode body, Map<String, List<String>> expressions) {
        if (!(body.path("Env") instanceof ArrayNode environment)) {
            return false;
        }
        ArrayNode kept = Json.array();
        for (JsonNode entry : environment) {
            String text = entry.asText("");
            int colon = text.indexOf(':');
            List<String> values = colon < 0 ? null : expressions.get(text.substring(0, colon));
            if (values == null) {
                kept.add(entry);
            } else {
                values.add(text.substring(colon + 1));
            }
        }
        boolean moved = kept.size() < environment.size();
        if (moved) {
            body.set("Env", kept);
        }
        return moved;
    }

    private static List<String> fromLabel(String json) {
        List<String> values = new ArrayList<>();
        if (!json.isEmpty()) {
            try {
                if (Json.MAPPER.readTree(json) instanceof ArrayNode list) {
                    list.forEach(v -> values.add(v.asText("")));
                }
            } catch (JsonProcessingException _) {
                // Classic Swarm ignores a label that is no list: it may be somebody else's.
                return values;
            }
        }
        return values;
    }

    private static void checkPolicies(List<String> policies) {
        if (policies.size() > 1) {
            throw new BadRequest("too many reschedule policies");
        }
        for (String policy : policies) {
            if (!policy.equals("off") && !policy.equals("on-node-failure")) {
                throw new BadRequest("invalid reschedule policy: " + policy);
            }
        }
    }
}
