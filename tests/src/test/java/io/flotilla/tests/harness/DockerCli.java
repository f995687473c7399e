package io.flotilla.tests.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The real docker CLI, talking to one endpoint. */
public final class DockerCli {
    private final String program;
    private final String host;
    private final Path config;

    /** @param config a folder of its own, so that nobody's settings matter */
    public DockerCli(String program, String host, Path config) {
        this.program = program;
        this.host = host;
        this.config = config;
    }

    public Command command(String... arguments) {
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(List.of(arguments));
        return in(Command.of(line));
    }

    private Command in(Command command) {
        return command.with("DOCKER_HOST", host)
                .with("DOCKER_CONFIG", config.toString())
                .with("DOCKER_CLI_HINTS", "false")
                .with("TERM", "xterm");
    }

    /** Runs it to its end, however that is. */
    public Result run(String... arguments) {
        return command(arguments).run();
    }

    /** Runs it and wants success; the output. */
    public String ok(String... arguments) {
        return run(arguments).text();
    }

    public List<String> lines(String... arguments) {
        return ok(arguments).lines().map(String::strip).toList();
    }

    /** Runs it with a text as standard input that ends. */
    public Result pipe(String input, String... arguments) {
        return command(arguments).run(input);
    }

    public Running start(String... arguments) {
        return command(arguments).start();
    }

    /** Runs it on a terminal of its own. */
    public Running terminal(String... arguments) {
        String quoted =
                List.of(arguments).stream().map(a -> "'" + a + "'").collect(Collectors.joining(" ", program + " ", ""));
        return in(Command.of("script", "--quiet", "--return", "--command", quoted, "/dev/null"))
                .start();
    }

    /** Runs it for as long as an upload of a gigabyte may take. */
    public Result patiently(Command command) {
        return command.run("", Duration.ofMinutes(5));
    }
}
