package io.flotilla.proxy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.transport.EngineAddress;
import io.flotilla.proxy.transport.EngineRequest;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.HttpTransport;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The first questions to a new manager: do all nodes answer, and what does {@code docker info} say.
 *
 * @param host where the manager listens, as clients write it
 */
record FirstLook(String host) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Waits until so many nodes are healthy; after a minute it goes on with those that are. */
    void awaitNodes(int nodes) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean answered = false;
        while (System.nanoTime() < deadline) {
            try (HttpTransport manager = HttpTransport.plain(EngineAddress.parse(host));
                    EngineResponse response = manager.send(EngineRequest.get("/info"))) {
                JsonNode info = Json.read(response.body().readAllBytes());
                answered = true;
                if (healthy(info) >= nodes) {
                    return;
                }
            } catch (TransportException | IOException _) {
                // Not listening yet: that is what this waits for.
                answered = false;
            }
            pause();
        }
        if (!answered) {
            throw new Fatal("the manager did not answer on " + host + " within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static long healthy(JsonNode info) {
        long healthy = 0;
        for (JsonNode row : info.path("SystemStatus")) {
            if (row.path(1).asText("").equals("Healthy")) {
                healthy++;
            }
        }
        return healthy;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fatal("interrupted");
        }
    }

    /** Shows {@code docker info} of the cluster if there is a docker CLI. */
    void dockerInfo(Surroundings surroundings) {
        String docker = Stream.of(surroundings.variable("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "docker"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        if (docker.isEmpty()) {
            surroundings.err().println("no docker CLI on PATH; any Docker client can use " + host);
            return;
        }
        ProcessBuilder info = new ProcessBuilder(docker, "info").inheritIO();
        info.environment().put("DOCKER_HOST", host);
        info.environment().remove("DOCKER_TLS_VERIFY");
        try {
            info.start().waitFor();
        } catch (IOException e) {
            surroundings.err().println("docker info: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
