package io.flotilla.proxy.cli.logging;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One log line in logrus' text form, as classic Swarm writes them: {@code time="..." level=info msg="..." key=value}.
 */
public final class LogrusLine {
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9._/@^+-]*");

    private LogrusLine() {}

    /**
     * One line without its end.
     *
     * @param fields behind the message, in their order
     */
    public static String format(Instant time, String level, String message, Map<String, String> fields) {
        StringBuilder line = new StringBuilder(message.length() + 64);
        line.append("time=\"");
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.formatTo(
                time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()), line);
        line.append("\" level=").append(level).append(" msg=").append(quoted(message));
        fields.forEach((key, value) -> line.append(' ').append(key).append('=').append(quoted(value)));
        return line.toString();
    }

    /** Quotes are left away where nothing needs them; what would end the line is escaped. */
    private static String quoted(String text) {
        if (!text.isEmpty() && PLAIN.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append(String.format("\\x%02x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
