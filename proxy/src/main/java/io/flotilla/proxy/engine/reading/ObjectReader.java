package io.flotilla.proxy.engine.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.state.NetworkView;
import io.flotilla.proxy.state.VolumeView;
import io.flotilla.proxy.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads images, networks and volumes of one engine. */
public final class ObjectReader {
    private static final String NO_NAME = "<none>";
    private final String engine;

    /** @param engine the engine's address */
    public ObjectReader(String engine) {
        this.engine = engine;
    }

    /** From {@code /images/json}; the place holders that old engines give unnamed images are no tags. */
    public List<ImageView> images(JsonNode list) {
        return each(
                list,
                image -> new ImageView(
                        engine,
                        Json.shared(Json.text(image, "Id")),
                        named(image.path("RepoTags")),
                        named(image.path("RepoDigests")),
                        Json.number(image, "Created"),
                        Json.texts(image.path("Labels")),
                        image));
    }

    /** From {@code /networks}. */
    public List<NetworkView> networks(JsonNode list) {
        return each(
                list,
                network -> new NetworkView(
                        engine,
                        Json.shared(Json.text(network, "Id")),
                        Json.shared(Json.text(network, "Name")),
                        Json.shared(Json.text(network, "Driver")),
                        Json.shared(Json.text(network, "Scope")),
                        Json.texts(network.path("Labels")),
                        network));
    }

    /** From {@code /volumes}, which wraps its list. */
    public List<VolumeView> volumes(JsonNode answer) {
        return each(answer.path("Volumes"), this::volume);
    }

    /** From {@code /volumes/{name}}. */
    public VolumeView volume(JsonNode volume) {
        return new VolumeView(
                engine,
                Json.text(volume, "Name"),
                Json.shared(Json.text(volume, "Driver")),
                Json.texts(volume.path("Labels")),
                volume);
    }

    private static <T> List<T> each(JsonNode list, Function<JsonNode, T> read) {
        List<T> found = new ArrayList<>(list.size());
        for (JsonNode node : list) {
            if (node.isObject()) {
                found.add(read.apply(node));
            }
        }
        return found;
    }

    private static List<String> named(JsonNode references) {
        return Json.list(references).stream()
                .filter(r -> !r.startsWith(NO_NAME))
                .toList();
    }
}
