package io.flotilla.proxy.api;

import io.flotilla.proxy.events.ClusterEvent;
import io.flotilla.proxy.events.EventBus;
import io.flotilla.proxy.events.EventFilter;
import io.flotilla.proxy.events.EventHistory;
import io.flotilla.proxy.events.Subscription;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** {@code GET /events}: history when {@code since} asks for it, then the live stream until {@code until} or for ever. */
final class EventRoutes {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private final EventBus bus;
    private final EventHistory history;
    private final Ticker ticker;

    EventRoutes(EventBus bus, EventHistory history, Ticker ticker) {
        this.bus = bus;
        this.history = history;
        this.ticker = ticker;
    }

    void stream(Call call) throws IOException {
        EventFilter filter = new EventFilter(call.filters(EventFilter.KEYS));
        Instant now = ticker.now();
        Optional<Instant> since = Timestamps.parse("since", call.query().text("since"), now);
        Optional<Instant> until = Timestamps.parse("until", call.query().text("until"), now);
        if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
            throw new BadRequest("`since` time (" + call.query().text("since") + ") cannot be after `until` time ("
                    + call.query().text("until") + ")");
        }
        try (Subscription subscription = bus.subscribe()) {
            call.exchange().onClientGone(subscription::close);
            call.begin(200, Headers.of("Content-Type", "application/json"));
            call.exchange().out().flush();
            Set<Object> seen = new HashSet<>();
            if (since.isPresent() || until.filter(u -> u.isBefore(now)).isPresent()) {
                Instant end = until.filter(u -> u.isBefore(now)).orElse(now);
                for (ClusterEvent event : history.between(since.orElse(Instant.EPOCH), end)) {
                    seen.add(event.identity());
                    write(call, filter, event);
                }
            }
            live(call, filter, subscription, until, seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The subscription is older than the history was asked for, so that nothing falls between the two. */
    private void live(
            Call call, EventFilter filter, Subscription subscription, Optional<Instant> until, Set<Object> seen)
            throws IOException, InterruptedException {
        while (true) {
            Duration left = until.map(u -> Duration.between(ticker.now(), u)).orElse(LONGEST_WAIT);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            switch (subscription.next(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT)) {
                case Subscription.Next.Event next -> {
                    if (!seen.contains(next.event().identity())) {
                        write(call, filter, next.event());
                    }
                }
                case Subscription.Next.Nothing _ -> {}
                case Subscription.Next.Ended _ -> {
                    return;
                }
            }
        }
    }

    private static void write(Call call, EventFilter filter, ClusterEvent event) throws IOException {
        if (filter.test(event)) {
            call.exchange().out().write(event.encoded());
            call.exchange().out().flush();
        }
    }
}
