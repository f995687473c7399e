package io.flotilla.proxy.http;

import java.time.Duration;

/**
 * Limits of the front. Running requests have none.
 *
 * @param head from the first byte of a request until its head is complete
 * @param idle longest wait of a connection for its (next) request
 * @param headBytes largest request head; Go's default of 1 MiB, since {@code X-Registry-Config} of {@code docker build}
 *     carries the credentials of all registries
 * @param headers most header lines of a request
 */
public record FrontLimits(Duration head, Duration idle, int headBytes, int headers) {

    public static FrontLimits standard() {
        return new FrontLimits(Duration.ofSeconds(30), Duration.ofMinutes(2), 1 << 20, 200);
    }
}
