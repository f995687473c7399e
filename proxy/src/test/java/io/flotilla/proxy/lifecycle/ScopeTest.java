package io.flotilla.proxy.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScopeTest {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Scope scope = new Scope("test");

    @Test
    void closingRunsClosersLastFirstAndInterruptsThreads() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        scope.onClose(() -> said.add("first"));
        scope.onClose(() -> {
            said.add("second");
            throw new IllegalStateException("does not keep the others from closing");
        });
        scope.start("task", () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                said.add("interrupted");
            }
        });
        running.await();
        scope.close();
        scope.close();
        assertThat(said).containsExactly("second", "first", "interrupted");
        assertThat(scope.closed()).isTrue();
    }

    @Test
    void aClosedScopeStartsNothingAndClosesAtOnce() {
        scope.close();
        scope.start("late", () -> said.add("ran"));
        scope.onClose(() -> said.add("closed"));
        assertThat(said).containsExactly("closed");
    }

    @Test
    void aThreadThatDoesNotEndIsWaitedForOnlySoLong() {
        CountDownLatch stubborn = new CountDownLatch(1);
        scope.start("stubborn", () -> {
            while (stubborn.getCount() > 0) {
                try {
                    stubborn.await();
                } catch (InterruptedException e) {
                    said.add("not yet");
                }
            }
        });
        long begin = System.nanoTime();
        scope.close(Duration.ofMillis(50));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        stubborn.countDown();
    }

    @Test
    void aThreadMayCloseItsOwnScope() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        scope.start("self", () -> {
            scope.close();
            done.countDown();
        });
        done.await();
        assertThat(scope.closed()).isTrue();
    }

    @Test
    void pausesDoubleUpToTheCap() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
        Random random = new Random(1);
        for (int failures = 1; failures <= 100; failures++) {
            long full = failures > 6 ? 60_000 : 1_000L << (failures - 1);
            assertThat(backoff.pause(failures, random).toMillis()).isBetween(full * 3 / 4 - 1, full);
        }
        assertThat(backoff.pause(Integer.MAX_VALUE, random)).isGreaterThanOrEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void aBackOffNeedsASensibleRange() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
