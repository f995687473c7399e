package io.flotilla.discovery;

import io.flotilla.discovery.DiscoveryException.RangeTooLarge;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses with ranges: {@code node[1:3]:2375} stands for three. Brackets that do not hold two whole numbers are taken
 * literally, so IPv6 addresses work, also around a range ({@code [2001:db8::[1:3]]:2375}).
 *
 * <p>Unlike in classic Swarm an entry may have several ranges.
 */
public final class AddressPattern {
    /** More addresses than this from one pattern are surely a typing mistake. */
    static final int LIMIT = 100_000;

    private static final Pattern RANGE = Pattern.compile("\\[([+-]?\\d{1,9}):([+-]?\\d{1,9})]");

    private AddressPattern() {}

    /** Texts that the pattern stands for; none if a range runs backwards. */
    public static List<String> expand(String pattern) {
        List<String> expanded = List.of(pattern);
        while (!expanded.isEmpty() && RANGE.matcher(expanded.getFirst()).find()) {
            List<String> next = new ArrayList<>();
            for (String text : expanded) {
                expandFirstRange(text, pattern, next);
            }
            expanded = next;
        }
        return expanded;
    }

    /**
     * Addresses of several patterns, each once, in order; empty texts are skipped.
     *
     * @throws DiscoveryException at the first text that is no address
     */
    public static List<Entry> entries(List<String> patterns) {
        SequencedSet<Entry> entries = new LinkedHashSet<>();
        for (String pattern : patterns) {
            for (String address : expand(pattern.strip())) {
                if (!address.isEmpty()) {
                    entries.add(Entry.parse(address));
                }
            }
        }
        return List.copyOf(entries);
    }

    private static void expandFirstRange(String text, String pattern, List<String> into) {
        Matcher range = RANGE.matcher(text);
        if (!range.find()) {
            return;
        }
        long from = Long.parseLong(range.group(1));
        long to = Long.parseLong(range.group(2));
        if (to - from + into.size() >= LIMIT) {
            throw new RangeTooLarge(pattern, LIMIT);
        }
        for (long value = from; value <= to; value++) {
            into.add(text.substring(0, range.start()) + value + text.substring(range.end()));
        }
    }
}
