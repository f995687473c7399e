package io.flotilla.proxy.events;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.events.Subscription.Next;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.StateListener.EngineTransition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private final EventBus bus = new EventBus(Ticker.system());

    private void send(int number) {
        bus.onEvent(EventSamples.ENGINE, EventSamples.raw("container", "start", "c" + number));
    }

    private static List<String> read(Subscription subscription, int count) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (subscription.next(SOON) instanceof Next.Event(ClusterEvent event)) {
                ids.add(event.actorId());
            }
        }
        return ids;
    }

    @Test
    void everySubscriberGetsEveryEventInOrder() throws InterruptedException {
        try (Subscription first = bus.subscribe();
                Subscription second = bus.subscribe()) {
            send(1);
            send(2);
            assertThat(read(first, 2)).containsExactly("c1", "c2");
            assertThat(read(second, 2)).containsExactly("c1", "c2");
            assertThat(bus.listeners()).isEqualTo(2);
        }
        assertThat(bus.listeners()).isZero();
    }

    @Test
    void theManagersOwnEventsAreAmongThem() throws InterruptedException {
        try (Subscription subscription = bus.subscribe()) {
            bus.engineChanged(EngineTransition.CONNECT, EventSamples.ENGINE);
            assertThat(subscription.next(SOON))
                    .isInstanceOfSatisfying(
                            Next.Event.class,
                            e -> assertThat(e.event().action()).isEqualTo("engine_connect"));
        }
    }

    @Test
    void aQuietTimeIsNoEnd() throws InterruptedException {
        try (Subscription subscription = bus.subscribe()) {
            assertThat(subscription.next(Duration.ofMillis(5))).isInstanceOf(Next.Nothing.class);
            assertThat(subscription.next(Duration.ofMillis(-5))).isInstanceOf(Next.Nothing.class);
        }
    }

    @Test
    void aReaderThatFallsBehindIsCutOffAndTheOthersAreNot() throws InterruptedException {
        try (Subscription slow = bus.subscribe();
                Subscription fast = bus.subscribe()) {
            for (int i = 0; i < 10_001; i++) {
                send(i);
                assertThat(fast.next(SOON)).isInstanceOf(Next.Event.class);
            }
            assertThat(bus.listeners()).isEqualTo(1);
            assertThat(read(slow, 10_000)).hasSize(10_000);
            assertThat(slow.next(SOON)).isInstanceOf(Next.Ended.class);
        }
    }

    @Test
    void closingWakesTheReader() {
        Subscription subscription = bus.subscribe();
        AtomicReference<Next> last = new AtomicReference<>();
        Thread.ofVirtual().start(() -> {
            try {
                last.set(subscription.next(Duration.ofMinutes(5)));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        subscription.close();
        subscription.close();
        eventually("woken", () -> last.get() instanceof Next.Ended);
        send(1);
        assertThat(bus.listeners()).isZero();
    }
}
