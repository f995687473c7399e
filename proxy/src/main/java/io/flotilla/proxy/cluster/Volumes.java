package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.engine.FanOut.Outcome;
import io.flotilla.proxy.failure.ClusterFailure.Ambiguous;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.Lookups;
import io.flotilla.proxy.state.Match;
import io.flotilla.proxy.state.VolumeView;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Volumes: those of the local driver belong to their node and are shown as {@code node/name}. */
public final class Volumes {

    /** Keys of an engine, and {@code node} of classic Swarm. */
    public static final Set<String> FILTER_KEYS = Set.of("dangling", "driver", "label", "name", "node");

    /** Keys of an engine for prune. */
    public static final Set<String> PRUNE_KEYS = Set.of("all", "label", "label!");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_NAME_BYTES = 32;
    private final ClusterState state;
    private final Lookups lookups;
    private final Engines engines;
    private final VolumePrune prune;

    public Volumes(ClusterState state, Engines engines) {
        this.state = state;
        this.lookups = new Lookups(state);
        this.engines = engines;
        this.prune = new VolumePrune(engines);
    }

    public ObjectNode list(Filters filters) {
        ArrayNode list = Json.array();
        Set<String> shared = new HashSet<>();
        for (VolumeView volume : state.volumes().all()) {
            String node = engines.name(volume.engine());
            if (state.shows(volume.engine())
                    && passes(filters, volume, node)
                    && (volume.local() || shared.add(volume.driver() + "/" + volume.name()))) {
                ObjectNode entry = volume.raw().deepCopy();
                if (volume.local()) {
                    entry.put("Name", node + "/" + volume.name());
                }
                list.add(entry);
            }
        }
        ObjectNode answer = Json.object();
        answer.set("Volumes", list);
        answer.putNull("Warnings");
        return answer;
    }

    private boolean passes(Filters filters, VolumeView volume, String node) {
        boolean named = !filters.has("name")
                || filters.all("name").stream()
                        .anyMatch(n -> (node + "/" + volume.name()).contains(n)
                                || volume.name().contains(n));
        return named
                && filters.exact("driver", volume.driver())
                && filters.labels("label", volume.labels())
                && (!volume.local() || filters.exact("node", node))
                && (!filters.has("dangling") || filters.truth("dangling", false) != used(volume));
    }

    /** A volume of a shared driver is in use wherever a container mounts it. */
    private boolean used(VolumeView volume) {
        Collection<ContainerView> users = volume.local()
                ? state.containers().of(volume.engine())
                : state.containers().all();
        return users.stream()
                .anyMatch(c -> c.mounts().stream().anyMatch(m -> m.name().equals(volume.name())));
    }

    public VolumeView find(String reference) {
        return switch (lookups.volume(reference)) {
            case Match.Found<VolumeView> found -> found.value();
            case Match.None<VolumeView> _ -> throw new NotFound(Kind.VOLUME, reference);
            case Match.Ambiguous<VolumeView> several ->
                throw new Ambiguous(
                        Kind.VOLUME,
                        reference,
                        several.values().stream()
                                .map(v -> engines.name(v.engine()) + "/" + v.name())
                                .sorted()
                                .toList());
        };
    }

    /** The volume's own engine answers. */
    public EngineResponse inspect(String reference, Forward forward) {
        VolumeView volume = find(reference);
        return forward.withoutBody()
                .send(
                        engines.of(volume.engine(), "Volume " + reference),
                        "GET",
                        ApiPath.of("volumes", volume.name()),
                        Deadlines.call());
    }

    /**
     * Creates the volume on every node, as classic Swarm does, or on the one that {@code node/name} says. What was new on
     * other nodes is removed again when one fails.
     */
    public JsonNode create(ObjectNode body, Forward forward) {
        String name = body.path("Name").asText("");
        List<EngineHandle> targets = engines.someHealthy();
        int slash = name.indexOf('/');
        if (slash > 0) {
            String node = name.substring(0, slash);
            targets = targets.stream()
                    .filter(e -> e.view().name().equals(node) || e.view().id().equals(node))
                    .toList();
            if (targets.isEmpty()) {
                throw new NotFound(Kind.NODE, node);
            }
            body.put("Name", name.substring(slash + 1));
        } else if (name.isEmpty()) {
            body.put("Name", randomName());
        }
        String bare = body.path("Name").asText("");
        Set<String> before =
                state.volumes().named(bare).stream().map(VolumeView::engine).collect(Collectors.toSet());
        Forward edited = forward.withJson(Json.encode(body));
        List<Outcome<JsonNode>> outcomes = FanOut.over(targets, engine -> {
            JsonNode made = Answers.json(
                    engine.view().name(),
                    edited.send(engine, "POST", ApiPath.of("volumes", "create"), Deadlines.work()));
            engine.refreshVolume(bare);
            return made;
        });
        List<Outcome.Failed<JsonNode>> failures = FanOut.failures(outcomes);
        if (!failures.isEmpty()) {
            undo(outcomes, before, bare, forward);
            FanOut.raise(failures, outcomes.size());
        }
        return FanOut.values(outcomes).getFirst();
    }

    private static void undo(List<Outcome<JsonNode>> outcomes, Set<String> before, String name, Forward forward) {
        List<EngineHandle> made = outcomes.stream()
                .filter(o -> o instanceof Outcome.Done<JsonNode>
                        && !before.contains(o.engine().address()))
                .map(Outcome::engine)
                .toList();
        FanOut.over(made, engine -> {
            delete(engine, name, forward.withoutBody());
            return true;
        });
    }

    /** Removes a bare name on every node that has it, {@code node/name} on one. */
    public void remove(String reference, Forward forward) {
        List<VolumeView> copies = state.volumes().named(reference);
        if (copies.isEmpty()) {
            copies = List.of(find(reference));
        }
        String name = copies.getFirst().name();
        List<EngineHandle> holders = copies.stream()
                .map(v -> engines.of(v.engine(), "Volume " + reference))
                .toList();
        List<Outcome<Boolean>> outcomes = FanOut.over(holders, engine -> {
            delete(engine, name, forward);
            return true;
        });
        List<Outcome.Failed<Boolean>> failures = FanOut.failures(outcomes);
        if (failures.size() < outcomes.size()) {
            failures = failures.stream().filter(f -> f.status() != 404).toList();
        }
        FanOut.raise(failures, outcomes.size());
    }

    private static void delete(EngineHandle engine, String name, Forward forward) {
        Answers.bytes(
                engine.view().name(),
                forward.withoutBody()
                        .send(
                                engine,
                                "DELETE",
                                ApiPath.of("volumes", name).withRawQuery(forward.rawQuery()),
                                Deadlines.work()));
        engine.refreshVolume(name);
    }

    /** Removes what no container uses: anonymous volumes, or all with the filter {@code all}. */
    public ObjectNode prune(Filters filters, Forward forward) {
        return prune.run(filters, forward);
    }

    /** Made here, so that an anonymous volume has one name on all nodes. */
    private static String randomName() {
        byte[] bytes = new byte[RANDOM_NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
