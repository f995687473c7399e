package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.engine.FanOut.Outcome;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /system/df} over all nodes: sizes are summed, since each node's copy takes its own disk. */
public final class DiskUsage {
    private static final Logger log = LoggerFactory.getLogger(DiskUsage.class);
    private static final List<String> SIZES = List.of("LayersSize", "BuilderSize");
    private static final List<String> LISTS = List.of("Images", "Containers", "Volumes", "BuildCache");
    private final Engines engines;

    public DiskUsage(Engines engines) {
        this.engines = engines;
    }

    public ObjectNode total(Forward forward) {
        List<Outcome<JsonNode>> outcomes = FanOut.over(engines.someHealthy(), engine -> ofEngine(engine, forward));
        List<Outcome.Failed<JsonNode>> failures = FanOut.failures(outcomes);
        if (failures.size() == outcomes.size()) {
            FanOut.raise(failures, outcomes.size());
        }
        failures.forEach(f ->
                log.warn("disk usage without node={}: {}", f.engine().view().name(), f.text()));
        return merged(outcomes);
    }

    private static JsonNode ofEngine(EngineHandle engine, Forward forward) {
        return Answers.json(
                engine.view().name(),
                forward.withoutBody()
                        .send(
                                engine,
                                "GET",
                                ApiPath.of("system", "df").withRawQuery(forward.rawQuery()),
                                Deadlines.work()));
    }

    /** Only what engines answered is there: with {@code type} in the query they leave the rest out. */
    private static ObjectNode merged(List<Outcome<JsonNode>> outcomes) {
        ObjectNode answer = Json.object();
        for (Outcome<JsonNode> outcome : outcomes) {
            if (outcome instanceof Outcome.Done<JsonNode> done) {
                for (String size : SIZES) {
                    if (done.value().has(size)) {
                        answer.put(size, Json.number(answer, size) + Json.number(done.value(), size));
                    }
                }
                LISTS.stream().filter(done.value()::has).forEach(list -> join(answer, list, done));
            }
        }
        if (answer.path("Images") instanceof ArrayNode images) {
            answer.set("Images", oncePerId(images));
        }
        return answer;
    }

    private static void join(ObjectNode answer, String field, Outcome.Done<JsonNode> done) {
        ArrayNode joined = answer.path(field) instanceof ArrayNode present ? present : answer.putArray(field);
        String node = done.engine().view().name();
        for (JsonNode object : done.value().path(field)) {
            if (object instanceof ObjectNode entry) {
                prefix(entry, field, node);
            }
            joined.add(object);
        }
    }

    /** Copies of an image are one image, used by the containers of all nodes; -1 means that nobody has counted. */
    private static ArrayNode oncePerId(ArrayNode images) {
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        for (JsonNode image : images) {
            if (image instanceof ObjectNode copy) {
                ObjectNode first = byId.putIfAbsent(Json.text(copy, "Id"), copy);
                if (first != null && Json.number(copy, "Containers") >= 0) {
                    long before = Math.max(0, Json.number(first, "Containers"));
                    first.put("Containers", before + Json.number(copy, "Containers"));
                }
            }
        }
        return Json.array().addAll(byId.values());
    }

    /** Names of containers and volumes as they are shown everywhere else. */
    private static void prefix(ObjectNode entry, String field, String node) {
        if (field.equals("Volumes") && entry.path("Driver").asText("local").equals("local")) {
            entry.put("Name", node + "/" + entry.path("Name").asText(""));
        } else if (entry.path("Names") instanceof ArrayNode names) {
            ArrayNode prefixed = Json.array();
            names.forEach(n -> prefixed.add("/" + node + n.asText("")));
            entry.set("Names", prefixed);
        }
    }
}
