package io.flotilla.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.state.Liveness;
import io.flotilla.proxy.state.RunState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "RUNNING,0,none,Up 5 minutes",
        "RUNNING,0,starting,Up 5 minutes (health: starting)",
        "RUNNING,0,healthy,Up 5 minutes (healthy)",
        "RUNNING,0,unhealthy,Up 5 minutes (unhealthy)",
        "PAUSED,0,healthy,Up 5 minutes (Paused)",
        "RESTARTING,7,none,Restarting (7) About a minute ago",
        "EXITED,137,none,Exited (137) About a minute ago",
        "CREATED,0,none,Created",
        "DEAD,1,none,Dead",
        "REMOVING,0,none,Removal In Progress",
    })
    void followsTheEnginesWording(RunState state, int exitCode, String health, String text) {
        Liveness life = new Liveness(state, exitCode, NOW.minusSeconds(300), NOW.minusSeconds(60), health);
        assertThat(StatusText.of(life, NOW, false)).isEqualTo(text);
        assertThat(StatusText.of(life, NOW, true)).isEqualTo("Host Down");
    }

    @Test
    void whatNeverStartedDidNotExit() {
        Liveness never = new Liveness(RunState.EXITED, 0, Instant.EPOCH, Instant.EPOCH, "none");
        assertThat(StatusText.of(never, NOW, false)).isEqualTo("Created");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-3S,Less than a second",
        "PT0.9S,Less than a second",
        "PT1S,1 second",
        "PT59.9S,59 seconds",
        "PT60S,About a minute",
        "PT119S,About a minute",
        "PT2M,2 minutes",
        "PT59M59S,59 minutes",
        "PT1H,About an hour",
        "PT1H29M,About an hour",
        "PT1H30M,2 hours",
        "PT47H29M,47 hours",
        "PT47H30M,2 days",
        "P13D,13 days",
        "P14D,2 weeks",
        "P59D,8 weeks",
        "P60D,2 months",
        "P729D,24 months",
        "P730D,2 years",
        "P2000D,5 years",
    })
    void roundsLikeDocker(Duration duration, String words) {
        assertThat(StatusText.words(duration)).isEqualTo(words);
    }
}
