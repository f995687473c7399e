package io.flotilla.proxy.engine.reading;

import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ContainerView.NetworkAttachment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container as a list tells it.
 *
 * @param view without what only inspect knows: liveness is guessed from the list's words, needs are empty
 * @param status the engine's own status text
 */
public record Listed(ContainerView view, String status) {

    /** The view completed by an inspect document. */
    public ContainerView with(Inspected inspected) {
        return complete(view, inspected);
    }

    /** A view with another inspect document than before. */
    public static ContainerView complete(ContainerView view, Inspected inspected) {
        Map<String, NetworkAttachment> networks = new HashMap<>();
        view.networks()
                .forEach((name, n) -> networks.put(
                        name,
                        new NetworkAttachment(
                                n.networkId(),
                                n.endpointId(),
                                n.mac(),
                                n.ipv4(),
                                n.ipv6(),
                                inspected.aliases().getOrDefault(name, n.aliases()))));
        return new ContainerView(
                view.engine(),
                view.id(),
                view.names(),
                view.image(),
                view.imageId(),
                inspected.created().equals(Instant.EPOCH) ? view.created() : inspected.created(),
                inspected.liveness(),
                view.labels(),
                networks,
                view.mounts(),
                view.ports(),
                Optional.of(inspected.needs()),
                view.entry());
    }

    /** What an inspect document once told of a view; empty if it never did. */
    public static Optional<Inspected> inspectedPart(ContainerView view) {
        Map<String, List<String>> aliases = new HashMap<>();
        view.networks().forEach((name, n) -> aliases.put(name, n.aliases()));
        return view.needs().map(needs -> new Inspected(view.liveness(), needs, view.created(), aliases));
    }
}
