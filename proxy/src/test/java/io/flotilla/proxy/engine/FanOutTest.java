package io.flotilla.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.engine.FanOut.Outcome;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.transport.TransportException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FanOutTest {
    private final FakeCluster cluster = FakeCluster.of(3);
    private final List<EngineHandle> engines = cluster.engines().healthy();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static String name(EngineHandle engine) {
        return engine.view().name();
    }

    @Test
    void outcomesComeInTheOrderOfTheEnginesWhateverTheirSpeed() {
        CountDownLatch others = new CountDownLatch(2);
        List<Outcome<String>> outcomes = FanOut.over(engines, engine -> {
            if (name(engine).equals("node-1")) {
                await(others);
            } else {
                others.countDown();
            }
            return name(engine);
        });
        assertThat(FanOut.values(outcomes)).containsExactly("node-1", "node-2", "node-3");
        assertThat(FanOut.failures(outcomes)).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new TransportException.Broken("a:1", "interrupted", e);
        }
    }

    private static String someFail(EngineHandle engine) {
        return switch (name(engine)) {
            case "node-1" -> throw new EngineReplied("node-1", 404, "none here");
            case "node-2" -> throw new TransportException.Refused(engine.address(), null);
            default -> "fine";
        };
    }

    @Test
    void oneFailureDoesNotHideTheOthersResults() {
        List<Outcome<String>> outcomes = FanOut.over(engines, FanOutTest::someFail);
        assertThat(FanOut.values(outcomes)).containsExactly("fine");
        assertThat(FanOut.failures(outcomes)).extracting(Outcome.Failed::status).containsExactly(404, 500);
        assertThat(FanOut.failures(outcomes))
                .extracting(Outcome.Failed::text)
                .containsExactly("none here", "connection refused by 10.0.0.2:2375: no engine listens there");
    }

    @Test
    void severalFailuresBecomeOneWithTheWorstStatus() {
        List<Outcome.Failed<String>> failures = FanOut.failures(FanOut.over(engines, FanOutTest::someFail));
        assertThatThrownBy(() -> FanOut.raise(failures, 3)).isInstanceOfSatisfying(EngineReplied.class, e -> {
            assertThat(e.status()).isEqualTo(500);
            assertThat(e.text())
                    .isEqualTo("node-1: none here\n"
                            + "node-2: connection refused by 10.0.0.2:2375: no engine listens there");
        });
        assertThatThrownBy(() -> FanOut.raise(failures.subList(0, 1), 3))
                .isInstanceOfSatisfying(EngineReplied.class, e -> {
                    assertThat(e.status()).isEqualTo(404);
                    assertThat(e.text()).isEqualTo("node-1: none here");
                });
        assertThatThrownBy(() -> FanOut.raise(failures.subList(0, 1), 1))
                .isSameAs(failures.getFirst().failure());
        assertThatCode(() -> FanOut.raise(List.of(), 3)).doesNotThrowAnyException();
    }

    @Test
    void aMistakeOfOursIsNoOutcome() {
        assertThatThrownBy(() -> FanOut.over(engines, _ -> {
                    throw new NullPointerException("oops");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void interruptingTheCallerInterruptsAllCalls() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(3);
        AtomicInteger interrupted = new AtomicInteger();
        Thread caller = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> FanOut.over(engines, _ -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.incrementAndGet();
                            }
                            return "";
                        }))
                        .isInstanceOf(IllegalStateException.class));
        started.await();
        caller.interrupt();
        caller.join();
        assertThat(interrupted).hasValue(3);
    }

    @Test
    void noEnginesAreNoOutcomes() {
        assertThat(FanOut.over(List.of(), FanOutTest::someFail)).isEmpty();
    }
}
