package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.failure.ClusterFailure.EngineUnhealthy;
import io.flotilla.proxy.failure.ClusterFailure.NoNodeFits;
import io.flotilla.proxy.placement.NameReservations;
import io.flotilla.proxy.placement.PlacementService;
import io.flotilla.proxy.placement.SpecReader;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.Expressions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /containers/create}: takes the name, chooses and reserves a node, has its engine create the container, and
 * shows it in the state before the client hears of it. The body goes on as a tree, unknown fields included.
 */
public final class ContainerCreation {
    private static final Logger log = LoggerFactory.getLogger(ContainerCreation.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SWARM_ID_BYTES = 32;
    private final ClusterState state;
    private final Engines engines;
    private final PlacementService placement;
    private final NameReservations names;
    private final ImageFinder images;
    private final int retries;

    /** @param retries how often a creation is tried again that failed without any effect */
    public ContainerCreation(
            ClusterState state, Engines engines, PlacementService placement, NameReservations names, int retries) {
        this.state = state;
        this.engines = engines;
        this.placement = placement;
        this.names = names;
        this.images = new ImageFinder(state);
        this.retries = retries;
    }

    /**
     * @param body the client's; edited here
     * @return the engine's answer
     */
    public JsonNode create(String name, ObjectNode body, Forward forward) {
        if (body.isEmpty()) {
            throw new BadRequest("config cannot be empty in order to create a container");
        }
        try (NameReservations.Held _ = names.reserve(name)) {
            List<String> located = new SpecTranslation(state, body).constraints();
            PlacementRequest request = SpecReader.read(body);
            request = request.withExpressions(with(request.expressions(), located));
            return persistently(new Attempt(name, body, forward, request, swarmId(body), new HashSet<>()));
        }
    }

    /** @param tried addresses of the engines that were asked already */
    private record Attempt(
            String name,
            ObjectNode body,
            Forward forward,
            PlacementRequest request,
            String swarmId,
            Set<String> tried) {}

    private JsonNode persistently(Attempt attempt) {
        for (int left = retries; left > 0; left--) {
            try {
                return whereTheImageIs(attempt);
            } catch (ClusterFailure | TransportException e) {
                if (!withoutEffect(e)) {
                    throw e;
                }
                log.warn("Failed to create container: {}, retrying", e.getMessage());
            }
        }
        return whereTheImageIs(attempt);
    }

    /** An engine's own word that it failed, or a request that never reached it; anything else may have worked. */
    private static boolean withoutEffect(RuntimeException failure) {
        return switch (failure) {
            case EngineReplied replied -> replied.status() >= 500;
            case EngineUnhealthy _ -> true;
            case TransportException.Closed _ -> false;
            case TransportException broken -> broken.neverSent();
            default -> false;
        };
    }

    /** Engines that failed before come into question again only when no other does. */
    private JsonNode whereTheImageIs(Attempt attempt) {
        Set<String> tried = Set.copyOf(attempt.tried());
        try {
            return attempt(attempt, engine -> !tried.contains(engine.address()));
        } catch (NoNodeFits e) {
            if (tried.isEmpty()) {
                throw e;
            }
            return attempt(attempt, _ -> true);
        } catch (EngineReplied e) {
            return elsewhere(attempt, e);
        }
    }

    private JsonNode attempt(Attempt attempt, Predicate<EngineView> allowed) {
        Map<String, String> labels = Json.texts(attempt.body().path("Labels"));
        try (PlacementService.Ticket ticket =
                placement.place(attempt.request(), attempt.swarmId(), attempt.name(), labels, allowed)) {
            attempt.tried().add(ticket.engine());
            EngineHandle engine = engines.of(ticket.engine(), "Container " + attempt.name());
            Forward forward = attempt.forward().withJson(Json.encode(attempt.body()));
            JsonNode answer = Answers.json(
                    engine.view().name(),
                    forward.send(
                            engine,
                            "POST",
                            ApiPath.of("containers", "create").withRawQuery(forward.rawQuery()),
                            Deadlines.work()));
            engine.refreshContainer(answer.path("Id").asText(""));
            return answer;
        }
    }

    /** An image that the chosen node lacks but others have, as after a build or a commit: only those come into question. */
    private JsonNode elsewhere(Attempt attempt, EngineReplied failure) {
        if (failure.status() != 404) {
            throw failure;
        }
        Set<String> holders = images.copies(Json.text(attempt.body(), "Image")).stream()
                .map(ImageView::engine)
                .filter(e -> engines.usable(e) && !attempt.tried().contains(e))
                .collect(Collectors.toSet());
        if (holders.isEmpty()) {
            throw failure;
        }
        try {
            return attempt(attempt, engine -> holders.contains(engine.address()));
        } catch (NoNodeFits e) {
            throw failure;
        }
    }

    private static Expressions with(Expressions expressions, List<String> located) {
        List<String> constraints = new ArrayList<>(expressions.constraints());
        constraints.addAll(located);
        return new Expressions(expressions.affinities(), constraints, expressions.whitelists());
    }

    /**
     * The id that stays with the container when it is placed again; made here unless the client carries one on. A label
     * that came with a committed image does not count, since two containers would share it.
     */
    private String swarmId(ObjectNode body) {
        ObjectNode labels = body.path("Labels") instanceof ObjectNode present ? present : body.putObject("Labels");
        String given = labels.path(ContainerView.SWARM_ID).asText("");
        if (!given.isEmpty() && state.containers().withId(given).isEmpty()) {
            return given;
        }
        byte[] bytes = new byte[SWARM_ID_BYTES];
        RANDOM.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        labels.put(ContainerView.SWARM_ID, id);
        return id;
    }
}
