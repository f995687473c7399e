package io.flotilla.proxy.placement;

import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerNeeds;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.state.Lookups;
import io.flotilla.proxy.state.Match;
import io.flotilla.scheduler.NodeContents;
import io.flotilla.scheduler.PlacementRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One node's contents for the scheduler: what the state shows, and what is being created there. */
final class NodeView implements NodeContents {
    private final ClusterState state;
    private final String address;
    private final Collection<PendingContainer> pending;

    NodeView(ClusterState state, String address, Collection<PendingContainer> pending) {
        this.state = state;
        this.address = address;
        this.pending = pending;
    }

    @Override
    public Iterable<? extends NodeContainer> containers() {
        List<NodeContainer> all = new ArrayList<>(pending);
        state.containers().of(address).forEach(c -> all.add(new Known(c)));
        return all;
    }

    @Override
    public Iterable<? extends NodeImage> images() {
        return state.images().of(address).stream().map(KnownImage::new).toList();
    }

    @Override
    public Iterable<PortClaim> portClaims() {
        List<PortClaim> claims = new ArrayList<>();
        for (ContainerView container : state.containers().of(address)) {
            for (ContainerView.Port port : container.ports()) {
                if (port.publicPort() != 0) {
                    claims.add(new PortClaim(port.ip(), port.publicPort(), port.protocol()));
                }
            }
            container.needs().map(ContainerNeeds::ports).orElse(List.of()).stream()
                    .forEach(b -> claim(claims, b.containerPort(), b.hostIp(), b.hostPort()));
        }
        for (PendingContainer container : pending) {
            container
                    .request()
                    .ports()
                    .bindings()
                    .forEach(b -> claim(claims, b.containerPort(), b.hostIp(), b.hostPort()));
        }
        return claims;
    }

    /** A range holds only the port it was given, which the engine lists once the container runs. */
    private static void claim(List<PortClaim> claims, String containerPort, String hostIp, String hostPort) {
        if (!hostPort.isEmpty() && hostPort.chars().allMatch(Character::isDigit) && hostPort.length() <= 5) {
            int slash = containerPort.indexOf('/');
            String protocol = slash < 0 ? "tcp" : containerPort.substring(slash + 1);
            claims.add(new PortClaim(hostIp, Integer.parseInt(hostPort), protocol));
        }
    }

    @Override
    public Iterable<String> hostModePorts() {
        List<String> ports = new ArrayList<>();
        for (ContainerView container : state.containers().of(address)) {
            container.needs().filter(n -> n.networkMode().equals("host")).ifPresent(n -> ports.addAll(n.exposed()));
        }
        for (PendingContainer container : pending) {
            PlacementRequest.Ports wanted = container.request().ports();
            if (wanted.hostMode()) {
                ports.addAll(wanted.exposed());
            }
        }
        return ports;
    }

    @Override
    public boolean hasContainer(String reference) {
        return new Lookups(state).container(reference) instanceof Match.Found<ContainerView> found
                && found.value().engine().equals(address);
    }

    private record Known(ContainerView container) implements NodeContainer {
        @Override
        public String id() {
            return container.id();
        }

        @Override
        public List<String> names() {
            return container.names().stream()
                    .map(n -> n.startsWith("/") ? n.substring(1) : n)
                    .toList();
        }

        @Override
        public Map<String, String> labels() {
            return container.labels();
        }
    }

    private record KnownImage(ImageView image) implements NodeImage {
        @Override
        public String id() {
            return image.id();
        }

        @Override
        public List<String> tags() {
            return image.tags();
        }

        @Override
        public List<String> digests() {
            return image.digests();
        }
    }
}
