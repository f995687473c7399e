package io.flotilla.proxy.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Tells which of several overlapping reads of an engine's objects is the newest: a read that began later knows at least
 * as much. Every read takes a ticket when it begins; what it found about an object counts unless a read with a higher
 * ticket has already told of that object. Not thread-safe: its owner locks.
 */
final class Ledger {
    private final TreeSet<Long> open = new TreeSet<>();
    private final Map<String, Long> newest = new HashMap<>();
    private long clock;
    private long newestOfAll;

    /** A read begins. */
    long begin() {
        clock++;
        open.add(clock);
        return clock;
    }

    /** A read is over, whatever came of it. */
    void end(long ticket) {
        boolean oldest = open.first() == ticket;
        open.remove(ticket);
        if (open.isEmpty()) {
            newest.clear();
        } else if (oldest) {
            // Only reads that are still under way can be beaten by a note.
            newest.values().removeIf(noted -> noted < open.first());
        }
    }

    /** Whether a read's result about an object still counts. */
    boolean admits(String key, long ticket) {
        return ticket >= newestOfAll && ticket >= newest.getOrDefault(key, 0L);
    }

    /** A read's result about an object was used. */
    void note(String key, long ticket) {
        newest.put(key, ticket);
    }

    /** The result of a read that tells of all objects was used. */
    void noteAll(long ticket) {
        newestOfAll = Math.max(newestOfAll, ticket);
    }

    /** An object changed just now, without a read. */
    void noteNow(String key) {
        clock++;
        newest.put(key, clock);
    }
}
