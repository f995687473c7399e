package io.flotilla.proxy.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** Turns log events into {@link LogrusLine}s; a stack trace, if any, follows on lines of its own. */
final class LogrusLayout extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        String line = LogrusLine.format(
                event.getInstant(), level(event.getLevel()), event.getFormattedMessage(), fields(event));
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? line + "\n" : line + "\n" + ThrowableProxyUtil.asString(thrown);
    }

    private static String level(Level level) {
        return switch (level.levelInt) {
            case Level.ERROR_INT -> "error";
            case Level.WARN_INT -> "warning";
            case Level.INFO_INT -> "info";
            default -> "debug";
        };
    }

    private static Map<String, String> fields(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null || pairs.isEmpty()) {
            return Map.of();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        pairs.forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
        return fields;
    }
}
