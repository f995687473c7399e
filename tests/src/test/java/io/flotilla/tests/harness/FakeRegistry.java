package io.flotilla.tests.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** As much of an image registry as engines need to push and pull, in memory, where a lab's nodes reach it. */
public final class FakeRegistry implements AutoCloseable {
    private static final String NOTHING =
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\","
                    + "\"detail\":{\"Tag\":\"unknown\"}}]}";
    private final HttpServer server;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, Stored> manifests = new ConcurrentHashMap<>();

    private record Stored(byte[] content, String type) {}

    private final PlainDoor door;

    private FakeRegistry(HttpServer server, PlainDoor door) {
        this.server = server;
        this.door = door;
    }

    /** Starts it on the machine's address in the lab. */
    public static FakeRegistry in(Lab lab) throws IOException {
        String node = lab.node(1).address();
        String host = node.substring(0, node.lastIndexOf('.')) + ".1";
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FakeRegistry registry = new FakeRegistry(server, new PlainDoor(host, server.getAddress()));
        registry.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        registry.server.createContext("/v2/", registry::answer);
        registry.server.start();
        return registry;
    }

    /** {@code host:port}, the first part of names of its images. */
    public String name() {
        return door.address();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String last = path.substring(path.lastIndexOf('/') + 1);
            if (path.equals("/v2/")) {
                reply(exchange, 200, new byte[0]);
            } else if (path.contains("/blobs/uploads/")) {
                takeBlob(exchange, path);
            } else if (path.contains("/blobs/")) {
                serve(exchange, blobs.get(last), "application/octet-stream");
            } else if (exchange.getRequestMethod().equals("PUT")) {
                takeManifest(exchange, last);
            } else {
                Stored found = manifests.get(last);
                serve(exchange, found == null ? null : found.content(), found == null ? "" : found.type());
            }
        }
    }

    /** Engines send a blob in one PATCH; it is known by its digest from then on. */
    private void takeBlob(HttpExchange exchange, String path) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Location", path.endsWith("/") ? path + "1" : path);
        switch (exchange.getRequestMethod()) {
            case "POST" -> reply(exchange, 202, new byte[0]);
            case "PATCH" -> {
                blobs.put(digest(content), content);
                exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, content.length - 1));
                reply(exchange, 202, new byte[0]);
            }
            default -> reply(exchange, 201, new byte[0]);
        }
    }

    private void takeManifest(HttpExchange exchange, String tag) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        Stored stored = new Stored(content, exchange.getRequestHeaders().getFirst("Content-Type"));
        manifests.put(tag, stored);
        manifests.put(digest(content), stored);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content));
        reply(exchange, 201, new byte[0]);
    }

    private static void serve(HttpExchange exchange, byte @Nullable [] content, String type) throws IOException {
        if (content == null) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply(exchange, 404, NOTHING.getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content));
        reply(exchange, 200, content);
    }

    private static void reply(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        server.stop(0);
    }
}
