package io.flotilla.scheduler;

import io.flotilla.scheduler.Decision.Placed;
import io.flotilla.scheduler.Decision.Rejected;
import io.flotilla.scheduler.expression.ExpressionException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses a node: filters in their order, then the strategy; first with the soft expressions, then, if that fails
 * anywhere, without them. All texts are those of classic Swarm.
 *
 * <p>Pure: may be called from several threads if the random generator allows it.
 */
public final class Scheduler {
    private static final String NO_NODES = "No nodes available in the cluster";
    private static final String NO_RESOURCES = "no resources available to schedule container";

    private final List<Filter> filters;
    private final Strategy strategy;
    private final RandomGenerator random;

    /** @param random breaks ties */
    public Scheduler(List<Filter> filters, Strategy strategy, RandomGenerator random) {
        this.filters = List.copyOf(filters);
        this.strategy = strategy;
        this.random = random;
    }

    /** Names of the filters, in their order. */
    public List<String> filterNames() {
        return filters.stream().map(Filter::name).toList();
    }

    public String strategyName() {
        return strategy.name();
    }

    /**
     * Decides where a container goes.
     *
     * @param candidates validated nodes of any health; none is changed
     */
    public Decision place(PlacementRequest request, List<Candidate> candidates) {
        return switch (attempt(request, candidates, Pass.PREFERRED)) {
            case Placed placed -> placed;
            case Rejected _ -> attempt(request, candidates, Pass.REQUIRED);
        };
    }

    private Decision attempt(PlacementRequest request, List<Candidate> candidates, Pass pass) {
        Narrowing narrowing = new Narrowing(request, candidates);
        for (Filter filter : filters) {
            try {
                narrowing.step(filter.name(), filter.keep(request, narrowing.left(), pass));
            } catch (ExpressionException e) {
                return new Rejected(conditions(request, filter, Optional.of(e)), List.of());
            }
            // A cluster without any node is not a filter's fault, except that it has no healthy node either.
            if (narrowing.left().isEmpty()
                    && (!candidates.isEmpty() || filter.ownMessage().isPresent())) {
                String message = filter.ownMessage().orElseGet(() -> conditions(request, filter, Optional.empty()));
                return new Rejected(message, narrowing.reasons(filters));
            }
        }
        if (narrowing.left().isEmpty()) {
            return new Rejected(NO_NODES, List.of());
        }
        List<Candidate> ranked = strategy.rank(request, narrowing.left(), random);
        if (ranked.isEmpty()) {
            narrowing.step(strategy.name(), ranked);
            return new Rejected(NO_RESOURCES, narrowing.reasons(filters));
        }
        return new Placed(ranked);
    }

    /** The conditions of every filter up to the one that failed, one line each; what could not be read ends it. */
    private String conditions(PlacementRequest request, Filter failed, Optional<ExpressionException> cause) {
        StringBuilder text = new StringBuilder("Unable to find a node that satisfies the following conditions ");
        for (Filter filter : filters) {
            boolean last = filter.equals(failed);
            if (last && cause.isPresent()) {
                text.append("\nerror from ").append(filter.name()).append(" filter: ");
                text.append(cause.get().text());
                break;
            }
            List<String> wanted = filter.explain(request);
            if (!wanted.isEmpty()) {
                text.append("\n[").append(String.join(" ", wanted)).append(']');
            }
            if (last) {
                break;
            }
        }
        return text.toString();
    }
}
