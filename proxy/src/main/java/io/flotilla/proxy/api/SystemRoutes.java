package io.flotilla.proxy.api;

import io.flotilla.proxy.cluster.DiskUsage;
import io.flotilla.proxy.cluster.SystemInfo;
import io.flotilla.proxy.cluster.VersionDocument;
import io.flotilla.proxy.events.EventBus;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.failure.ClusterFailure.NotASwarmManager;
import io.flotilla.proxy.failure.ClusterFailure.NotImplemented;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.util.function.Supplier;

/** What the manager says of itself and of the cluster as a whole. */
final class SystemRoutes {
    private static final String NOT_A_MANAGER = "This node is not a swarm manager. Use \"docker swarm init\" or "
            + "\"docker swarm join\" to connect this node to swarm and try again.";
    private static final String NO_SWARM_MODE = "This is a " + Product.NAME
            + " cluster, which does not use swarm mode: run containers, networks and volumes as on one engine";
    private final SystemInfo info;
    private final DiskUsage usage;
    private final EventBus events;

    SystemRoutes(SystemInfo info, DiskUsage usage, EventBus events) {
        this.info = info;
        this.usage = usage;
        this.events = events;
    }

    void ping(Call call) throws IOException {
        boolean head = call.exchange().method().equals("HEAD");
        call.begin(
                200,
                Headers.of(
                        "Builder-Version", "1",
                        "Cache-Control", "no-cache, no-store, must-revalidate",
                        "Pragma", "no-cache",
                        "Swarm", "inactive",
                        "Content-Type", "text/plain; charset=utf-8",
                        "Content-Length", head ? "0" : "2"));
        if (!head) {
            call.exchange().out().write(new byte[] {'O', 'K'});
        }
    }

    void version(Call call) throws IOException {
        call.respondJson(
                200, VersionDocument.of(Product.NAME, Product.VERSION, Product.SERVER_VERSION, ApiVersions.OFFERED));
    }

    void info(Call call) throws IOException {
        call.respondJson(200, info.document(Product.SERVER_VERSION, events.listeners()));
    }

    void diskUsage(Call call) throws IOException {
        call.respondJson(200, usage.total(call.forward()));
    }

    /** Swarm-mode calls get what an engine outside swarm mode answers; they must never reach an engine. */
    static Operation refusing(Supplier<? extends ClusterFailure> failure) {
        return _ -> {
            throw failure.get();
        };
    }

    static ClusterFailure notAManager() {
        return new NotASwarmManager(NOT_A_MANAGER);
    }

    static ClusterFailure notPartOfSwarm() {
        return new NotASwarmManager("This node is not part of a swarm");
    }

    static ClusterFailure noSwarmMode() {
        return new NotImplemented(NO_SWARM_MODE);
    }
}
