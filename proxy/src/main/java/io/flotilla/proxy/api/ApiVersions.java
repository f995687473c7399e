package io.flotilla.proxy.api;

import io.flotilla.proxy.engine.EngineClient;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ApiRange;
import io.flotilla.proxy.state.ApiVersion;

/**
 * The constant range of API versions that the manager offers. Clients negotiate once and keep the result, so it must not
 * move with the engines of the moment; each engine gets the nearest version it speaks.
 */
public final class ApiVersions {

    /** 1.21 is what Compose v1 speaks for files of the oldest format. */
    public static final ApiRange OFFERED = new ApiRange(ApiVersion.of(1, 21), EngineClient.NEWEST);

    private ApiVersions() {}

    /**
     * Checks the version in a path.
     *
     * @throws BadRequest outside the range, in an engine's words
     */
    static ApiVersion check(String text) {
        ApiVersion version = ApiVersion.parse(text).orElseThrow(() -> new BadRequest("invalid API version: " + text));
        if (version.compareTo(OFFERED.min()) < 0) {
            throw new BadRequest("client version " + version + " is too old. Minimum supported API version is "
                    + OFFERED.min() + ", please upgrade your client to a newer version");
        }
        if (version.compareTo(OFFERED.max()) > 0) {
            throw new BadRequest(
                    "client version " + version + " is too new. Maximum supported API version is " + OFFERED.max());
        }
        return version;
    }
}
