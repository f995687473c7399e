package io.flotilla.proxy.api;

import java.util.ArrayList;
import java.util.List;

/**
 * The route table: every endpoint of the manager in one place. The first line that fits wins, so fixed paths stand before
 * those with a variable. Every route exists with and without the version prefix.
 */
final class Routes {

    private Routes() {}

    /** The groups of operations that routes lead to. */
    record Groups(
            SystemRoutes system,
            EventRoutes events,
            ContainerListRoutes containerLists,
            ContainerCreateRoute containerCreate,
            ContainerRoutes containers,
            ExecRoutes execs,
            ImageRoutes images,
            NetworkRoutes networks,
            VolumeRoutes volumes) {}

    static List<Route> table(Groups groups) {
        List<Route> routes = new ArrayList<>();
        system(routes, groups);
        containers(routes, groups);
        images(routes, groups.images());
        networks(routes, groups.networks());
        volumes(routes, groups.volumes());
        swarmMode(routes);
        return routes;
    }

    private static void system(List<Route> routes, Groups groups) {
        SystemRoutes system = groups.system();
        routes.add(Route.of("GET", "/_ping", system::ping));
        routes.add(Route.of("HEAD", "/_ping", system::ping));
        routes.add(Route.of("GET", "/version", system::version));
        routes.add(Route.of("GET", "/info", system::info));
        routes.add(Route.of("GET", "/events", groups.events()::stream));
        routes.add(Route.of("GET", "/system/df", system::diskUsage));
        routes.add(Route.of("POST", "/auth", groups.images().anywhere("auth")));
        routes.add(Route.of("POST", "/commit", groups.containers()::commit));
    }

    private static void containers(List<Route> routes, Groups groups) {
        ContainerRoutes containers = groups.containers();
        ExecRoutes execs = groups.execs();
        routes.add(Route.of("GET", "/containers/json", groups.containerLists()::list));
        routes.add(Route.of("GET", "/containers/ps", groups.containerLists()::list));
        routes.add(Route.of("POST", "/containers/create", groups.containerCreate()::create));
        routes.add(Route.of("POST", "/containers/prune", containers::prune));
        routes.add(Route.of("GET", "/containers/{name}/json", containers::inspect));
        for (String action : List.of("top", "logs", "stats", "changes", "export")) {
            routes.add(Route.of("GET", "/containers/{name}/" + action, containers.read(action)));
        }
        routes.add(Route.of("HEAD", "/containers/{name}/archive", containers.read("archive")));
        routes.add(Route.of("GET", "/containers/{name}/archive", containers.read("archive")));
        routes.add(Route.of("PUT", "/containers/{name}/archive", containers.read("archive")));
        routes.add(Route.of("GET", "/containers/{name}/attach/ws", containers.attach("attach/ws")));
        routes.add(Route.of("POST", "/containers/{name}/attach", containers.attach("attach")));
        routes.add(Route.of("POST", "/containers/{name}/resize", containers.read("resize")));
        for (String action : List.of("start", "stop", "restart", "kill", "pause", "unpause", "update")) {
            routes.add(Route.of("POST", "/containers/{name}/" + action, containers.change(action)));
        }
        routes.add(Route.of("POST", "/containers/{name}/wait", containers::await));
        routes.add(Route.of("POST", "/containers/{name}/rename", containers::rename));
        routes.add(Route.of("POST", "/containers/{name}/exec", execs::create));
        routes.add(Route.of("DELETE", "/containers/{name}", containers::remove));
        routes.add(Route.of("POST", "/exec/{id}/start", execs::start));
        routes.add(Route.of("POST", "/exec/{id}/resize", execs.forward("resize")));
        routes.add(Route.of("GET", "/exec/{id}/json", execs.forward("json")));
    }

    private static void images(List<Route> routes, ImageRoutes images) {
        routes.add(Route.of("GET", "/images/json", images::list));
        routes.add(Route.of("GET", "/images/search", images.anywhere("images", "search")));
        routes.add(Route.of("GET", "/images/get", images::save));
        routes.add(Route.of("POST", "/images/create", images::create));
        routes.add(Route.of("POST", "/images/load", images::load));
        routes.add(Route.of("POST", "/images/prune", images::prune));
        for (String action : List.of("json", "history", "get")) {
            routes.add(Route.of("GET", "/images/{name}/" + action, images.onHolder(action)));
        }
        routes.add(Route.of("POST", "/images/{name}/push", images::push));
        routes.add(Route.of("POST", "/images/{name}/tag", images::tag));
        routes.add(Route.of("DELETE", "/images/{name}", images::remove));
    }

    private static void networks(List<Route> routes, NetworkRoutes networks) {
        routes.add(Route.of("GET", "/networks", networks::list));
        routes.add(Route.of("GET", "/networks/", networks::list));
        routes.add(Route.of("POST", "/networks/create", networks::create));
        routes.add(Route.of("POST", "/networks/prune", networks::prune));
        routes.add(Route.of("GET", "/networks/{id}", networks::inspect));
        routes.add(Route.of("POST", "/networks/{id}/connect", networks.attach("connect")));
        routes.add(Route.of("POST", "/networks/{id}/disconnect", networks.attach("disconnect")));
        routes.add(Route.of("DELETE", "/networks/{id}", networks::remove));
    }

    private static void volumes(List<Route> routes, VolumeRoutes volumes) {
        routes.add(Route.of("GET", "/volumes", volumes::list));
        routes.add(Route.of("POST", "/volumes/create", volumes::create));
        routes.add(Route.of("POST", "/volumes/prune", volumes::prune));
        routes.add(Route.of("GET", "/volumes/{name}", volumes::inspect));
        routes.add(Route.of("DELETE", "/volumes/{name}", volumes::remove));
    }

    private static void swarmMode(List<Route> routes) {
        routes.add(Route.of("POST", "/swarm/init", SystemRoutes.refusing(SystemRoutes::noSwarmMode)));
        routes.add(Route.of("POST", "/swarm/join", SystemRoutes.refusing(SystemRoutes::noSwarmMode)));
        routes.add(Route.of("POST", "/swarm/leave", SystemRoutes.refusing(SystemRoutes::notPartOfSwarm)));
        routes.add(Route.of("POST", "/swarm/update", SystemRoutes.refusing(SystemRoutes::notAManager)));
        routes.add(Route.of("POST", "/swarm/unlock", SystemRoutes.refusing(SystemRoutes::notAManager)));
        routes.add(Route.of("GET", "/swarm/unlockkey", SystemRoutes.refusing(SystemRoutes::notAManager)));
        routes.add(Route.of("GET", "/swarm", SystemRoutes.refusing(SystemRoutes::notAManager)));
        for (String noun : List.of("nodes", "services", "tasks", "secrets", "configs")) {
            routes.add(Route.of("GET", "/" + noun, SystemRoutes.refusing(SystemRoutes::notAManager)));
            for (String method : List.of("GET", "POST", "DELETE")) {
                routes.add(Route.of(method, "/" + noun + "/{id}", SystemRoutes.refusing(SystemRoutes::notAManager)));
            }
        }
    }
}
