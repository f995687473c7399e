package io.flotilla.proxy.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S, 0s",
        "300ms, PT0.3S, 300ms",
        "1.5h, PT1H30M, 1h30m0s",
        "1h2m3s, PT1H2M3S, 1h2m3s",
        "-30s, PT-30S, -30s",
        "+5s, PT5S, 5s",
        ".5s, PT0.5S, 500ms",
        "1.s, PT1S, 1s",
        "90s, PT1M30S, 1m30s",
        "1us, PT0.000001S, 1µs",
        "2µs, PT0.000002S, 2µs",
        "7ns, PT0.000000007S, 7ns",
        "1m0.5s, PT1M0.5S, 1m0.5s",
    })
    void good(String text, Duration duration, String printed) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
        assertThat(GoDuration.format(duration)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 'time: missing unit in duration \"30\"'",
        "'', 'time: invalid duration \"\"'",
        "abc, 'time: invalid duration \"abc\"'",
        "-, 'time: invalid duration \"-\"'",
        "3x, 'time: unknown unit \"x\" in duration \"3x\"'",
        "1h30, 'time: missing unit in duration \"1h30\"'",
        ".s, 'time: invalid duration \".s\"'",
        "9999999999h, 'time: invalid duration \"9999999999h\"'",
    })
    void bad(String text, String message) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }
}
