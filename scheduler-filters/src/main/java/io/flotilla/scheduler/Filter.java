package io.flotilla.scheduler;

import io.flotilla.scheduler.expression.ExpressionException;
import java.util.List;
import java.util.Optional;

/** Rules out nodes that must not take a container. Stateless; may be called from several threads. */
public interface Filter {

    /** The name users give to {@code --filter}. */
    String name();

    /**
     * The candidates that may take it, in their order; none means the filter fails.
     *
     * @throws ExpressionException if an expression of the request cannot be understood
     */
    List<Candidate> keep(PlacementRequest request, List<Candidate> candidates, Pass pass);

    /**
     * What it looks for, for the message when a placement fails; empty if the request gives it nothing to do.
     *
     * @throws ExpressionException if an expression of the request cannot be understood
     */
    List<String> explain(PlacementRequest request);

    /** The whole message when this filter leaves no node, if it is not the usual list of conditions. */
    default Optional<String> ownMessage() {
        return Optional.empty();
    }
}
