package io.flotilla.proxy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The lab of real engines on this machine, driven through its script. Its progress goes to standard error as it comes.
 * Used by one thread, except for {@link #abort}.
 */
final class LocalLab {

    private static final String INSTEAD = "To use engines of your own, name them: flotilla up HOST:2375 [HOST:2375…]";
    private static final int CANNOT_RUN_HERE = 2;
    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(15);

    private final Path script;
    private final String name;
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

    private LocalLab(Path script, String name) {
        this.script = script;
        this.name = name;
    }

    /**
     * The lab of this name.
     *
     * @throws Fatal if this program was not started from a source tree
     */
    static LocalLab find(String name) {
        Path script = Path.of(System.getProperty("flotilla.home", "."), "tests", "lab", "lab");
        if (!Files.isExecutable(script)) {
            throw new Fatal("the scripts that start local engines are not here (" + script + "). " + INSTEAD);
        }
        return new LocalLab(script, name);
    }

    /**
     * Installs what is missing and starts engines, each a host of its own; what an earlier run left is taken away first.
     *
     * @return their addresses
     */
    List<String> start(int engines, String versions) {
        List<String> prepare = new ArrayList<>(List.of("prepare"));
        prepare.addAll(List.of(versions.split(",", -1)));
        run(prepare.toArray(String[]::new));
        stop(false);
        String lines = run("up", "--name", name, "--engines", String.valueOf(engines), "--versions", versions);
        run("image", name, "all", "busybox:latest", "alpine:latest");
        return lines.lines()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length > 1)
                .map(words -> words[1])
                .toList();
    }

    /** Takes all engines away; {@code purge}: with their images, containers and volumes. Fine when there are none. */
    void stop(boolean purge) {
        if (purge) {
            run("down", name, "--purge");
        } else {
            run("down", name);
        }
    }

    /** Takes back what another thread is making: that is told to stop, and cleans up, before all is taken away. */
    void abort() {
        Process process = running.get();
        if (process != null) {
            process.destroy();
            try {
                process.waitFor(ABORT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stop(false);
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("setsid", "--wait", script.toString()));
        command.addAll(List.of(arguments));
        try {
            // In a session of its own, so that Ctrl-C reaches this program alone, which then cleans up in order.
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            running.set(process);
            String output;
            try (InputStream out = process.getInputStream()) {
                output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
            int code = process.waitFor();
            running.set(null);
            if (code == CANNOT_RUN_HERE) {
                throw new Fatal("local engines cannot be started here. " + INSTEAD);
            }
            if (code != 0) {
                throw new Fatal("local engines: '" + String.join(" ", arguments) + "' failed with exit code " + code);
            }
            return output;
        } catch (IOException e) {
            throw new Fatal("local engines: " + e.getMessage() + ". " + INSTEAD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fatal("interrupted");
        }
    }
}
