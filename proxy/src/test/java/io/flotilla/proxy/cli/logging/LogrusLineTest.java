package io.flotilla.proxy.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogrusLineTest {

    @Test
    void quotesOnlyWhatNeedsIt() {
        assertThat(line("Listening for HTTP", Map.of("addr", "127.0.0.1:4000")))
                .endsWith("level=info msg=\"Listening for HTTP\" addr=\"127.0.0.1:4000\"");
        assertThat(line("plain", Map.of("proto", "tcp"))).endsWith("level=info msg=plain proto=tcp");
        assertThat(line("", Map.of())).endsWith("msg=\"\"");
    }

    @Test
    void nothingBreaksTheLine() {
        assertThat(line("a\"b\\c\nd\u0007", Map.of())).endsWith("msg=\"a\\\"b\\\\c\\nd\\x07\"");
    }

    @Test
    void timesHaveSecondsAndAnOffset() {
        assertThat(line("x", Map.of()))
                .matches("time=\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)\" .*");
    }

    private static String line(String message, Map<String, String> fields) {
        return LogrusLine.format(Instant.ofEpochMilli(1_763_000_000_123L), "info", message, fields);
    }
}
