package io.flotilla.proxy.http;

import io.undertow.server.HttpServerExchange;

/** Path and query exactly as the client sent them; of {@code http://host/path} only the path. */
record RequestTarget(String rawPath, String rawQuery) {

    static RequestTarget of(HttpServerExchange exchange) {
        String uri = exchange.getRequestURI();
        return new RequestTarget(
                exchange.isHostIncludedInRequestURI() ? withoutHost(uri) : uri, exchange.getQueryString());
    }

    private static String withoutHost(String uri) {
        int authority = uri.indexOf("://");
        if (authority < 0) {
            return uri;
        }
        int path = uri.indexOf('/', authority + 3);
        return path < 0 ? "/" : uri.substring(path);
    }
}
