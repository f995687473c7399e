package io.flotilla.scheduler.strategy;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.PlacementRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Classic Swarm's weight of a node: how full it would be with the container, in percent of CPU plus percent of memory,
 * plus its health times a factor large enough to outweigh load.
 */
final class Weighing {
    private static final int FULL = 100;

    private Weighing() {}

    record Weight(Candidate node, long value) {}

    /** Nodes with room in the given order; those that it calls equal come in random order. */
    static List<Candidate> ranked(
            PlacementRequest request,
            List<Candidate> candidates,
            int healthFactor,
            Comparator<Weight> order,
            RandomGenerator random) {
        List<Weight> weights = new ArrayList<>(candidates.size());
        for (Candidate node : candidates) {
            long cpu = score(node.totalCpus(), node.usedCpus(), request.cpus());
            long memory = score(node.totalMemory(), node.usedMemory(), request.memory());
            if (cpu <= FULL && memory <= FULL) {
                weights.add(new Weight(node, cpu + memory + (long) healthFactor * node.healthIndicator()));
            }
        }
        Collections.shuffle(weights, Random.from(random));
        weights.sort(order);
        return weights.stream().map(Weight::node).toList();
    }

    /** Percent in use with the request, 100 if it asks for none, more than 100 if there is no room. */
    private static long score(long total, long used, long requested) {
        if (requested <= 0) {
            return FULL;
        }
        // The second half also keeps the multiplication below from overflowing.
        if (total < requested || used > 2 * total) {
            return FULL + 1;
        }
        return (used + requested) * FULL / total;
    }
}
