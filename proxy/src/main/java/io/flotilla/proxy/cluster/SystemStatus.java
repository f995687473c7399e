package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerNeeds;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.wire.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The node table of {@code docker info}: pairs of key and value, spelled as classic Swarm did (tools parse them). */
final class SystemStatus {
    private static final long NANO_CPUS = 1_000_000_000L;
    private static final String INDENT = "  └ ";
    private final ClusterState state;
    private final ClusterSettings settings;

    SystemStatus(ClusterState state, ClusterSettings settings) {
        this.state = state;
        this.settings = settings;
    }

    ArrayNode rows() {
        ArrayNode rows = Json.array();
        row(rows, "Role", "primary");
        row(rows, "Strategy", settings.strategy());
        row(rows, "Filters", String.join(", ", settings.filters()));
        List<EngineView> engines = state.engines().stream()
                .sorted(Comparator.comparing(EngineView::name, new NaturalOrder())
                        .thenComparing(EngineView::address))
                .toList();
        row(rows, "Nodes", String.valueOf(engines.size()));
        engines.forEach(engine -> engine(rows, engine));
        return rows;
    }

    private void engine(ArrayNode rows, EngineView engine) {
        Collection<ContainerView> containers = state.containers().of(engine.address());
        row(rows, " " + (engine.name().isEmpty() ? "(unknown)" : engine.name()), engine.address());
        row(rows, INDENT + "ID", engine.id());
        row(rows, INDENT + "Status", engine.health().label());
        row(rows, INDENT + "Containers", containers(engine, containers));
        long cpus = engine.specs().map(EngineSpecs::cpus).orElse(0);
        long memory = engine.specs().map(EngineSpecs::memory).orElse(0L);
        long usedCpus = containers.stream()
                        .mapToLong(c -> c.needs().map(ContainerNeeds::nanoCpus).orElse(0L))
                        .sum()
                / NANO_CPUS;
        long usedMemory = containers.stream()
                .mapToLong(c -> c.needs().map(n -> n.memory()).orElse(0L))
                .sum();
        row(rows, INDENT + "Reserved CPUs", usedCpus + " / " + settings.withOvercommit(cpus));
        row(
                rows,
                INDENT + "Reserved Memory",
                SizeText.of(usedMemory) + " / " + SizeText.of(settings.withOvercommit(memory)));
        row(rows, INDENT + "Labels", labels(engine));
        if (!engine.error().isEmpty()) {
            row(rows, INDENT + "Error", engine.error());
        }
        row(
                rows,
                INDENT + "UpdatedAt",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        engine.updatedAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
        row(
                rows,
                INDENT + "ServerVersion",
                engine.specs().map(EngineSpecs::serverVersion).orElse(""));
    }

    private static String containers(EngineView engine, Collection<ContainerView> containers) {
        if (!engine.healthy()) {
            return String.valueOf(containers.size());
        }
        Counts counts = Counts.of(containers);
        return containers.size() + " (" + counts.running() + " Running, " + counts.paused() + " Paused, "
                + counts.stopped() + " Stopped)";
    }

    /** Containers by what {@code docker info} counts. */
    record Counts(long running, long paused, long stopped) {
        static Counts of(Collection<ContainerView> containers) {
            long paused = containers.stream()
                    .filter(c -> c.liveness().state() == RunState.PAUSED)
                    .count();
            long running = containers.stream()
                            .filter(c -> c.liveness().state().running())
                            .count()
                    - paused;
            return new Counts(running, paused, containers.size() - running - paused);
        }
    }

    private static String labels(EngineView engine) {
        return engine.specs().map(EngineSpecs::labels).orElse(Map.of()).entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static void row(ArrayNode rows, String key, String value) {
        rows.addArray().add(key).add(value);
    }
}
