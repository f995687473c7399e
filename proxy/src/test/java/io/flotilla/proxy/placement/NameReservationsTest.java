package io.flotilla.proxy.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.NameInUse;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NameReservationsTest {
    private final ClusterState state = Samples.state(1);
    private final NameReservations names = new NameReservations(state);

    @Test
    void ofManyThreadsOneGetsTheName() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            String name = "web" + round;
            CountDownLatch go = new CountDownLatch(1);
            AtomicInteger won = new AtomicInteger();
            AtomicInteger lost = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        go.await();
                        NameReservations.Held held = names.reserve(name);
                        // As a creation does: the state shows the container before the name is let go.
                        state.containers()
                                .put(Samples.container(1, "id-" + name, name).view());
                        won.incrementAndGet();
                        held.close();
                    } catch (NameInUse e) {
                        lost.incrementAndGet();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }));
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(won).hasValue(1);
            assertThat(lost).hasValue(15);
        }
    }

    @Test
    void aNameIsFreeAgainAfterAFailure() {
        names.reserve("web").close();
        assertThatCode(() -> names.reserve("/web")).doesNotThrowAnyException();
        assertThatThrownBy(() -> names.reserve("web")).isInstanceOf(NameInUse.class);
    }

    @Test
    void aNameThatAContainerHasIsTaken() {
        state.containers().put(Samples.container(1, "c1", "web").alias("db/web").view());
        assertThatThrownBy(() -> names.reserve("web"))
                .isInstanceOfSatisfying(
                        NameInUse.class, e -> assertThat(e.name()).isEqualTo("web"));
        state.containers().remove(Samples.address(1), "c1");
        assertThatCode(() -> names.reserve("web")).doesNotThrowAnyException();
    }

    @Test
    void theEmptyNameIsAlwaysFree() {
        names.reserve("");
        names.reserve("/");
        assertThatCode(() -> names.reserve("").close()).doesNotThrowAnyException();
    }
}
