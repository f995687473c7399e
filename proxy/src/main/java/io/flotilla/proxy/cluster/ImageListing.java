package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** {@code GET /images/json}: the copies of an image on several nodes are one entry with the union of their names. */
public final class ImageListing {

    /** Keys of an engine, and {@code node} of classic Swarm. */
    public static final Set<String> FILTER_KEYS =
            Set.of("before", "dangling", "label", "reference", "since", "until", "node");

    /** From this version on an untagged image has empty lists instead of {@code <none>} names. */
    private static final int EMPTY_LISTS = 43;

    /** From this version on there is no {@code VirtualSize}. */
    private static final int NO_VIRTUAL_SIZE = 44;

    /** From this version on engines count the containers of an image for the list. */
    private static final int CONTAINERS = 51;

    private static final long NOT_COUNTED = -1;
    private static final String NO_TAG = "<none>:<none>";
    private static final String NO_DIGEST = "<none>@<none>";
    private final ClusterState state;
    private final ImageFinder finder;
    private final Engines engines;

    public ImageListing(ClusterState state, Engines engines) {
        this.state = state;
        this.finder = new ImageFinder(state);
        this.engines = engines;
    }

    /** @param untilSeconds only images made before; {@link Long#MAX_VALUE} for all */
    public ArrayNode list(boolean all, Filters filters, long untilSeconds, ApiVersion version) {
        long before = Math.min(untilSeconds, createdOf(filters, "before", Long.MAX_VALUE));
        long since = createdOf(filters, "since", Long.MIN_VALUE);
        Map<String, List<ImageView>> copies = new LinkedHashMap<>();
        for (ImageView image : state.images().all()) {
            if (state.shows(image.engine())
                    && filters.exact("node", engines.name(image.engine()))
                    && image.created() < before
                    && image.created() > since
                    && filters.labels("label", image.labels())) {
                copies.computeIfAbsent(image.id(), _ -> new ArrayList<>()).add(image);
            }
        }
        Set<String> parents = all ? Set.of() : parents();
        ArrayNode list = Json.array();
        for (List<ImageView> image : copies.values()) {
            Set<String> tags = names(image, ImageView::tags, NO_TAG);
            Set<String> digests = names(image, ImageView::digests, NO_DIGEST);
            boolean dangling = tags.isEmpty();
            boolean intermediate = dangling
                    && digests.isEmpty()
                    && parents.contains(image.getFirst().id());
            boolean wanted = !filters.has("dangling")
                    || (filters.truth("dangling", false) ? dangling : !dangling || !digests.isEmpty());
            if (wanted && !intermediate && references(filters, tags, digests)) {
                list.add(entry(image, tags, digests, version));
            }
        }
        return list;
    }

    private long createdOf(Filters filters, String key, long whenAbsent) {
        if (!filters.has(key)) {
            return whenAbsent;
        }
        String reference = filters.all(key).getFirst();
        List<ImageView> copies = finder.copies(reference);
        if (copies.isEmpty()) {
            throw new BadRequest("invalid filter '" + key + "=[" + reference + "]': no such image");
        }
        return copies.getFirst().created();
    }

    private Set<String> parents() {
        return state.images().all().stream()
                .map(i -> i.raw().path("ParentId").asText(""))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(List<ImageView> copies, Function<ImageView, List<String>> kind, String none) {
        Set<String> names = new LinkedHashSet<>();
        copies.forEach(c -> names.addAll(kind.apply(c)));
        names.remove(none);
        return names;
    }

    private static ObjectNode entry(List<ImageView> copies, Set<String> tags, Set<String> digests, ApiVersion version) {
        ObjectNode entry = copies.getFirst().raw().deepCopy();
        boolean placeholders = version.below(EMPTY_LISTS);
        put(entry.putArray("RepoTags"), tags, placeholders && digests.isEmpty() ? NO_TAG : "");
        put(entry.putArray("RepoDigests"), digests, placeholders && tags.isEmpty() ? NO_DIGEST : "");
        if (version.below(NO_VIRTUAL_SIZE)) {
            entry.set("VirtualSize", entry.path("Size"));
        } else {
            entry.remove("VirtualSize");
        }
        entry.put("Containers", version.below(CONTAINERS) ? NOT_COUNTED : containers(copies));
        return entry;
    }

    private static long containers(List<ImageView> copies) {
        return copies.stream()
                .mapToLong(c -> c.raw().path("Containers").asLong(NOT_COUNTED))
                .filter(n -> n >= 0)
                .reduce(Long::sum)
                .orElse(NOT_COUNTED);
    }

    private static void put(ArrayNode list, Set<String> names, String placeholder) {
        names.forEach(list::add);
        if (names.isEmpty() && !placeholder.isEmpty()) {
            list.add(placeholder);
        }
    }

    private static boolean references(Filters filters, Set<String> tags, Set<String> digests) {
        if (!filters.has("reference")) {
            return true;
        }
        return filters.all("reference").stream()
                .anyMatch(pattern -> tags.stream().anyMatch(t -> fits(pattern, t))
                        || digests.stream().anyMatch(d -> fits(pattern, d)));
    }

    /** The pattern is matched against the repository alone and with its tag, part by part as paths are. */
    private static boolean fits(String pattern, String name) {
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new BadRequest("invalid filter 'reference=[" + pattern + "]'");
        }
        ImageReference reference = ImageReference.parse(name);
        return matcher.matches(Path.of(name)) || matcher.matches(Path.of(reference.repository()));
    }
}
