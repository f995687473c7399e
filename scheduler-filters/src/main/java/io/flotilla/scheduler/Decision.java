package io.flotilla.scheduler;

import java.util.List;

/** Outcome of a placement; a value, because "nowhere" is an answer and not an accident. */
public sealed interface Decision {

    /**
     * There is room.
     *
     * @param ranked nodes that fit, the best first; at least one
     */
    record Placed(List<Candidate> ranked) implements Decision {
        public Placed {
            ranked = List.copyOf(ranked);
            if (ranked.isEmpty()) {
                throw new IllegalArgumentException("placed nowhere");
            }
        }

        public Candidate best() {
            return ranked.getFirst();
        }
    }

    /**
     * No node fits.
     *
     * @param message for the client, as classic Swarm words it
     * @param reasons what ruled out each node, in the order of the candidates
     */
    record Rejected(String message, List<Reason> reasons) implements Decision {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why one node was ruled out.
     *
     * @param by name of the filter or strategy
     * @param wanted what that filter asked for, in words
     */
    record Reason(String node, String by, String wanted) {}
}
