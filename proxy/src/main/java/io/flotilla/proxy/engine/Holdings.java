package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.engine.reading.ContainerReader;
import io.flotilla.proxy.engine.reading.EngineFacts;
import io.flotilla.proxy.engine.reading.Inspected;
import io.flotilla.proxy.engine.reading.Listed;
import io.flotilla.proxy.engine.reading.ObjectReader;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.state.NetworkView;
import io.flotilla.proxy.state.VolumeView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one engine has: asks the engine and shows the answers in the cluster state. Every method makes one call, blocks,
 * and ends in the client's exceptions. Any thread.
 */
final class Holdings {
    private static final int NOT_FOUND = 404;

    private final EngineClient client;
    private final Supplier<EngineFacts> facts;
    private final ObjectReader reader;
    private final ContainerMirror containers;
    private final Mirror<ImageView> images;
    private final Mirror<NetworkView> networks;
    private final Mirror<VolumeView> volumes;

    Holdings(String address, EngineClient client, ClusterState state, Supplier<EngineFacts> facts) {
        this.client = client;
        this.facts = facts;
        this.reader = new ObjectReader(address);
        this.containers = new ContainerMirror(state.containers(), address);
        this.images = new Mirror<>(state.images(), address, ImageView::id);
        this.networks = new Mirror<>(state.networks(), address, NetworkView::id);
        this.volumes = new Mirror<>(state.volumes(), address, VolumeView::name);
    }

    /** Lists all containers; tells the ids of those that have to be inspected. */
    List<String> containers(BiPredicate<ContainerView, Listed> doubt) {
        return containers.listAll(() -> listed(client.containers()), doubt);
    }

    /** Lists these containers; tells the ids of those that have to be inspected. */
    List<String> containers(Collection<String> ids, BiPredicate<ContainerView, Listed> doubt) {
        return containers.listSome(
                ids,
                () -> listed(client.containers(ids)).stream()
                        .filter(l -> ids.contains(l.view().id()))
                        .toList(),
                doubt);
    }

    /** Inspects a container that is listed already; empty if it is gone. */
    Optional<ContainerView> inspect(String id) {
        return containers.inspect(
                id,
                () -> existing(
                        () -> client.inspectContainer(id),
                        d -> Inspected.read(d, facts.get().clockDelta())));
    }

    /** What is known of these containers may be wrong in ways that no list shows. */
    void doubt(Collection<String> ids) {
        containers.doubt(ids);
    }

    /** Whether a container is known to exist. */
    boolean has(String id) {
        return containers.has(id);
    }

    /** The engine said that a container is gone. */
    void containerGone(String id) {
        containers.drop(id);
    }

    void images() {
        images.readAll(() -> reader.images(client.images()));
    }

    void networks() {
        networks.readAll(() -> reader.networks(client.networks()));
    }

    void network(String id) {
        networks.readOne(
                id,
                () -> reader.networks(client.networks(Set.of(id))).stream()
                        .filter(n -> n.id().equals(id))
                        .findFirst());
    }

    void volumes() {
        volumes.readAll(() -> reader.volumes(client.volumes()));
    }

    Optional<VolumeView> volume(String name) {
        return volumes.readOne(name, () -> existing(() -> client.inspectVolume(name), reader::volume));
    }

    /** Another engine is there now: all that is known is void. */
    void clear() {
        containers.clear();
        images.clear();
        networks.clear();
        volumes.clear();
    }

    /** The engine leaves: answers that are still to come are not shown. */
    void close() {
        containers.close();
        images.close();
        networks.close();
        volumes.close();
    }

    private List<Listed> listed(JsonNode list) {
        return new ContainerReader(facts.get()).listed(list);
    }

    private static <T> Optional<T> existing(Supplier<JsonNode> call, Function<JsonNode, T> read) {
        try {
            return Optional.of(read.apply(call.get()));
        } catch (EngineReplied e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
