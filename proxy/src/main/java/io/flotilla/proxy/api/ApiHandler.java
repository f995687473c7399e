package io.flotilla.proxy.api;

import java.io.IOException;

/** What the HTTP front calls for each request, on a virtual thread of its own; may block. */
@FunctionalInterface
public interface ApiHandler {

    /**
     * Answers the exchange. An {@link IOException} means the client went away or the body broke off; the front then
     * drops the connection.
     */
    void handle(ApiExchange exchange) throws IOException;
}
