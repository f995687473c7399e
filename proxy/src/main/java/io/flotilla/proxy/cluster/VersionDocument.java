package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.ApiRange;
import io.flotilla.proxy.wire.Json;

/** {@code GET /version}: the manager's own, in the shape of an engine's. */
public final class VersionDocument {

    private VersionDocument() {}

    /**
     * @param product name of the product
     * @param version the product's version
     * @param serverVersion with the {@code swarm/} prefix by which tools know a cluster
     */
    public static ObjectNode of(String product, String version, String serverVersion, ApiRange api) {
        String kernel = System.getProperty("os.version", "<unknown>");
        String architecture = System.getProperty("os.arch", "");
        String runtime = "java" + Runtime.version().feature();
        ObjectNode document = Json.object();
        document.putObject("Platform").put("Name", product);
        ObjectNode engine = document.putArray("Components").addObject();
        engine.put("Name", "Engine").put("Version", serverVersion);
        engine.putObject("Details")
                .put("ApiVersion", api.max().toString())
                .put("Arch", architecture)
                .put("BuildTime", "")
                .put("Experimental", "false")
                .put("GitCommit", "")
                .put("GoVersion", runtime)
                .put("KernelVersion", kernel)
                .put("MinAPIVersion", api.min().toString())
                .put("Os", "linux");
        document.withArray("Components").addObject().put("Name", product).put("Version", version);
        document.put("Version", serverVersion)
                .put("ApiVersion", api.max().toString())
                .put("MinAPIVersion", api.min().toString())
                .put("GitCommit", "")
                .put("GoVersion", runtime)
                .put("Os", "linux")
                .put("Arch", architecture)
                .put("KernelVersion", kernel)
                .put("BuildTime", "");
        return document;
    }
}
