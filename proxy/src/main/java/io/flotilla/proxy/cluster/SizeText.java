package io.flotilla.proxy.cluster;

import java.math.BigDecimal;
import java.math.MathContext;

/** Byte counts as {@code docker info} of classic Swarm shows them: binary units, four significant digits. */
final class SizeText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private SizeText() {}

    static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        String number = BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
        return number + " " + UNITS[unit];
    }
}
