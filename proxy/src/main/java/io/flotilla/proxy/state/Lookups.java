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
        return Match.of(find(state.containers(), reference, ContainerView::engine));
    }

    /** Networks with one id on several engines are one network: the first engine's view stands for all. */
    public Match<NetworkView> network(String reference) {
        return Match.of(onePerId(find(state.networks(), reference, NetworkView::engine)));
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

    private <T> List<T> find(ObjectTable<T> table, String reference, Function<T, String> engineOf) {
        List<T> found = shown(table.withId(reference), engineOf);
        if (found.isEmpty() && reference.length() == SHORT_ID) {
            found = shown(table.withIdPrefix(reference), engineOf);
        }
        if (found.isEmpty()) {
            found = named(table, reference, engineOf);
        }
        return found.isEmpty() ? shown(table.withIdPrefix(reference), engineOf) : found;
    }

    /** Without what engines have that were never validated. */
    private <T> List<T> shown(List<T> found, Function<T, String> engineOf) {
        return found.stream().filter(o -> state.shows(engineOf.apply(o))).toList();
    }

    private <T> List<T> named(ObjectTable<T> table, String reference, Function<T, String> engineOf) {
        String bare = reference.startsWith("/") ? reference.substring(1) : reference;
        List<T> plain = shown(table.named(bare), engineOf);
        if (!plain.isEmpty()) {
            return plain;
        }
        // An engine id holds no slash before its address part, but names of linked containers do: try each split.
        for (int slash = bare.indexOf('/'); slash > 0; slash = bare.indexOf('/', slash + 1)) {
            List<EngineView> nodes = state.enginesNamed(bare.substring(0, slash));
            String name = bare.substring(slash + 1);
            List<T> found = shown(table.named(name), engineOf).stream()
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
