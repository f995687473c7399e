package io.flotilla.scheduler.expression;

import io.flotilla.scheduler.expression.ExpressionException.TooCostly;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a text fits an expression's value.
 *
 * <p>{@code /re/} is searched anywhere in the text. Everything else is a glob that must fit the whole text: {@code *}
 * stands for anything, and, as in classic Swarm, the other characters keep the meaning they have in regular
 * expressions. What cannot be compiled fits nothing.
 *
 * <p>Classic Swarm matches in linear time, Java does not, so the steps are counted. For one thread and one request.
 */
public final class Matcher {
    private static final Logger log = LoggerFactory.getLogger(Matcher.class);
    private static final Pattern LITERAL = Pattern.compile("[a-zA-Z0-9:_\\s/@=!-]*");
    private static final Pattern POSIX_CLASS =
            Pattern.compile("\\[:(alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):]");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Expression expression;
    private final boolean literal;
    private final Pattern pattern;
    private final StepBudget budget = new StepBudget();

    public Matcher(Expression expression) {
        this.expression = expression;
        this.literal = !regex(expression.value())
                && LITERAL.matcher(expression.value()).matches();
        this.pattern = literal ? NOTHING : compile(expression.value());
    }

    public Expression expression() {
        return expression;
    }

    /** Whether the value is a regular expression in slashes. A single slash is a text like any other. */
    public static boolean regex(String value) {
        return value.length() > 1 && value.startsWith("/") && value.endsWith("/");
    }

    /**
     * Whether the text fits the value; the operator is not looked at.
     *
     * @throws TooCostly if that takes too many steps
     */
    public boolean fits(String text) {
        if (literal) {
            return text.equals(expression.value());
        }
        try {
            return pattern.matcher(budget.limit(text)).find();
        } catch (StepBudget.Exhausted | StackOverflowError e) {
            // Java's engine recurses for each repetition of a group; a long text may need more stack than there is.
            log.warn("expression={} gave up on a text of {} characters", expression, text.length());
            throw new TooCostly(expression.value());
        }
    }

    private static Pattern compile(String value) {
        String source = regex(value) ? value.substring(1, value.length() - 1) : "^" + value.replace("*", ".*") + "$";
        try {
            return Pattern.compile(posixClasses(source), Pattern.UNIX_LINES);
        } catch (PatternSyntaxException | StackOverflowError e) {
            log.error("value={} fits nothing: {}", value, e.getMessage());
            return NOTHING;
        }
    }

    /** {@code [[:alpha:]]} is known to classic Swarm's engine; Java writes it {@code [\p{Alpha}]}. */
    private static String posixClasses(String source) {
        return POSIX_CLASS.matcher(source).replaceAll(found -> {
            String name = found.group(1);
            String javaName =
                    name.equals("xdigit") ? "XDigit" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
            return java.util.regex.Matcher.quoteReplacement("\\p{" + javaName + "}");
        });
    }
}
