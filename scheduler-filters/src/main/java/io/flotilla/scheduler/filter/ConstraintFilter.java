package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.expression.Expression;
import io.flotilla.scheduler.expression.Matcher;
import java.util.List;
import java.util.function.Predicate;

/** Keeps nodes by name, id and label. */
final class ConstraintFilter extends ExpressionFilter {

    ConstraintFilter() {
        super("constraint");
    }

    @Override
    List<String> texts(PlacementRequest request) {
        return request.expressions().constraints();
    }

    @Override
    Predicate<Candidate> anyFits(Expression expression) {
        Matcher matcher = new Matcher(expression);
        return node -> NodeValues.anyFits(matcher, expression.key(), node);
    }

    @Override
    String words(Expression expression) {
        return expression.toString();
    }
}
