package io.flotilla.proxy.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds containers, networks and volumes by what a user typed, in the order of classic Swarm: exact id or short id, swarm
 * id, name in the forms {@code name}, {@code /name}, {@code node/name} and {@code engineId/name}, then unique id prefix.
 */
public final class Lookups {
    private static final int SHORT_ID = 12;
    private final ClusterState state;

    public Lookups(ClusterState state) {
        this.state = state;
    }

    public Match<ContainerView> container(String reference) {
        if (reference.isEmpty()) {
            return new Match.None<>();
        }
        List<ContainerView> exact = state.containers().withId(reference);
        if (exact.isEmpty() && reference.length() == SHORT_ID) {
            exact = state.containers().withIdPrefix(reference);
        }
        if (!exact.isEmpty()) {
            return Match.of(exact);
        }
        List<ContainerView> named = named(state.containers(), reference, ContainerView::engine);
        return named.isEmpty() ? Match.of(state.containers().withIdPrefix(reference)) : Match.of(named);
    }

    /** Networks with one id on several engines are one network: the first engine's view stands for all. */
    public Match<NetworkView> network(String reference) {
        List<NetworkView> exact = state.networks().withId(reference);
        if (exact.isEmpty() && reference.length() == SHORT_ID) {
            exact = state.networks().withIdPrefix(reference);
        }
        if (exact.isEmpty()) {
            exact = named(state.networks(), reference, NetworkView::engine);
        }
        if (exact.isEmpty()) {
            exact = state.networks().withIdPrefix(reference);
        }
        return Match.of(onePerId(exact));
    }

    /**
     * A bare name that several engines have means: the one volume of a shared driver; else the volume of the engine that
     * comes first by name when driver and labels agree everywhere (as after {@code docker volume create}, which makes it
     * on every engine); else it is ambiguous.
     */
    public Match<VolumeView> volume(String reference) {
        List<VolumeView> found = named(state.volumes(), reference, VolumeView::engine);
        if (found.size() < 2) {
            return Match.of(found);
        }
        List<VolumeView> shared = found.stream().filter(v -> !v.local()).toList();
        List<VolumeView> pool = shared.isEmpty() ? found : shared;
        VolumeView first = pool.stream()
                .min((a, b) -> engineName(a.engine()).compareTo(engineName(b.engine())))
                .orElseThrow();
        boolean alike = pool.stream()
                .allMatch(v -> v.driver().equals(first.driver()) && v.labels().equals(first.labels()));
        return alike ? new Match.Found<>(first) : new Match.Ambiguous<>(pool);
    }

    private <T> List<T> named(ObjectTable<T> table, String reference, Function<T, String> engineOf) {
        String bare = reference.startsWith("/") ? reference.substring(1) : reference;
        List<T> plain = table.named(bare);
        if (!plain.isEmpty()) {
            return plain;
        }
        // An engine id holds no slash before its address part, but names of linked containers do: try each split.
        for (int slash = bare.indexOf('/'); slash > 0; slash = bare.indexOf('/', slash + 1)) {
            List<EngineView> nodes = state.enginesNamed(bare.substring(0, slash));
            String name = bare.substring(slash + 1);
            List<T> found = table.named(name).stream()
                    .filter(o -> nodes.stream().anyMatch(n -> n.address().equals(engineOf.apply(o))))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<NetworkView> onePerId(List<NetworkView> networks) {
        Map<String, NetworkView> byId = new LinkedHashMap<>();
        networks.forEach(n -> byId.putIfAbsent(n.id(), n));
        return List.copyOf(byId.values());
    }

    private String engineName(String address) {
        return state.engine(address).map(EngineView::name).orElse(address);
    }
}
