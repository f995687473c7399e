package io.flotilla.proxy.api;

import java.io.IOException;

/** What a route does. */
@FunctionalInterface
interface Operation {

    /**
     * Answers the call, or throws a {@code ClusterFailure} that becomes an error answer.
     *
     * @throws IOException when the client went away
     */
    void run(Call call) throws IOException;
}
