package io.flotilla.proxy.transport;

import java.time.Duration;

/**
 * How long to wait on an engine. {@link Duration#ZERO} means without limit.
 *
 * @param connect until the connection (with TLS) is made
 * @param head from the end of the request until the response head is there
 * @param idle longest silence while a response body is expected
 */
public record Deadlines(Duration connect, Duration head, Duration idle) {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** Short questions: everything has to move within 30 s. */
    public static Deadlines call() {
        return new Deadlines(CONNECT, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /** Work that the manager does for a client and must not wait for without end, such as creating a container. */
    public static Deadlines work() {
        return new Deadlines(CONNECT, Duration.ofMinutes(10), Duration.ofMinutes(10));
    }

    /** Client work that may take long or stay silent: only connecting is limited; TCP keep-alive finds dead peers. */
    public static Deadlines stream() {
        return new Deadlines(CONNECT, Duration.ZERO, Duration.ZERO);
    }
}
