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
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One kind of prune on all healthy engines, with the lists joined and the sizes summed. */
final class Prune {
    private static final Logger log = LoggerFactory.getLogger(Prune.class);
    private final Engines engines;
    private final String noun;
    private final String deletedField;
    private final BinaryOperator<String> shownName;
    private final Consumer<EngineHandle> refresh;

    /**
     * @param noun path segment, {@code containers}
     * @param deletedField field of the answer that lists what is gone
     * @param shownName from the node's name and the deleted object to what users see
     * @param refresh brings the state up to date afterwards
     */
    Prune(
            Engines engines,
            String noun,
            String deletedField,
            BinaryOperator<String> shownName,
            Consumer<EngineHandle> refresh) {
        this.engines = engines;
        this.noun = noun;
        this.deletedField = deletedField;
        this.shownName = shownName;
        this.refresh = refresh;
    }

    /** The merged answer; fails only when every engine failed. */
    ObjectNode run(Forward forward) {
        return run(engine -> ask(engine, forward));
    }

    /** One engine's own prune. */
    JsonNode ask(EngineHandle engine, Forward forward) {
        return Answers.json(
                engine.view().name(),
                forward.withoutBody()
                        .send(
                                engine,
                                "POST",
                                ApiPath.of(noun, "prune").withRawQuery(forward.rawQuery()),
                                Deadlines.work()));
    }

    /** The same with another way to prune one engine, whose answer has the shape of an engine's. */
    ObjectNode run(Function<EngineHandle, JsonNode> onEngine) {
        List<Outcome<JsonNode>> outcomes = FanOut.over(engines.someHealthy(), engine -> {
            JsonNode answer = onEngine.apply(engine);
            refresh.accept(engine);
            return answer;
        });
        List<Outcome.Failed<JsonNode>> failures = FanOut.failures(outcomes);
        if (failures.size() == outcomes.size()) {
            FanOut.raise(failures, outcomes.size());
        }
        failures.forEach(f ->
                log.warn("{} not pruned on node={}: {}", noun, f.engine().view().name(), f.text()));
        return merged(outcomes);
    }

    private ObjectNode merged(List<Outcome<JsonNode>> outcomes) {
        ObjectNode answer = Json.object();
        ArrayNode deleted = answer.putArray(deletedField);
        long reclaimed = 0;
        boolean sized = false;
        for (Outcome<JsonNode> outcome : outcomes) {
            if (outcome instanceof Outcome.Done<JsonNode> done) {
                String node = done.engine().view().name();
                for (JsonNode object : done.value().path(deletedField)) {
                    if (object.isTextual()) {
                        deleted.add(shownName.apply(node, object.asText()));
                    } else {
                        deleted.add(object);
                    }
                }
                sized |= done.value().has("SpaceReclaimed");
                reclaimed += done.value().path("SpaceReclaimed").asLong();
            }
        }
        if (deleted.isEmpty()) {
            answer.putNull(deletedField);
        }
        if (sized) {
            answer.put("SpaceReclaimed", reclaimed);
        }
        return answer;
    }
}
