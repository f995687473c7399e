package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * {@code GET /info} of the cluster: what all healthy engines agree on, with counts and sums over them, and the node table.
 */
public final class SystemInfo {
    private static final List<String> PLUGIN_KINDS = List.of("Volume", "Network", "Authorization", "Log");
    private final ClusterState state;
    private final ClusterSettings settings;
    private final Ticker ticker;

    public SystemInfo(ClusterState state, ClusterSettings settings, Ticker ticker) {
        this.state = state;
        this.settings = settings;
        this.ticker = ticker;
    }

    /** @param eventListeners open event streams */
    public ObjectNode document(String serverVersion, int eventListeners) {
        List<EngineView> engines =
                state.engines().stream().filter(EngineView::validated).toList();
        List<JsonNode> infos = engines.stream()
                .filter(EngineView::healthy)
                .flatMap(e -> e.specs().stream())
                .map(EngineSpecs::info)
                .toList();
        ObjectNode info = Json.object();
        info.put(
                "ID",
                UUID.nameUUIDFromBytes(settings.name().getBytes(StandardCharsets.UTF_8))
                        .toString());
        counts(info);
        agreed(info, infos);
        own(info, serverVersion, eventListeners);
        sums(info, engines);
        unions(info, infos);
        warnings(info);
        return info;
    }

    private void counts(ObjectNode info) {
        SystemStatus.Counts counts = SystemStatus.Counts.of(state.containers().all().stream()
                .filter(c -> state.shows(c.engine()))
                .toList());
        info.put("Containers", counts.running() + counts.paused() + counts.stopped());
        info.put("ContainersRunning", counts.running());
        info.put("ContainersPaused", counts.paused());
        info.put("ContainersStopped", counts.stopped());
        info.put(
                "Images",
                state.images().all().stream()
                        .filter(i -> state.shows(i.engine()))
                        .map(ImageView::id)
                        .distinct()
                        .count());
    }

    /** Fields with one value on every engine are the cluster's too; the others would mislead. */
    private static void agreed(ObjectNode info, List<JsonNode> infos) {
        if (infos.isEmpty()) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : infos.getFirst().properties()) {
            boolean same = infos.stream().allMatch(i -> field.getValue().equals(i.get(field.getKey())));
            if (same && !info.has(field.getKey())) {
                info.set(field.getKey(), field.getValue());
            }
        }
    }

    private void own(ObjectNode info, String serverVersion, int eventListeners) {
        info.set("SystemStatus", new SystemStatus(state, settings).rows());
        info.put("ServerVersion", serverVersion);
        info.put("Name", settings.name());
        info.put(
                "SystemTime",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(ticker.now().atZone(ZoneId.systemDefault())));
        info.put("NEventsListener", eventListeners);
        info.put("ExperimentalBuild", settings.experimental());
        info.put("OperatingSystem", "linux");
        info.put("KernelVersion", System.getProperty("os.version", "<unknown>"));
        defaults(info);
        info.set("Labels", Json.array());
        info.putObject("Swarm")
                .put("NodeID", "")
                .put("NodeAddr", "")
                .put("LocalNodeState", "inactive")
                .put("ControlAvailable", false)
                .put("Error", "")
                .putNull("RemoteManagers");
    }

    /** Fields that clients read without looking whether they are there. */
    private static void defaults(ObjectNode info) {
        for (String flag : List.of(
                "MemoryLimit",
                "SwapLimit",
                "CpuCfsPeriod",
                "CpuCfsQuota",
                "CPUShares",
                "CPUSet",
                "IPv4Forwarding",
                "OomKillDisable")) {
            absent(info, flag, Json.MAPPER.getNodeFactory().booleanNode(true));
        }
        for (String text : List.of("Driver", "LoggingDriver", "CgroupDriver", "DockerRootDir", "IndexServerAddress")) {
            absent(info, text, Json.MAPPER.getNodeFactory().textNode(""));
        }
        absent(info, "DriverStatus", Json.array());
        absent(info, "OSType", Json.MAPPER.getNodeFactory().textNode("linux"));
        absent(info, "Architecture", Json.MAPPER.getNodeFactory().textNode(System.getProperty("os.arch", "")));
        absent(info, "DefaultRuntime", Json.MAPPER.getNodeFactory().textNode("runc"));
        absent(info, "SecurityOptions", Json.array());
    }

    private static void absent(ObjectNode info, String field, JsonNode value) {
        if (!info.has(field)) {
            info.set(field, value);
        }
    }

    private void sums(ObjectNode info, List<EngineView> engines) {
        long cpus = 0;
        long memory = 0;
        for (EngineView engine : engines) {
            Optional<EngineSpecs> specs = engine.specs();
            cpus += specs.map(s -> settings.withOvercommit(s.cpus())).orElse(0L);
            memory += specs.map(s -> settings.withOvercommit(s.memory())).orElse(0L);
        }
        info.put("NCPU", cpus);
        info.put("MemTotal", memory);
    }

    private static void unions(ObjectNode info, List<JsonNode> infos) {
        ObjectNode plugins = info.putObject("Plugins");
        for (String kind : PLUGIN_KINDS) {
            TreeSet<String> names = new TreeSet<>();
            infos.forEach(i -> i.path("Plugins").path(kind).forEach(name -> names.add(name.asText())));
            ArrayNode list = plugins.putArray(kind);
            names.forEach(list::add);
        }
        ObjectNode runtimes = info.putObject("Runtimes");
        infos.forEach(i -> i.path("Runtimes").properties().forEach(r -> absent(runtimes, r.getKey(), r.getValue())));
    }

    private void warnings(ObjectNode info) {
        ArrayNode warnings = info.putArray("Warnings");
        settings.warnings().forEach(warnings::add);
        state.engines().stream()
                .sorted(Comparator.comparing(EngineView::name, new NaturalOrder())
                        .thenComparing(EngineView::address))
                .flatMap(SystemInfo::warnings)
                .forEach(warnings::add);
    }

    private static Stream<String> warnings(EngineView engine) {
        String node = "WARNING: node " + (engine.name().isEmpty() ? engine.address() : engine.name());
        Stream<String> unhealthy = engine.health() instanceof EngineHealth.Unhealthy
                ? Stream.of(node + " (" + engine.address() + ") is unhealthy: " + engine.error())
                : Stream.empty();
        return Stream.concat(unhealthy, engine.warnings().stream().map(warning -> node + ": " + warning));
    }
}
