package io.flotilla.proxy.cluster;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.wire.Filters;
import java.util.Map;

/** The filters of {@code docker ps} that look at one container alone. */
final class ContainerFilter {

    private ContainerFilter() {}

    static boolean passes(Filters filters, ContainerView container, EngineView engine) {
        return name(filters, container, engine)
                && filters.prefix("id", container.id())
                && filters.labels("label", container.labels())
                && filters.exact("status", container.liveness().state().word())
                && filters.matches("node", engine.name())
                && filters.exact("health", container.liveness().health())
                && task(filters, container)
                && volume(filters, container, engine)
                && network(filters, container, engine)
                && port(filters, "publish", container)
                && port(filters, "expose", container);
    }

    /** Engines match the name with and without its slash; {@code node/name} is what users see here. */
    private static boolean name(Filters filters, ContainerView container, EngineView engine) {
        return !filters.has("name")
                || container.names().stream()
                        .anyMatch(n -> filters.matches("name", n)
                                || filters.matches("name", bare(n))
                                || filters.exact("name", engine.name() + "/" + bare(n)));
    }

    private static String bare(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private static boolean task(Filters filters, ContainerView container) {
        return !filters.has("is-task")
                || filters.truth("is-task", false)
                        == (container.labels().containsKey("com.docker.swarm.task")
                                || container.labels().containsKey("com.docker.swarm.task.id"));
    }

    private static boolean volume(Filters filters, ContainerView container, EngineView engine) {
        return !filters.has("volume")
                || container.mounts().stream()
                        .anyMatch(m -> filters.exact("volume", m.destination())
                                || (!m.name().isEmpty()
                                        && (filters.exact("volume", m.name())
                                                || filters.exact("volume", engine.name() + "/" + m.name()))));
    }

    private static boolean network(Filters filters, ContainerView container, EngineView engine) {
        if (!filters.has("network")) {
            return true;
        }
        for (Map.Entry<String, ContainerView.NetworkAttachment> entry :
                container.networks().entrySet()) {
            String id = entry.getValue().networkId();
            if (filters.exact("network", entry.getKey())
                    || filters.exact("network", engine.name() + "/" + entry.getKey())
                    || (!id.isEmpty() && filters.prefix("network", id))) {
                return true;
            }
        }
        return false;
    }

    private static boolean port(Filters filters, String key, ContainerView container) {
        return !filters.has(key) || filters.all(key).stream().anyMatch(wanted -> hasPort(wanted, key, container));
    }

    /** {@code 80}, {@code 80/udp}, {@code 8000-8080/tcp}; tcp when no protocol is given. */
    private static boolean hasPort(String wanted, String key, ContainerView container) {
        int slash = wanted.indexOf('/');
        String protocol = slash < 0 ? "tcp" : wanted.substring(slash + 1);
        String[] ends = (slash < 0 ? wanted : wanted.substring(0, slash)).split("-", 2);
        int from;
        int to;
        try {
            from = Integer.parseInt(ends[0]);
            to = Integer.parseInt(ends[ends.length - 1]);
        } catch (NumberFormatException e) {
            throw new BadRequest("invalid filter '" + key + "=[" + wanted + "]'");
        }
        return container.ports().stream().anyMatch(p -> {
            int port = key.equals("publish") ? p.publicPort() : p.privatePort();
            return p.protocol().equals(protocol) && port >= from && port <= to && port != 0;
        });
    }
}
