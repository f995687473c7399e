package io.flotilla.proxy.cluster;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.state.Lookups;
import io.flotilla.proxy.state.Match;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which containers {@code GET /containers/json} shows, newest first; answered from the state alone. */
public final class ContainerListing {

    /** Keys of an engine, and {@code node} of classic Swarm. */
    public static final Set<String> FILTER_KEYS = Set.of(
            "ancestor",
            "before",
            "expose",
            "exited",
            "health",
            "id",
            "isolation",
            "is-task",
            "label",
            "name",
            "network",
            "publish",
            "since",
            "status",
            "volume",
            "node");

    /** Images of managers and agents, which only {@code --all} shows, as in classic Swarm. */
    private static final Set<String> OWN_IMAGES = Set.of("swarm", "flotilla");

    private final ClusterState state;
    private final Lookups lookups;
    private final ImageFinder images;

    public ContainerListing(ClusterState state) {
        this.state = state;
        this.lookups = new Lookups(state);
        this.images = new ImageFinder(state);
    }

    /**
     * @param limit newest so many, of any state; 0 for all
     * @param before container that the listed ones must be older than; empty for none
     */
    public record Request(boolean all, long limit, String before, String since, Filters filters) {}

    public List<ContainerView> select(Request request) {
        Filters filters = request.filters();
        Instant before = createdOf(request.before().isEmpty() ? first(filters, "before") : request.before());
        Instant since = createdOf(request.since().isEmpty() ? first(filters, "since") : request.since());
        boolean bounded = !before.equals(Instant.MAX) || !since.equals(Instant.MAX);
        boolean all = request.all() || request.limit() > 0 || filters.has("status") || bounded;
        Set<Integer> exitCodes = exitCodes(filters);
        Set<String> ancestors = ancestors(filters);
        checkStatus(filters);

        List<ContainerView> selected = new ArrayList<>();
        // A container moves in the order when its inspect document tells the exact time of its creation.
        Set<List<String>> seen = new HashSet<>();
        for (ContainerView container : state.containers().all()) {
            if (request.limit() > 0 && selected.size() >= request.limit()) {
                break;
            }
            EngineView engine = state.engine(container.engine()).orElse(null);
            if (engine == null || !engine.validated() || !seen.add(List.of(container.engine(), container.id()))) {
                continue;
            }
            boolean running = container.liveness().state().running();
            boolean shown = all || (engine.healthy() && running && !ownImage(container));
            boolean inTime = container.created().isBefore(before)
                    && (since.equals(Instant.MAX) || container.created().isAfter(since));
            boolean exited = exitCodes.isEmpty()
                    || (!running
                            && !container.liveness().startedAt().equals(Instant.EPOCH)
                            && exitCodes.contains(container.liveness().exitCode()));
            boolean descends = !filters.has("ancestor") || ancestors.contains(container.imageId());
            if (shown && inTime && exited && descends && ContainerFilter.passes(filters, container, engine)) {
                selected.add(container);
            }
        }
        return selected;
    }

    private Instant createdOf(String reference) {
        if (reference.isEmpty()) {
            return Instant.MAX;
        }
        return switch (lookups.container(reference)) {
            case Match.Found<ContainerView> found -> found.value().created();
            case Match.None<ContainerView> _ -> throw new NotFound(Kind.CONTAINER, reference);
            case Match.Ambiguous<ContainerView> _ -> throw new NotFound(Kind.CONTAINER, reference);
        };
    }

    private static String first(Filters filters, String key) {
        return filters.has(key) ? filters.all(key).getFirst() : "";
    }

    private static Set<Integer> exitCodes(Filters filters) {
        return filters.all("exited").stream()
                .map(text -> {
                    try {
                        return Integer.valueOf(text);
                    } catch (NumberFormatException e) {
                        throw new BadRequest("invalid filter 'exited=[" + text + "]'");
                    }
                })
                .collect(Collectors.toSet());
    }

    private static void checkStatus(Filters filters) {
        for (String status : filters.all("status")) {
            if (!Set.of("created", "restarting", "running", "removing", "paused", "exited", "dead")
                    .contains(status)) {
                throw new BadRequest("invalid filter 'status=[" + status + "]'");
            }
        }
    }

    /** The images that are meant and all that were built on them, as far as engines know the parents. */
    private Set<String> ancestors(Filters filters) {
        Set<String> family = filters.all("ancestor").stream()
                .flatMap(reference -> images.copies(reference).stream())
                .map(ImageView::id)
                .collect(Collectors.toCollection(HashSet::new));
        boolean grown = !family.isEmpty();
        while (grown) {
            grown = false;
            for (ImageView image : state.images().all()) {
                grown |= family.contains(Json.text(image.raw(), "ParentId")) && family.add(image.id());
            }
        }
        return family;
    }

    private static boolean ownImage(ContainerView container) {
        String image = container.image();
        int end = image.indexOf(':');
        return OWN_IMAGES.contains(end < 0 ? image : image.substring(0, end));
    }
}
