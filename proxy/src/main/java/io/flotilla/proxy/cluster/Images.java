package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.engine.FanOut.Outcome;
import io.flotilla.proxy.failure.ClusterFailure.EngineUnhealthy;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.wire.Json;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Operations on images that nodes have: one holder answers, or all holders take part. */
public final class Images {
    private final Engines engines;
    private final ImageFinder finder;
    private final Prune prune;

    public Images(Engines engines, ImageFinder finder) {
        this.engines = engines;
        this.finder = finder;
        this.prune = new Prune(engines, "images", "ImagesDeleted", (_, name) -> name, EngineHandle::refreshImages);
    }

    /** Passes a request on to one node that has the image. */
    public EngineResponse onHolder(String reference, String method, String action, Forward forward) {
        EngineHandle engine = holders(reference, finder.required(reference)).getFirst();
        return send(engine, method, ApiPath.of("images", reference, action), forward);
    }

    /** Pushes from one node that has this tag of the repository, or any of its tags when none is given. */
    public EngineResponse push(String repository, String tag, Forward forward) {
        List<ImageView> copies = tag.isEmpty()
                ? finder.ofRepository(repository)
                : finder.required(repository + (tag.contains(":") ? "@" : ":") + tag);
        EngineHandle engine = holders(repository, copies).getFirst();
        return send(engine, "POST", ApiPath.of("images", repository, "push"), forward);
    }

    /** {@code GET /images/get}: one node that has all of them, since an archive cannot be pieced together. */
    public EngineResponse save(List<String> references, Forward forward) {
        List<EngineHandle> candidates = engines.someHealthy();
        for (String reference : references) {
            Set<String> having =
                    finder.required(reference).stream().map(ImageView::engine).collect(Collectors.toSet());
            candidates = candidates.stream()
                    .filter(e -> having.contains(e.address()))
                    .toList();
        }
        if (candidates.isEmpty()) {
            throw new NotFound(Kind.IMAGE, String.join(", ", references) + " (no healthy node has all of them)");
        }
        return send(candidates.getFirst(), "GET", ApiPath.of("images", "get"), forward);
    }

    /** Tags the image wherever it is. */
    public void tag(String reference, Forward forward) {
        Forward bodiless = forward.withoutBody();
        List<Outcome<Boolean>> outcomes = FanOut.over(holders(reference, finder.required(reference)), engine -> {
            Answers.bytes(engine.view().name(), send(engine, "POST", ApiPath.of("images", reference, "tag"), bodiless));
            engine.refreshImages();
            return true;
        });
        FanOut.raise(FanOut.failures(outcomes), outcomes.size());
    }

    /** Removes the image wherever it is. A node where it is in use refuses; the others have removed it by then. */
    public ArrayNode remove(String reference, Forward forward) {
        Forward bodiless = forward.withoutBody();
        List<Outcome<JsonNode>> outcomes = FanOut.over(holders(reference, finder.required(reference)), engine -> {
            JsonNode removed = Answers.json(
                    engine.view().name(), send(engine, "DELETE", ApiPath.of("images", reference), bodiless));
            engine.refreshImages();
            return removed;
        });
        List<Outcome.Failed<JsonNode>> failures = FanOut.failures(outcomes);
        boolean allGone = failures.stream().allMatch(f -> f.status() == 404);
        if (!failures.isEmpty() && !(allGone && failures.size() < outcomes.size())) {
            FanOut.raise(failures, outcomes.size());
        }
        Set<JsonNode> lines = new LinkedHashSet<>();
        FanOut.values(outcomes).forEach(removed -> removed.forEach(lines::add));
        ArrayNode merged = Json.array();
        lines.forEach(merged::add);
        return merged;
    }

    /** What engines deleted, each image once though several nodes had it. */
    public ObjectNode prune(Forward forward) {
        ObjectNode answer = prune.run(forward);
        if (answer.path("ImagesDeleted") instanceof ArrayNode deleted) {
            Set<JsonNode> seen = new HashSet<>();
            ArrayNode once = Json.array();
            deleted.forEach(image -> {
                if (seen.add(image)) {
                    once.add(image);
                }
            });
            answer.set("ImagesDeleted", once);
        }
        return answer;
    }

    /** Asks any node, such as for a search in the registry. */
    public EngineResponse anywhere(String method, ApiPath path, Forward forward) {
        return send(engines.someHealthy().getFirst(), method, path, forward);
    }

    /** Healthy engines among those of the copies, by node name. */
    private List<EngineHandle> holders(String reference, List<ImageView> copies) {
        Set<String> addresses = copies.stream().map(ImageView::engine).collect(Collectors.toSet());
        List<EngineHandle> healthy = engines.healthy().stream()
                .filter(e -> addresses.contains(e.address()))
                .toList();
        if (healthy.isEmpty()) {
            Set<String> nodes = new TreeSet<>();
            addresses.forEach(a -> nodes.add(engines.name(a)));
            throw new EngineUnhealthy("Image " + reference, String.join(", ", nodes), "no healthy node has it");
        }
        return healthy;
    }

    private static EngineResponse send(EngineHandle engine, String method, ApiPath path, Forward forward) {
        // Archives and uploads take what they take; everything else is an answer that the engine has at hand.
        boolean streamed = path.path().endsWith("/get") || path.path().endsWith("/push");
        Deadlines deadlines = streamed ? Deadlines.stream() : Deadlines.work();
        return forward.send(engine, method, path.withRawQuery(forward.rawQuery()), deadlines);
    }
}
