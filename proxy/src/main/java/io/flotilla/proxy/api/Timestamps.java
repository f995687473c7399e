package io.flotilla.proxy.api;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in {@code since} and {@code until}: unix seconds, {@code seconds.nanos}, RFC 3339, or a duration ago. */
final class Timestamps {
    private static final Pattern UNIX = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");

    private Timestamps() {}

    /** Empty for an empty text. */
    static Optional<Instant> parse(String parameter, String text, Instant now) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (UNIX.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text);
            long whole = seconds.longValue();
            return Optional.of(Instant.ofEpochSecond(
                    whole,
                    seconds.subtract(BigDecimal.valueOf(whole))
                            .movePointRight(9)
                            .longValue()));
        }
        try {
            return Optional.of(duration(text).map(now::minus).orElseGet(() -> date(text)));
        } catch (DateTimeException e) {
            throw new BadRequest("invalid value for \"" + parameter + "\": \"" + text + "\" is no timestamp");
        }
    }

    private static Optional<Duration> duration(String text) {
        Matcher part = DURATION_PART.matcher(text);
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            nanos += Double.parseDouble(part.group(1)) * nanosOf(part.group(2));
        }
        return end == text.length() ? Optional.of(Duration.ofNanos((long) nanos)) : Optional.empty();
    }

    private static double nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }

    private static Instant date(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
