package io.flotilla.proxy.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A container of a fake engine: the two documents an engine shows of it, open to changes. */
public final class FakeContainer {
    private static final String NEVER = "0001-01-01T00:00:00Z";
    private final ObjectNode entry = FakeEngine.JSON.createObjectNode();
    private final ObjectNode document = FakeEngine.JSON.createObjectNode();

    FakeContainer(String id, String name, String image, Instant created) {
        entry.put("Id", id).putArray("Names").add("/" + name);
        entry.put("Image", image).put("ImageID", "sha256:" + image).put("Command", "sleep 1000");
        entry.put("Created", created.getEpochSecond()).putArray("Ports");
        entry.putObject("Labels");
        entry.put("State", "created").put("Status", "Created");
        entry.putObject("HostConfig").put("NetworkMode", "default");
        entry.putObject("NetworkSettings")
                .putObject("Networks")
                .putObject("bridge")
                .put("NetworkID", "bridge-id")
                .put("IPAddress", "");
        entry.putArray("Mounts");
        document.put("Id", id).put("Name", "/" + name).put("Created", created.toString());
        document.putObject("State")
                .put("Status", "created")
                .put("ExitCode", 0)
                .put("StartedAt", NEVER)
                .put("FinishedAt", NEVER);
        document.putObject("HostConfig")
                .put("NetworkMode", "default")
                .put("Memory", 64L << 20)
                .putObject("RestartPolicy")
                .put("Name", "no");
        document.putObject("Config").put("Image", image);
    }

    /** The list entry. */
    public ObjectNode entry() {
        return entry;
    }

    /** The inspect document. */
    public ObjectNode document() {
        return document;
    }

    public ObjectNode state() {
        return (ObjectNode) document.path("State");
    }

    public void start(Instant at) {
        entry.put("State", "running").put("Status", "Up Less than a second");
        state().put("Status", "running").put("StartedAt", at.toString());
    }

    public void die(Instant at, int exitCode) {
        entry.put("State", "exited").put("Status", "Exited (" + exitCode + ") Less than a second ago");
        state().put("Status", "exited").put("FinishedAt", at.toString()).put("ExitCode", exitCode);
    }
}
