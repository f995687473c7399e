package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.Lookups;
import io.flotilla.proxy.state.Match;
import io.flotilla.proxy.state.NetworkView;
import io.flotilla.proxy.state.VolumeView;
import io.flotilla.proxy.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns what a create body says of other objects in the cluster's words ({@code node/net}, {@code container:node/web},
 * {@code node/volume:/data}) into the chosen engine's words, and into constraints on the node.
 */
final class SpecTranslation {
    private static final String CONTAINER_MODE = "container:";
    private static final Set<String> BUILT_IN = Set.of("", "default", "bridge", "host", "none", "nat");
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9_-]");
    private final ClusterState state;
    private final Lookups lookups;
    private final ObjectNode body;
    private final List<String> constraints = new ArrayList<>();

    SpecTranslation(ClusterState state, ObjectNode body) {
        this.state = state;
        this.lookups = new Lookups(state);
        this.body = body;
    }

    /** Edits the body and returns what it demands of the node, as constraint expressions. */
    List<String> constraints() {
        if (body.path("HostConfig") instanceof ObjectNode host) {
            networkMode(host);
            sharedNamespace(host, "IpcMode");
            sharedNamespace(host, "PidMode");
            containerList(host, "VolumesFrom");
            containerList(host, "Links");
            binds(host);
            mounts(host);
        }
        if (body.path("NetworkingConfig").path("EndpointsConfig") instanceof ObjectNode endpoints) {
            endpoints(endpoints);
        }
        return constraints;
    }

    private void networkMode(ObjectNode host) {
        String mode = host.path("NetworkMode").asText("");
        if (mode.startsWith(CONTAINER_MODE)) {
            host.put("NetworkMode", CONTAINER_MODE + bareContainer(mode.substring(CONTAINER_MODE.length())));
        } else if (host.path("NetworkMode").isTextual() && !BUILT_IN.contains(mode)) {
            host.put("NetworkMode", network(mode));
        }
    }

    private void endpoints(ObjectNode endpoints) {
        List<Map.Entry<String, JsonNode>> entries = List.copyOf(endpoints.properties());
        endpoints.removeAll();
        entries.forEach(
                e -> endpoints.set(BUILT_IN.contains(e.getKey()) ? e.getKey() : network(e.getKey()), e.getValue()));
    }

    /** The engine's name of a network; a network that lives on some nodes only binds the container to them. */
    private String network(String reference) {
        List<NetworkView> found = switch (lookups.network(reference)) {
            case Match.Found<NetworkView> one -> List.of(one.value());
            case Match.Ambiguous<NetworkView> several -> several.values();
            case Match.None<NetworkView> _ -> List.of();
        };
        if (found.isEmpty()) {
            return reference;
        }
        if (found.stream().allMatch(NetworkView::local)) {
            onOneOf(found.stream().map(NetworkView::engine).collect(Collectors.toSet()), "");
        }
        NetworkView first = found.getFirst();
        return reference.contains("/") ? first.name() : reference;
    }

    private void sharedNamespace(ObjectNode host, String field) {
        String mode = host.path(field).asText("");
        if (mode.startsWith(CONTAINER_MODE)) {
            String reference = mode.substring(CONTAINER_MODE.length());
            container(reference).ifPresent(c -> onOneOf(Set.of(c.engine()), ""));
            host.put(field, CONTAINER_MODE + bareContainer(reference));
        }
    }

    /** {@code name[:mode]} with the node's name or a swarm id replaced by what the engine knows. */
    private void containerList(ObjectNode host, String field) {
        if (!(host.path(field) instanceof ArrayNode list)) {
            return;
        }
        ArrayNode translated = Json.array();
        for (JsonNode item : list) {
            translated.add(item.isTextual() ? item(item.asText(), field) : item);
        }
        host.set(field, translated);
    }

    private JsonNode item(String text, String field) {
        int colon = text.indexOf(':');
        String reference = colon < 0 ? text : text.substring(0, colon);
        String bare = bareContainer(reference);
        String rest = colon < 0 ? "" : text.substring(colon);
        if (field.equals("Links") && colon < 0 && !bare.equals(reference)) {
            // Without an alias the container is known to its partner by what stands here: by its name, not by its id.
            rest = container(reference).map(c -> ":" + c.name()).orElse("");
        }
        return TextNode.valueOf(bare + rest);
    }

    private Optional<ContainerView> container(String reference) {
        return lookups.container(reference) instanceof Match.Found<ContainerView> found
                ? Optional.of(found.value())
                : Optional.empty();
    }

    private String bareContainer(String reference) {
        return container(reference)
                .filter(c -> reference.indexOf('/', 1) > 0 || c.swarmId().startsWith(reference))
                .map(ContainerView::id)
                .orElse(reference);
    }

    private void binds(ObjectNode host) {
        if (!(host.path("Binds") instanceof ArrayNode binds)) {
            return;
        }
        ArrayNode translated = Json.array();
        for (JsonNode bind : binds) {
            translated.add(bind.isTextual() ? bind(bind.asText()) : bind);
        }
        host.set("Binds", translated);
    }

    private JsonNode bind(String text) {
        int colon = text.indexOf(':');
        boolean volume = colon > 0 && !text.startsWith("/") && !text.startsWith(".");
        return TextNode.valueOf(volume ? volume(text.substring(0, colon)) + text.substring(colon) : text);
    }

    private void mounts(ObjectNode host) {
        for (JsonNode mount : host.path("Mounts")) {
            String source = mount.path("Source").asText("");
            if (mount instanceof ObjectNode object
                    && mount.path("Type").asText("").equals("volume")
                    && !source.isEmpty()) {
                object.put("Source", volume(source));
            }
        }
    }

    /**
     * The engine's name of a volume. A local volume's data is on its node only: a container goes where other containers
     * use it, else preferably where it exists, else anywhere.
     */
    private String volume(String reference) {
        int slash = reference.indexOf('/');
        if (slash > 0) {
            List<EngineView> nodes = state.enginesNamed(reference.substring(0, slash));
            if (!nodes.isEmpty()) {
                onOneOf(nodes.stream().map(EngineView::address).collect(Collectors.toSet()), "");
                return reference.substring(slash + 1);
            }
        }
        List<VolumeView> copies = state.volumes().named(reference);
        if (copies.isEmpty() || copies.stream().anyMatch(v -> !v.local())) {
            return reference;
        }
        Set<String> users = state.containers().all().stream()
                .filter(c -> c.mounts().stream().anyMatch(m -> m.name().equals(reference)))
                .map(ContainerView::engine)
                .collect(Collectors.toSet());
        if (!users.isEmpty()) {
            onOneOf(users, "");
        } else {
            onOneOf(copies.stream().map(VolumeView::engine).collect(Collectors.toSet()), "~");
        }
        return reference;
    }

    /** @param soft {@code ~} for a preference, empty for a condition */
    private void onOneOf(Set<String> addresses, String soft) {
        Set<String> names = new TreeSet<>();
        addresses.forEach(a -> names.add(state.engine(a).map(EngineView::name).orElse(a)));
        String pattern = names.stream().map(SpecTranslation::quoted).collect(Collectors.joining("|"));
        boolean plain = names.contains(pattern);
        constraints.add("node==" + soft + (plain ? pattern : "/^(" + pattern + ")$/"));
    }

    /** Host names hold letters, digits, dashes and dots; in an expression a dot stands for itself among others. */
    private static String quoted(String name) {
        return UNUSUAL.matcher(name).replaceAll(".");
    }
}
