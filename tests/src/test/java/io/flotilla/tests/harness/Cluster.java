package io.flotilla.tests.harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Lab.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A lab, a manager over all its engines, and clients of the manager. */
public final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private final Lab lab;
    private final ManagerProcess manager;
    private final DockerCli docker;

    private Cluster(Lab lab, ManagerProcess manager, DockerCli docker) {
        this.lab = lab;
        this.manager = manager;
        this.docker = docker;
    }

    /** Brings up engines and a manager over them, and waits until it finds all healthy. */
    public static Cluster up(String suffix, int engines, String versions, String... options) {
        Lab lab = Lab.up(suffix, engines, versions);
        try {
            String[] arguments = java.util.Arrays.copyOf(options, options.length + 1);
            arguments[options.length] = lab.addresses();
            Cluster cluster = over(lab, ManagerProcess.start(arguments));
            cluster.awaitHealthy(lab.nodes());
            return cluster;
        } catch (RuntimeException | Error e) {
            lab.close();
            throw e;
        }
    }

    /** Another manager over engines that exist: closing the returned cluster would close their lab too. */
    public static Cluster over(Lab lab, ManagerProcess manager) {
        return new Cluster(lab, manager, cliOf("tcp://127.0.0.1:" + manager.port()));
    }

    /** A docker CLI for any endpoint. */
    public static DockerCli cliOf(String host) {
        try {
            Path config = Files.createTempDirectory("docker-config");
            config.toFile().deleteOnExit();
            return new DockerCli(Lab.cli(), host, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Lab lab() {
        return lab;
    }

    public ManagerProcess manager() {
        return manager;
    }

    public DockerCli docker() {
        return docker;
    }

    public Api api() {
        return manager.api();
    }

    /** The engine itself, past the manager. */
    public Api engine(Node node) {
        return Api.to(node.address());
    }

    /** A name that no other test uses. */
    public static String fresh(String stem) {
        return stem + "-" + NAMES.incrementAndGet();
    }

    /** Starts a container that sleeps, on that node; its name. */
    public String sleeper(Node node) {
        return runOn(node, "busybox", "sleep", "1000");
    }

    /** {@code docker run -d} on that node; the container's new name. */
    public String runOn(Node node, String... imageAndCommand) {
        String name = fresh("c");
        String[] arguments = new String[6 + imageAndCommand.length];
        List.of("run", "-d", "--name", name, "-e", node.pin()).toArray(arguments);
        System.arraycopy(imageAndCommand, 0, arguments, 6, imageAndCommand.length);
        docker.ok(arguments);
        return name;
    }

    public JsonNode inspect(String container) {
        Api.Answer answer = api().get("/containers/" + container + "/json");
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return answer.json();
    }

    public void awaitHealthy(List<Node> nodes) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(health(nodes))
                        .allMatch("Healthy"::equals));
    }

    private List<String> health(List<Node> nodes) {
        return nodes.stream().map(this::health).toList();
    }

    /** What the node table says of a node: Healthy, Unhealthy, Pending, or nothing. */
    public String health(Node node) {
        return row(node, "Status");
    }

    /** A row of a node in the node table; empty if there is none. */
    public String row(Node node, String key) {
        boolean inside = false;
        for (JsonNode row : api().get("/info").json().path("SystemStatus")) {
            String name = row.path(0).asText();
            if (!name.contains("└")) {
                inside = row.path(1).asText().equals(node.address());
            } else if (inside && name.replace("└", "").strip().equals(key)) {
                return row.path(1).asText();
            }
        }
        return "";
    }

    /** Removes all containers, so that the next test finds none. */
    public void clear() {
        for (JsonNode container : api().get("/containers/json?all=1").json()) {
            api().call("DELETE", "/containers/" + container.path("Id").asText() + "?force=1&v=1", "");
        }
    }

    @Override
    public void close() {
        try (lab) {
            manager.close();
        }
    }
}
