package io.flotilla.proxy.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the program in the test and keeps what it says and what it would have started. */
final class Console {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final List<ManageOptions> started = new ArrayList<>();

    private record Started() implements RunningManager {
        @Override
        public void await() {}

        @Override
        public void close() {}
    }

    Console with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The line is cut at spaces. */
    int run(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        Surroundings surroundings = new Surroundings(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                options -> {
                    started.add(options);
                    return new Started();
                },
                RunningManager::close);
        return new Program(surroundings).run(words);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The message of the fatal line that ended the program, on whichever stream; its quotes are taken away. */
    String fatal(String line) {
        int code = run(line);
        if (code != 1) {
            return "exit code " + code;
        }
        if (!err().isEmpty()) {
            return err().strip().replaceFirst("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d ", "");
        }
        String text = out().lines().toList().getLast().replaceFirst("^time=\"[^\"]+\" level=fatal msg=", "");
        return text.replaceAll("^\"|\"$", "").replace("\\\"", "\"");
    }

    ManageOptions manage(String line) {
        int code = run("manage " + line);
        if (code != 0 || started.size() != 1) {
            throw new AssertionError("exit code " + code + ": " + out() + err());
        }
        return started.getFirst();
    }
}
