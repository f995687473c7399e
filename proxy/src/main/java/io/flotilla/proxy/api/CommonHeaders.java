package io.flotilla.proxy.api;

import io.flotilla.proxy.transport.Headers;
import java.util.List;

/** Headers that every answer of an engine carries; clients read the API version, the OS type and the rest from them. */
final class CommonHeaders {
    static final List<Headers.Field> FIELDS = Headers.of(
                    "Api-Version",
                    ApiVersions.OFFERED.max().toString(),
                    "Docker-Experimental",
                    "false",
                    "Ostype",
                    "linux",
                    "Server",
                    "Docker/" + Product.SERVER_VERSION + " (linux)")
            .fields();

    private CommonHeaders() {}
}
