package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.util.regex.Pattern;

/**
 * {@code POST /volumes/prune} on all engines. Since API 1.42 it spares named volumes unless {@code all} is asked for; an
 * older engine always takes them and does not know {@code all}, so there the newer meaning is made from older calls.
 */
final class VolumePrune {
    private static final int SPARES_NAMED = 42;
    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");
    private static final String ALL = "all";
    private final Prune prune;

    VolumePrune(Engines engines) {
        this.prune = new Prune(
                engines, "volumes", "VolumesDeleted", (node, name) -> node + "/" + name, EngineHandle::refreshVolumes);
    }

    ObjectNode run(Filters filters, Forward forward) {
        return prune.run(engine -> {
            if (forward.version().below(SPARES_NAMED) || !newest(engine).below(SPARES_NAMED)) {
                return prune.ask(engine, forward);
            }
            Filters known = filters.without(ALL);
            return filters.truth(ALL, false)
                    ? prune.ask(engine, forward.withQuery(query(known)))
                    : anonymousOnly(engine, known, forward);
        });
    }

    private static ApiVersion newest(EngineHandle engine) {
        return engine.view().specs().map(EngineSpecs::api).orElseThrow().max();
    }

    private static String query(Filters filters) {
        return ApiPath.of("volumes").with("filters", filters.json().toString()).query();
    }

    private static ObjectNode anonymousOnly(EngineHandle engine, Filters filters, Forward forward) {
        String dangling = filters.with("dangling", "true").json().toString();
        JsonNode unused = engine.client().read(ApiPath.of("volumes").with("filters", dangling));
        ObjectNode answer = Json.object();
        ArrayNode deleted = answer.putArray("VolumesDeleted");
        for (JsonNode volume : unused.path("Volumes")) {
            String name = volume.path("Name").asText("");
            if (ANONYMOUS.matcher(name).matches() && removed(engine, name, forward)) {
                deleted.add(name);
            }
        }
        return answer.put("SpaceReclaimed", 0);
    }

    /** False when somebody else was quicker to use or remove it. */
    private static boolean removed(EngineHandle engine, String name, Forward forward) {
        try {
            Answers.bytes(
                    engine.view().name(),
                    forward.withoutBody().send(engine, "DELETE", ApiPath.of("volumes", name), Deadlines.work()));
            return true;
        } catch (EngineReplied e) {
            if (e.status() == 404 || e.status() == 409) {
                return false;
            }
            throw e;
        }
    }
}
