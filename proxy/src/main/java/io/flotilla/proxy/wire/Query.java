package io.flotilla.proxy.wire;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decoded query parameters, read as engines read them. */
public record Query(Map<String, List<String>> values) {
    private static final Set<String> FALSE_WORDS = Set.of("", "0", "no", "false", "none");

    /** @throws BadRequest for broken percent-encoding */
    public static Query parse(String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return new Query(values);
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** First value, or the empty string. */
    public String text(String name) {
        return first(name).orElse("");
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** False when absent, empty or one of 0, no, false, none; anything else is true. */
    public boolean flag(String name) {
        return flag(name, false);
    }

    public boolean flag(String name, boolean whenAbsent) {
        return first(name)
                .map(v -> !FALSE_WORDS.contains(v.strip().toLowerCase(Locale.ROOT)))
                .orElse(whenAbsent);
    }

    /** Whole number, 0 when absent. */
    public long number(String name) {
        String text = text(name).strip();
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadRequest("invalid value for parameter " + name + ": \"" + text + "\" is not a number");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("invalid URL escape in query");
        }
    }
}
