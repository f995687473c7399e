package io.flotilla.proxy.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Ordered, immutable HTTP header fields; names compare without case and keep the spelling they came with. */
public record Headers(List<Field> fields) {
    private static final Headers EMPTY = new Headers(List.of());

    /** One header line. */
    public record Field(String name, String value) {
        public Field {
            requireOneLine(name);
            requireOneLine(value);
        }

        private static void requireOneLine(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\r' || c == '\n' || c == 0) {
                    throw new IllegalArgumentException("header with a line break");
                }
            }
        }
    }

    public Headers {
        fields = List.copyOf(fields);
    }

    public static Headers empty() {
        return EMPTY;
    }

    /** From alternating names and values. */
    public static Headers of(String... namesAndValues) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    /** First value of a name. */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }

    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** Whether a comma separated header holds a token, such as {@code Connection: Upgrade}. */
    public boolean hasToken(String name, String token) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                for (String part : field.value().split(",", -1)) {
                    if (part.strip().equalsIgnoreCase(token)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** A copy with this name set to one value, at the end if it is new. */
    public Headers with(String name, String value) {
        List<Field> copy = new ArrayList<>(fields);
        copy.removeIf(f -> f.name().equalsIgnoreCase(name));
        copy.add(new Field(name, value));
        return new Headers(copy);
    }

    /** A copy without these names. */
    public Headers without(String... names) {
        return keep(field -> {
            for (String name : names) {
                if (field.name().equalsIgnoreCase(name)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** A copy with the fields that pass. */
    public Headers keep(Predicate<Field> wanted) {
        return new Headers(fields.stream().filter(wanted).toList());
    }
}
