package io.flotilla.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node for tests, put together step by step; four CPUs and eight gigabytes, well, and empty unless said otherwise. */
public final class TestNode implements NodeContents {
    public static final long CPU = 1_000_000_000L;
    public static final long GB = 1L << 30;

    private final String name;
    private final List<Container> containers = new ArrayList<>();
    private final List<Image> images = new ArrayList<>();
    private final List<PortClaim> claims = new ArrayList<>();
    private final List<String> hostModePorts = new ArrayList<>();
    private Map<String, String> labels = Map.of();
    private int health = 100;
    private long usedCpus;
    private long usedMemory;
    private int otherContainers;

    private record Container(String id, List<String> names, Map<String, String> labels) implements NodeContainer {}

    private record Image(String id, List<String> tags, List<String> digests) implements NodeImage {}

    private TestNode(String name) {
        this.name = name;
    }

    public static TestNode node(String name) {
        return new TestNode(name);
    }

    public TestNode labels(Map<String, String> newLabels) {
        labels = newLabels;
        return this;
    }

    public TestNode health(int indicator) {
        health = indicator;
        return this;
    }

    public TestNode used(long cpus, long memory, int containerCount) {
        usedCpus = cpus * CPU;
        usedMemory = memory * GB;
        otherContainers = containerCount;
        return this;
    }

    public TestNode container(String id, String containerName, Map<String, String> containerLabels) {
        containers.add(new Container(id, List.of(containerName), containerLabels));
        return this;
    }

    public TestNode image(String id, List<String> tags, List<String> digests) {
        images.add(new Image(id, tags, digests));
        return this;
    }

    public TestNode claim(String ip, int port, String protocol) {
        claims.add(new PortClaim(ip, port, protocol));
        return this;
    }

    public TestNode hostPort(String port) {
        hostModePorts.add(port);
        return this;
    }

    public Candidate candidate() {
        int count = containers.size() + otherContainers;
        return new Candidate(
                name + "-id", name, name + ":2375", labels, health, 4 * CPU, 8 * GB, usedCpus, usedMemory, count, this);
    }

    @Override
    public Iterable<? extends NodeContainer> containers() {
        return containers;
    }

    @Override
    public Iterable<? extends NodeImage> images() {
        return images;
    }

    @Override
    public Iterable<PortClaim> portClaims() {
        return claims;
    }

    @Override
    public Iterable<String> hostModePorts() {
        return hostModePorts;
    }

    @Override
    public boolean hasContainer(String reference) {
        return containers.stream()
                .anyMatch(c -> c.id().startsWith(reference) || c.names().contains(reference));
    }
}
