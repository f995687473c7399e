package io.flotilla.proxy.api;

import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import io.flotilla.proxy.wire.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, runs it, and turns failures into answers. */
public final class Router implements ApiHandler {
    private static final Logger log = LoggerFactory.getLogger(Router.class);
    private static final Pattern VERSIONED = Pattern.compile("/v([0-9.]+)(/.*)");
    private final List<Route> routes;
    private final boolean cors;

    /**
     * @param routes first match wins
     * @param cors whether web pages of other origins may call
     */
    Router(List<Route> routes, boolean cors) {
        this.routes = List.copyOf(routes);
        this.cors = cors;
    }

    @Override
    public void handle(ApiExchange exchange) throws IOException {
        Call plain = new Call(exchange, ApiVersions.OFFERED.max(), "", Query.parse(""), CommonHeaders.of(cors));
        try {
            if (!redirectedToCleanPath(plain)) {
                dispatch(exchange);
            }
        } catch (ClusterFailure e) {
            fail(plain, ErrorMapper.of(e));
        } catch (TransportException e) {
            fail(plain, ErrorMapper.of(e));
        }
    }

    private void dispatch(ApiExchange exchange) throws IOException {
        ApiVersion version = ApiVersions.OFFERED.max();
        String path = exchange.rawPath();
        Matcher versioned = VERSIONED.matcher(path);
        if (versioned.matches()) {
            path = versioned.group(2);
        }
        Found found = find(exchange.method(), path).orElseThrow(Router::pageNotFound);
        if (versioned.matches()) {
            version = ApiVersions.check(versioned.group(1));
        }
        log.debug("HTTP request received method={} uri={}", exchange.method(), exchange.rawPath());
        found.operation()
                .run(new Call(
                        exchange, version, found.name(), Query.parse(exchange.rawQuery()), CommonHeaders.of(cors)));
    }

    private record Found(Operation operation, String name) {}

    private Optional<Found> find(String method, String path) {
        boolean preflight = cors && method.equals("OPTIONS");
        for (Route route : routes) {
            if (preflight || route.method().equals(method)) {
                Optional<String> name = route.pattern().match(path);
                if (name.isPresent()) {
                    Operation operation = preflight ? call -> call.respondEmpty(200) : route.operation();
                    return Optional.of(new Found(operation, name.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static ClusterFailure pageNotFound() {
        return new ClusterFailure.EngineReplied("manager", 404, "page not found");
    }

    /** Engines redirect paths with {@code //} or dot segments to the clean form. */
    private static boolean redirectedToCleanPath(Call call) throws IOException {
        String path = call.exchange().rawPath();
        if (!path.startsWith("/")) {
            throw new BadRequest("invalid request path");
        }
        if (!path.contains("//")
                && !path.contains("/./")
                && !path.contains("/../")
                && !path.endsWith("/.")
                && !path.endsWith("/..")) {
            return false;
        }
        List<String> clean = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (!clean.isEmpty()) {
                    clean.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                clean.add(segment);
            }
        }
        String query = call.exchange().rawQuery();
        String slash = path.endsWith("/") && !clean.isEmpty() ? "/" : "";
        String location = "/" + String.join("/", clean) + slash + (query.isEmpty() ? "" : "?" + query);
        call.begin(301, Headers.of("Location", location, "Content-Length", "0"));
        return true;
    }

    private static void fail(Call call, ErrorMapper.ApiError error) throws IOException {
        if (error.status() >= 500) {
            log.error(
                    "HTTP error: {} status={} uri={}",
                    error.message(),
                    error.status(),
                    call.exchange().rawPath());
        } else {
            log.debug(
                    "HTTP error: {} status={} uri={}",
                    error.message(),
                    error.status(),
                    call.exchange().rawPath());
        }
        if (call.exchange().committed()) {
            call.exchange().abort();
            return;
        }
        call.respondJson(error.status(), Json.object().put("message", error.message()));
    }
}
