package io.flotilla.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The manager as users run it: {@code ./flotilla manage …}. Closing it ends it. */
public final class ManagerProcess implements AutoCloseable {
    private static final String LAUNCHER = Repository.ROOT.resolve("flotilla").toString();
    private final Running running;
    private final int port;

    private ManagerProcess(Running running, int port) {
        this.running = running;
        this.port = port;
    }

    /** Starts it on a free port of loopback, with more options and a discovery, and waits until it listens. */
    public static ManagerProcess start(String... arguments) {
        int port = freePort();
        List<String> line = new ArrayList<>(List.of(LAUNCHER, "manage", "-H", "tcp://127.0.0.1:" + port));
        line.addAll(List.of(arguments));
        Running running = Command.of(line).start();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close)); // for tests that are ended themselves
        ManagerProcess manager = new ManagerProcess(running, port);
        try {
            manager.awaitListening();
        } catch (RuntimeException | AssertionError e) {
            running.close();
            throw new AssertionError("no manager; it said: " + manager.log(), e);
        }
        return manager;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> !running.alive())
                .until(() ->
                        log().contains("Listening for HTTP") && Api.to(port).ping());
    }

    public int port() {
        return port;
    }

    /** The manager's JVM; the launcher becomes it, so they have one pid. */
    public ProcessUsage usage() {
        return new ProcessUsage(running.pid());
    }

    public Api api() {
        return Api.to(port);
    }

    public String log() {
        return running.out() + running.err();
    }

    public boolean alive() {
        return running.alive();
    }

    /** Asks it to end with SIGTERM and returns how it did. */
    public Result terminate(Duration patience) {
        running.signal("TERM");
        return running.end(patience);
    }

    @Override
    public void close() {
        if (running.alive()) {
            try {
                terminate(Duration.ofSeconds(20));
            } finally {
                running.close();
            }
        }
    }
}
