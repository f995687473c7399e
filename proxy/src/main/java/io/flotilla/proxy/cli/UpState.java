package io.flotilla.proxy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What {@code up --detach} leaves for {@code down}: the manager's process id with its start time (ids are used again),
 * and its log.
 *
 * @param folder beside the lab's state
 */
record UpState(Path folder) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static UpState of(Surroundings surroundings, String name) {
        String cache = surroundings.variable("FLOTILLA_CACHE");
        if (cache.isEmpty()) {
            String home = surroundings.variable("XDG_CACHE_HOME");
            Path base = home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
            return new UpState(base.resolve("flotilla").resolve("clusters").resolve(name));
        }
        return new UpState(Path.of(cache, "clusters", name));
    }

    Path log() {
        return folder.resolve("manager.log");
    }

    private Path record() {
        return folder.resolve("manager.pid");
    }

    /** Starts {@code flotilla manage} in a session of its own, which outlives this program. */
    void startManager(String host, List<String> addresses) {
        Path launcher = Path.of(System.getProperty("flotilla.home", "."), "flotilla");
        List<String> command =
                List.of("setsid", launcher.toString(), "manage", "-H", host, "nodes://" + String.join(",", addresses));
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            Files.writeString(record(), process.pid() + " " + startOf(process.toHandle()));
        } catch (IOException e) {
            throw new Fatal("cannot start the manager: " + e.getMessage());
        }
    }

    /** Process id of the manager that was started here and still runs. */
    Optional<Long> runningManager() {
        return handle().map(ProcessHandle::pid);
    }

    /** Asks the manager to end, and ends it if it does not; false when there was none. */
    boolean stopManager() {
        Optional<ProcessHandle> handle = handle();
        try {
            if (handle.isPresent()) {
                CompletableFuture<ProcessHandle> exit = handle.get().onExit();
                handle.get().destroy();
                awaitExit(handle.get(), exit);
            }
            Files.deleteIfExists(record());
        } catch (IOException e) {
            throw new Fatal("cannot forget the manager: " + e.getMessage());
        }
        return handle.isPresent();
    }

    private static void awaitExit(ProcessHandle process, CompletableFuture<ProcessHandle> exit) {
        try {
            exit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Optional<ProcessHandle> handle() {
        try {
            if (!Files.exists(record())) {
                return Optional.empty();
            }
            String[] words = Files.readString(record()).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(p -> p.isAlive() && words.length == 2 && startOf(p).equals(words[1]));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }
}
