package io.flotilla.tests.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Real engines, each on a node of its own: a lab of {@code tests/lab}. Closing it takes it away with its data. */
public final class Lab implements AutoCloseable {
    private static final String SCRIPT =
            Repository.ROOT.resolve("tests/lab/lab").toString();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** {@code check} gives each run a name of its own and takes away all labs of that name. */
    private static final String PREFIX = Optional.ofNullable(System.getenv("FLOTILLA_TEST_LAB"))
            .orElse("it-" + ProcessHandle.current().pid());

    private final String name;
    private final List<Node> nodes;

    /** @param address where its engine listens, {@code 198.18.0.11:2375} */
    public record Node(String name, String address, String version) {
        public String pin() {
            return "constraint:node==" + name;
        }
    }

    private Lab(String name, List<Node> nodes) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
    }

    /** @param versions engine versions in turn, {@code 20.10,28.5} */
    public static Lab up(String suffix, int engines, String versions) {
        String name = PREFIX + "-" + suffix;
        String lines = run(
                "up",
                "--name",
                name,
                "--engines",
                Integer.toString(engines),
                "--versions",
                versions,
                "--engine-arg",
                "--insecure-registry=198.18.0.0/15");
        Lab lab = new Lab(name, lines.lines().map(Lab::node).toList());
        run("image", name, "all", "busybox:latest");
        return lab;
    }

    private static Node node(String line) {
        String[] words = line.split(" ", -1);
        return new Node(words[0], words[1], words[2]);
    }

    public static String cli() {
        return run("cli");
    }

    private static String run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(SCRIPT));
        line.addAll(List.of(arguments));
        return Command.of(line).run("", PATIENCE).text();
    }

    public List<Node> nodes() {
        return nodes;
    }

    public Node node(int number) {
        return nodes.get(number - 1);
    }

    public String addresses() {
        return nodes.stream().map(Node::address).collect(Collectors.joining(","));
    }

    public void image(String... references) {
        List<String> line = new ArrayList<>(List.of("image", name, "all"));
        line.addAll(List.of(references));
        run(line.toArray(String[]::new));
    }

    /** @param verb start, stop, restart, kill, freeze, thaw, cut or mend */
    public void engine(Node node, String verb) {
        run("engine", name, node.name(), verb);
    }

    @Override
    public void close() {
        run("down", name, "--purge");
    }
}
