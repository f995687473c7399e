package io.flotilla.discovery.file;

import io.flotilla.discovery.AddressPattern;
import io.flotilla.discovery.DiscoveryException;
import io.flotilla.discovery.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * What a file of addresses says.
 *
 * @param entries good lines, ranges expanded, each address once, in order
 * @param mistakes one text per line that is no address, with its number; empty if all are good
 */
record AddressFile(List<Entry> entries, List<String> mistakes) {

    AddressFile {
        entries = List.copyOf(entries);
        mistakes = List.copyOf(mistakes);
    }

    /** Whether no line is usable although there are some: then the file is broken rather than empty. */
    boolean unusable() {
        return entries.isEmpty() && !mistakes.isEmpty();
    }

    static AddressFile parse(String content) {
        SequencedSet<Entry> entries = new LinkedHashSet<>();
        List<String> mistakes = new ArrayList<>();
        int number = 0;
        for (String line : content.split("\n", -1)) {
            number++;
            int comment = line.indexOf('#');
            String pattern = comment < 0 ? line : line.substring(0, comment);
            try {
                entries.addAll(AddressPattern.entries(List.of(pattern)));
            } catch (DiscoveryException e) {
                mistakes.add("line " + number + ": " + e.text());
            }
        }
        return new AddressFile(List.copyOf(entries), mistakes);
    }
}
