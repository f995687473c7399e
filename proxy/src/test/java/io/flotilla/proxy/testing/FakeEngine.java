package io.flotilla.proxy.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.transport.EngineTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * An engine in memory behind the transport's port: answers lists and inspects from its model, streams events of every
 * change, takes the basic writes (create, start, stop, remove), and fails as told by {@link #faults}. Safe for any
 * thread.
 */
public final class FakeEngine {
    static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final String address;
    private final FakeFaults faults;
    private final FakeEvents events;
    private final ObjectNode info = JSON.createObjectNode();
    private final ObjectNode version = JSON.createObjectNode();
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, ObjectNode> images = new LinkedHashMap<>();
    private final Map<String, ObjectNode> networks = new LinkedHashMap<>();
    private final Map<String, ObjectNode> volumes = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Duration skew = Duration.ZERO;

    public FakeEngine(String address, String name) {
        this.address = address;
        this.faults = new FakeFaults(address);
        this.events = new FakeEvents(address, this::now);
        info.put("ID", "ID-" + name)
                .put("Name", name)
                .put("NCPU", 4)
                .put("MemTotal", 8L << 30)
                .put("Driver", "overlay2")
                .put("KernelVersion", "6.1.0")
                .put("OperatingSystem", "Debian 12")
                .put("OSType", "linux")
                .put("Architecture", "x86_64")
                .put("ServerVersion", "28.5.2")
                .putArray("Labels");
        version.put("Version", "28.5.2").put("ApiVersion", "1.51").put("MinAPIVersion", "1.24");
    }

    public String address() {
        return address;
    }

    public FakeFaults faults() {
        return faults;
    }

    /** A new transport to this engine. */
    public EngineTransport transport() {
        return new FakeTransport(this);
    }

    /** Requests so far, as {@code GET /containers/json?all=1} without version. */
    public List<String> requests() {
        return requests;
    }

    public long requests(String pattern) {
        return requests.stream().filter(r -> r.matches(pattern)).count();
    }

    /** Changes {@code /info}. */
    public synchronized void info(Consumer<ObjectNode> edit) {
        edit.accept(info);
    }

    /** Changes {@code /version}. */
    public synchronized void version(Consumer<ObjectNode> edit) {
        edit.accept(version);
    }

    /** Sets the engine's clock off by so much. */
    public void skew(Duration by) {
        skew = by;
    }

    public Instant now() {
        return Instant.now().plus(skew);
    }

    public FakeEvents events() {
        return events;
    }

    /** Creates a container and tells of it; returns its id. */
    public synchronized String create(String name, String image) {
        String id = freshId();
        containers.put(id, new FakeContainer(id, name, image, now()));
        events.container("create", id);
        return id;
    }

    /** Creates and starts a container. */
    public synchronized String run(String name) {
        String id = create(name, "busybox");
        start(id);
        return id;
    }

    public synchronized void start(String id) {
        container(id).start(now());
        events.container("start", id);
    }

    public synchronized void die(String id, int exitCode) {
        container(id).die(now(), exitCode);
        events.container("die", id);
    }

    public synchronized void destroy(String id) {
        containers.remove(id);
        events.container("destroy", id);
    }

    /** Changes a container without telling of it. */
    public synchronized void edit(String id, Consumer<FakeContainer> edit) {
        edit.accept(container(id));
    }

    public synchronized void forget(String id) {
        containers.remove(id);
    }

    public synchronized String addImage(String tag) {
        String id = "sha256:" + freshId();
        ObjectNode image = JSON.createObjectNode().put("Id", id).put("Created", now().getEpochSecond());
        image.putArray("RepoTags").add(tag);
        images.put(id, image);
        events.send("image", "tag", id);
        return id;
    }

    public synchronized String addNetwork(String name) {
        String id = freshId();
        networks.put(
                id,
                JSON.createObjectNode()
                        .put("Name", name)
                        .put("Id", id)
                        .put("Driver", "bridge")
                        .put("Scope", "local"));
        events.send("network", "create", id);
        return id;
    }

    public synchronized void removeNetwork(String id) {
        networks.remove(id);
        events.send("network", "destroy", id);
    }

    public synchronized void addVolume(String name) {
        volumes.put(name, JSON.createObjectNode().put("Name", name).put("Driver", "local"));
        events.send("volume", "create", name);
    }

    public synchronized void removeVolume(String name) {
        volumes.remove(name);
        events.send("volume", "destroy", name);
    }

    synchronized ObjectNode infoNow() {
        return info.deepCopy().put("SystemTime", now().toString());
    }

    synchronized ObjectNode versionNow() {
        return version.deepCopy();
    }

    Map<String, FakeContainer> containers() {
        return containers;
    }

    Map<String, ObjectNode> images() {
        return images;
    }

    Map<String, ObjectNode> networks() {
        return networks;
    }

    Map<String, ObjectNode> volumes() {
        return volumes;
    }

    private FakeContainer container(String id) {
        FakeContainer found = containers.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no container " + id);
        }
        return found;
    }

    private static String freshId() {
        return String.format("%08x", SERIAL.incrementAndGet()).repeat(8);
    }
}
