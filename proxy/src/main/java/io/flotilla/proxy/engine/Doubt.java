package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.reading.Listed;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ContainerView.NetworkAttachment;
import io.flotilla.proxy.state.Liveness;
import io.flotilla.proxy.state.RunState;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Whether a list entry shows that what an earlier inspect told of a container is no longer true. */
final class Doubt {
    private static final int TOLERATED_SECONDS = 3;

    private Doubt() {}

    /** State, health or networks differ. */
    static boolean changed(ContainerView known, Listed listed) {
        Liveness then = known.liveness();
        Liveness now = listed.view().liveness();
        return then.state() != now.state()
                || (now.state() == RunState.RUNNING && !then.health().equals(now.health()))
                || !networks(known).equals(networks(listed.view()));
    }

    /**
     * Also looks at the wording of the status, which shows restarts that no event told of: an engine that was restarted
     * has forgotten its events.
     */
    static BiPredicate<ContainerView, Listed> afterGap(Instant now) {
        return (known, listed) -> changed(known, listed) || !saysSo(known.liveness(), listed.status(), now);
    }

    private static boolean saysSo(Liveness life, String status, Instant now) {
        for (int offset = 0; offset <= TOLERATED_SECONDS; offset++) {
            if (status.equals(StatusText.of(life, now.plusSeconds(offset), false))
                    || status.equals(StatusText.of(life, now.minusSeconds(offset), false))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> networks(ContainerView view) {
        return view.networks().values().stream()
                .map(NetworkAttachment::networkId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
