package io.flotilla.discovery;

import java.util.List;

/** Receives what a {@link Discovery} finds. Called by one thread at a time; must not block for long. */
public interface DiscoveryListener {

    /** The whole set, in the order of the source and without duplicates; what is missing in it is gone. */
    void onEntries(List<Entry> entries);

    /** The source, or one part of it, cannot be used now. What was reported before stays valid. */
    void onError(String text);
}
