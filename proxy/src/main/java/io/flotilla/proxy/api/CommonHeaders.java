package io.flotilla.proxy.api;

import io.flotilla.proxy.transport.Headers;

/**
 * Headers that every answer of an engine carries; clients read the API version, the OS type and the rest from them. With
 * CORS also those that let web pages of any origin call the API.
 */
final class CommonHeaders {
    private static final Headers STANDARD = Headers.of(
            "Api-Version",
            ApiVersions.OFFERED.max().toString(),
            "Docker-Experimental",
            "false",
            "Ostype",
            "linux",
            "Server",
            "Docker/" + Product.SERVER_VERSION + " (linux)");
    private static final Headers WITH_CORS = STANDARD.with("Access-Control-Allow-Origin", "*")
            .with("Access-Control-Allow-Headers", "Origin, X-Requested-With, Content-Type, Accept")
            .with("Access-Control-Allow-Methods", "GET, POST, DELETE, PUT, OPTIONS, HEAD");

    private CommonHeaders() {}

    static Headers of(boolean cors) {
        return cors ? WITH_CORS : STANDARD;
    }
}
