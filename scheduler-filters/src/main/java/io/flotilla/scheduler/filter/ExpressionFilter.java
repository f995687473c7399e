package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.Pass;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.expression.Expression;
import io.flotilla.scheduler.expression.ExpressionParser;
import java.util.List;
import java.util.function.Predicate;

/** What the filters with expressions have in common: one after the other, each narrows the candidates further. */
abstract class ExpressionFilter implements Filter {
    private final String name;

    ExpressionFilter(String name) {
        this.name = name;
    }

    /** Which of the request's expressions belong to this filter. */
    abstract List<String> texts(PlacementRequest request);

    /** Whether some value of a node fits the expression's value; its operator is applied here, not there. */
    abstract Predicate<Candidate> anyFits(Expression expression);

    /** An expression as the message shows it. */
    abstract String words(Expression expression);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Candidate> keep(PlacementRequest request, List<Candidate> candidates, Pass pass) {
        List<Candidate> left = candidates;
        for (Expression expression : ExpressionParser.parse(texts(request))) {
            if (expression.soft() && pass == Pass.REQUIRED) {
                continue;
            }
            Predicate<Candidate> anyFits = anyFits(expression);
            left = left.stream()
                    .filter(node -> expression.operator().satisfied(anyFits.test(node)))
                    .toList();
        }
        return left;
    }

    @Override
    public final List<String> explain(PlacementRequest request) {
        return ExpressionParser.parse(texts(request)).stream().map(this::words).toList();
    }

    static String withSoftness(Expression expression) {
        return expression + " (soft=" + expression.soft() + ")";
    }
}
