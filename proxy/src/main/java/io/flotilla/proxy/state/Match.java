package io.flotilla.proxy.state;

import java.util.List;

/** Result of looking something up by what a user typed. */
public sealed interface Match<T> {

    record Found<T>(T value) implements Match<T> {}

    record None<T>() implements Match<T> {}

    /** Several objects fit; at least two. */
    record Ambiguous<T>(List<T> values) implements Match<T> {
        public Ambiguous {
            values = List.copyOf(values);
        }
    }

    /** One is found, none is none, more are ambiguous. */
    static <T> Match<T> of(List<T> values) {
        return switch (values.size()) {
            case 0 -> new None<>();
            case 1 -> new Found<>(values.getFirst());
            default -> new Ambiguous<>(values);
        };
    }
}
