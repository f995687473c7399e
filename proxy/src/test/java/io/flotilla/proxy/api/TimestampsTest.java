package io.flotilla.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "1136073845, 2006-01-01T00:04:05Z",
        "1136073845.5, 2006-01-01T00:04:05.5Z",
        "1136073845.000000001, 2006-01-01T00:04:05.000000001Z",
        "-1, 1969-12-31T23:59:59Z",
        "10m, 2026-06-01T11:50:00Z",
        "1h30m, 2026-06-01T10:30:00Z",
        "1.5s, 2026-06-01T11:59:58.5Z",
        "1ms, 2026-06-01T11:59:59.999Z",
        "2026-05-31, 2026-05-31T00:00:00Z",
        "2026-05-31T10:00:00, 2026-05-31T10:00:00Z",
        "2026-05-31T10:00, 2026-05-31T10:00:00Z",
        "2026-05-31T10:00:00Z, 2026-05-31T10:00:00Z",
        "2026-05-31T10:00:00+02:00, 2026-05-31T08:00:00Z",
        "2026-05-31T10:00:00-02:00, 2026-05-31T12:00:00Z",
        "2026-05-31T10:00:00.123456789Z, 2026-05-31T10:00:00.123456789Z",
    })
    void readsWhatEnginesRead(String text, Instant time) {
        assertThat(Timestamps.parse("since", text, NOW)).contains(time);
    }

    @Test
    void anEmptyTextIsNoTime() {
        assertThat(Timestamps.parse("since", "", NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.2.3", "10 minutes", "2026-13-01", "2026-05-31T25:00:00Z", "10m-", "99999999999999"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Timestamps.parse("until", text, NOW))
                .isInstanceOf(BadRequest.class)
                .hasMessage("invalid value for \"until\": \"" + text + "\" is no timestamp");
    }
}
