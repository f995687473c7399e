package io.flotilla.proxy.testing;

import io.flotilla.proxy.state.ContainerNeeds;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ListEntry;
import io.flotilla.proxy.state.Liveness;
import io.flotilla.proxy.state.RunState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container to be: running, made at noon, without anything special until it is said. */
public final class ContainerSample {
    private final String engine;
    private final String id;
    private final List<String> names = new ArrayList<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, ContainerView.NetworkAttachment> networks = new HashMap<>();
    private final List<ContainerView.MountPoint> mounts = new ArrayList<>();
    private final List<ContainerView.Port> ports = new ArrayList<>();
    private String image = "busybox";
    private String imageId = "sha256:b0";
    private Instant created = Samples.NOON;
    private RunState state = RunState.RUNNING;
    private int exitCode;
    private String health = "none";
    private Optional<ContainerNeeds> needs = Optional.empty();

    ContainerSample(String engine, String id, String name) {
        this.engine = engine;
        this.id = id;
        names.add("/" + name);
    }

    public ContainerSample alias(String name) {
        names.add("/" + name);
        return this;
    }

    public ContainerSample label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    public ContainerSample image(String newImage, String newImageId) {
        image = newImage;
        imageId = newImageId;
        return this;
    }

    public ContainerSample created(Instant at) {
        created = at;
        return this;
    }

    public ContainerSample in(RunState newState) {
        state = newState;
        return this;
    }

    public ContainerSample exited(int code) {
        exitCode = code;
        return in(RunState.EXITED);
    }

    public ContainerSample health(String word) {
        health = word;
        return this;
    }

    public ContainerSample network(String name, String networkId) {
        networks.put(
                name,
                new ContainerView.NetworkAttachment(networkId, "ep-" + id, "02:42", "172.17.0.2/16", "", List.of()));
        return this;
    }

    public ContainerSample volume(String name, String destination) {
        mounts.add(new ContainerView.MountPoint("volume", name, destination, "local"));
        return this;
    }

    public ContainerSample port(int inside, int outside, String protocol) {
        ports.add(new ContainerView.Port("0.0.0.0", inside, outside, protocol));
        return this;
    }

    public ContainerSample needs(long memory, long nanoCpus) {
        needs = Optional.of(new ContainerNeeds(memory, nanoCpus, 0, "default", List.of(), List.of(), false, "no"));
        return this;
    }

    public ContainerView view() {
        return new ContainerView(
                engine,
                id,
                names,
                image,
                imageId,
                created,
                new Liveness(
                        state, exitCode, state == RunState.CREATED ? Instant.EPOCH : created, Instant.EPOCH, health),
                labels,
                networks,
                mounts,
                ports,
                needs,
                new ListEntry(
                        ("{\"Id\":\"" + id + "\",\"Status\":").getBytes(StandardCharsets.UTF_8),
                        "}".getBytes(StandardCharsets.UTF_8)));
    }
}
