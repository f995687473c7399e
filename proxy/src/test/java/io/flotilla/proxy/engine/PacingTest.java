package io.flotilla.proxy.engine;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.testing.ManualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final ManualTicker ticker = new ManualTicker(Instant.now());
    private final EngineFixture cluster = new EngineFixture(EngineSettings.defaults(), ticker, Optional.empty());

    @AfterEach
    void close() {
        cluster.close();
        eventually("nobody sleeps", () -> ticker.sleepers() == 0);
    }

    /** Lets time pass so that everything due in it happens one after the other. */
    private void pass(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            ticker.awaitSleepers(1);
            ticker.advance(SECOND);
            ticker.awaitSleepers(1);
        }
    }

    @Test
    void aHealthyEngineIsPingedListedAndAskedForItsSpecs() {
        cluster.healthy();
        long lists = cluster.fake.requests("GET /containers/json.*");
        pass(Duration.ofSeconds(61));
        assertThat(cluster.fake.requests("GET /_ping")).isBetween(4L, 8L);
        eventually("listed", () -> cluster.fake.requests("GET /containers/json.*") > lists);
        assertThat(cluster.fake.requests("GET /info")).isEqualTo(1);
        pass(Duration.ofSeconds(250));
        eventually("specs", () -> cluster.fake.requests("GET /info") == 2);
        assertThat(cluster.fake.requests("GET /containers/json.*") - lists).isBetween(4L, 11L);
    }

    @Test
    void aDeadEngineIsTriedOftenFirstAndAboutEveryMinuteLater() {
        cluster.healthy();
        cluster.fake.faults().refuse(true);
        pass(Duration.ofSeconds(15));
        eventually("unhealthy", cluster::unhealthy);
        pass(Duration.ofMinutes(10));
        assertThat(cluster.view().failures()).isBetween(12, 25);
        cluster.fake.faults().refuse(false);
        pass(Duration.ofSeconds(61));
        eventually("healthy", () -> cluster.view().healthy());
    }
}
