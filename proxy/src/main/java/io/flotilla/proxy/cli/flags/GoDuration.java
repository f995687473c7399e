package io.flotilla.proxy.cli.flags;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 300ms}, {@code 1.5h}, {@code 1h2m3s}, {@code -30s}, {@code 0}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Reads a duration.
     *
     * @throws UsageError with Go's text; a number without a unit is one too
     */
    public static Duration parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        if (digits.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(digits);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos = nanos.add(new BigDecimal(number(part.group(1))).multiply(unit(part.group(2), text)));
            end = part.end();
        }
        if (end != digits.length() || digits.isEmpty() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new UsageError("time: invalid duration \"" + text + "\"");
        }
        long value = nanos.longValue();
        return Duration.ofNanos(text.startsWith("-") ? -value : value);
    }

    /** The shortest form that Go prints: {@code 1m0s}, {@code 300ms}. */
    public static String format(Duration duration) {
        long nanos = duration.abs().toNanos();
        String sign = duration.isNegative() ? "-" : "";
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < NANOS.getOrDefault("s", 1L)) {
            String unit = nanos < 1_000 ? "ns" : nanos < 1_000_000 ? "\u00b5s" : "ms";
            return sign + decimal(nanos, NANOS.getOrDefault(unit, 1L)) + unit;
        }
        long hours = nanos / 3_600_000_000_000L;
        long minutes = nanos / 60_000_000_000L % 60;
        String seconds = decimal(nanos % 60_000_000_000L, 1_000_000_000L) + "s";
        return sign + (hours > 0 ? hours + "h" : "") + (hours > 0 || minutes > 0 ? minutes + "m" : "") + seconds;
    }

    private static String decimal(long nanos, long unit) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String number(String digits) {
        return digits.endsWith(".") ? digits + "0" : digits;
    }

    private static BigDecimal unit(String unit, String text) {
        Long nanos = NANOS.get(unit);
        if (nanos == null) {
            throw new UsageError(
                    unit.isEmpty()
                            ? "time: missing unit in duration \"" + text + "\""
                            : "time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
        }
        return BigDecimal.valueOf(nanos);
    }
}
