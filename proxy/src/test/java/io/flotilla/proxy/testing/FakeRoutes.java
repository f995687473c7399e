package io.flotilla.proxy.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.transport.EngineRequest;
import io.flotilla.proxy.transport.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a fake engine answers to which request. */
final class FakeRoutes {
    private static final Pattern TARGET = Pattern.compile("^(?:/v(\\d+)\\.(\\d+))?(/[^?]*)(?:\\?(.*))?$");

    private FakeRoutes() {}

    static FakeAnswer answer(FakeEngine engine, EngineRequest request) {
        Matcher target = TARGET.matcher(request.target());
        if (!target.matches()) {
            throw new IllegalArgumentException("no request target: " + request.target());
        }
        String line = request.method() + " "
                + URLDecoder.decode(
                        target.group(3) + (target.group(4) == null ? "" : "?" + target.group(4)),
                        StandardCharsets.UTF_8);
        engine.requests().add(line);
        FakeAnswer answer = engine.faults().scripted(line, request).orElseGet(() -> {
            if (target.group(2) != null && !speaks(engine, Integer.parseInt(target.group(2)))) {
                return FakeAnswer.error(400, "client version 1." + target.group(2) + " is not supported");
            }
            synchronized (engine) {
                return route(engine, request, target.group(3).substring(1).split("/"), query(target.group(4)));
            }
        });
        engine.faults().pass(line);
        return answer;
    }

    private static boolean speaks(FakeEngine engine, int minor) {
        ObjectNode version = engine.versionNow();
        return minor >= minor(version, "MinAPIVersion") && minor <= minor(version, "ApiVersion");
    }

    private static int minor(ObjectNode version, String field) {
        return Integer.parseInt(version.path(field).asText("1.24").substring(2));
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String text) {
        Map<String, String> found = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            found.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return found;
    }

    private static FakeAnswer route(
            FakeEngine engine, EngineRequest request, String[] path, Map<String, String> query) {
        String id = path.length > 1 ? URLDecoder.decode(path[1], StandardCharsets.UTF_8) : "";
        String shape = request.method() + " " + path[0]
                + (path.length == 1 ? "" : path.length == 2 && id.equals("json") ? "/json" : "/*")
                + (path.length > 2 ? "/" + path[2] : "");
        return switch (shape) {
            case "GET _ping", "HEAD _ping" -> FakeAnswer.text(200, "text/plain", "OK");
            case "GET info" -> FakeAnswer.json(200, engine.infoNow());
            case "GET version" -> FakeAnswer.json(200, engine.versionNow());
            case "GET events" ->
                new FakeAnswer(200, "application/json", engine.events().subscribe(query.getOrDefault("since", "")));
            case "GET containers/json" -> FakeAnswer.json(200, entries(engine, ids(query)));
            case "GET containers/*/json" -> {
                FakeContainer found = engine.containers().get(id);
                yield found == null
                        ? FakeAnswer.error(404, "No such container: " + id)
                        : FakeAnswer.json(200, found.document());
            }
            case "POST containers/*" -> create(engine, request, query);
            case "POST containers/*/start" -> write(engine, id, () -> engine.start(id));
            case "POST containers/*/stop" -> write(engine, id, () -> engine.die(id, 0));
            case "DELETE containers/*" -> write(engine, id, () -> engine.destroy(id));
            case "GET images/json" -> FakeAnswer.json(200, array(engine.images().values()));
            case "GET networks" -> FakeAnswer.json(200, array(matching(engine.networks(), ids(query))));
            case "GET networks/*" -> one(engine.networks(), id, "network " + id + " not found");
            case "GET volumes" ->
                FakeAnswer.json(
                        200,
                        FakeEngine.JSON
                                .createObjectNode()
                                .set("Volumes", array(engine.volumes().values())));
            case "GET volumes/*" -> one(engine.volumes(), id, "get " + id + ": no such volume");
            default -> FakeAnswer.error(404, "page not found");
        };
    }

    private static FakeAnswer create(FakeEngine engine, EngineRequest request, Map<String, String> query) {
        try {
            JsonNode body = FakeEngine.JSON.readTree(
                    request.body() instanceof RequestBody.Bytes(byte[] bytes) ? bytes : new byte[] {'{', '}'});
            String id = engine.create(
                    query.getOrDefault("name", "nameless"), body.path("Image").asText(""));
            engine.edit(id, c -> {
                c.entry().set("Labels", body.path("Labels").deepCopy());
                c.document().set("Config", body);
                c.document().set("HostConfig", body.path("HostConfig").deepCopy());
            });
            return FakeAnswer.json(201, FakeEngine.JSON.createObjectNode().put("Id", id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FakeAnswer write(FakeEngine engine, String id, Runnable change) {
        if (!engine.containers().containsKey(id)) {
            return FakeAnswer.error(404, "No such container: " + id);
        }
        change.run();
        return FakeAnswer.empty(204);
    }

    private static FakeAnswer one(Map<String, ObjectNode> objects, String id, String missing) {
        ObjectNode found = objects.get(id);
        return found == null ? FakeAnswer.error(404, missing) : FakeAnswer.json(200, found);
    }

    private static Set<String> ids(Map<String, String> query) {
        Set<String> ids = new HashSet<>();
        try {
            FakeEngine.JSON
                    .readTree(query.getOrDefault("filters", "{}"))
                    .path("id")
                    .forEach(i -> ids.add(i.asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }

    private static ArrayNode entries(FakeEngine engine, Set<String> ids) {
        ArrayNode found = FakeEngine.JSON.createArrayNode();
        engine.containers().forEach((id, c) -> {
            if (ids.isEmpty() || ids.contains(id)) {
                found.add(c.entry().deepCopy());
            }
        });
        return found;
    }

    private static Collection<ObjectNode> matching(Map<String, ObjectNode> objects, Set<String> ids) {
        return objects.entrySet().stream()
                .filter(e -> ids.isEmpty() || ids.contains(e.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static ArrayNode array(Collection<ObjectNode> objects) {
        ArrayNode all = FakeEngine.JSON.createArrayNode();
        objects.forEach(o -> all.add(o.deepCopy()));
        return all;
    }
}
