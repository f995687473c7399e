package io.flotilla.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program to be run: arguments, environment on top of ours, where it reads and writes. */
public record Command(List<String> line, Map<String, String> environment, Optional<Path> stdin, Optional<Path> stdout) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    public static Command of(List<String> line) {
        return new Command(line, Map.of(), Optional.empty(), Optional.empty());
    }

    public static Command of(String... line) {
        return of(List.of(line));
    }

    public Command with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Command(line, more, stdin, stdout);
    }

    public Command reading(Path file) {
        return new Command(line, environment, Optional.of(file), stdout);
    }

    public Command writing(Path file) {
        return new Command(line, environment, stdin, Optional.of(file));
    }

    /** Starts it; the caller closes what is returned. */
    public Running start() {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().putAll(environment);
        stdin.ifPresent(file -> builder.redirectInput(file.toFile()));
        stdout.ifPresent(file -> builder.redirectOutput(Redirect.to(file.toFile())));
        try {
            return new Running(String.join(" ", line), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end with nothing to read. */
    public Result run() {
        return run("");
    }

    /** Runs it to its end with the text to read. */
    public Result run(String input) {
        return run(input, PATIENCE);
    }

    public Result run(String input, Duration patience) {
        try (Running running = start()) {
            if (stdin.isEmpty()) {
                running.write(input.getBytes(StandardCharsets.UTF_8));
                running.closeInput();
            }
            return running.end(patience);
        }
    }
}
