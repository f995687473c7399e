package io.flotilla.scheduler.expression;

/** An expression that cannot be used. Texts are those of classic Swarm where it has one. */
public abstract sealed class ExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ExpressionException(String text) {
        super(text, null, false, false);
    }

    /** The text for clients. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** The part before the operator has characters that keys cannot have, or fewer than two. */
    public static final class BadKey extends ExpressionException {
        private static final long serialVersionUID = 1L;

        public BadKey(String key) {
            super("Key '" + key + "' is invalid");
        }
    }

    /** The part behind the operator is empty or has characters that values cannot have. */
    public static final class BadValue extends ExpressionException {
        private static final long serialVersionUID = 1L;

        public BadValue(String value) {
            super("Value '" + value + "' is invalid");
        }
    }

    /** Neither operator is there. */
    public static final class NoOperator extends ExpressionException {
        private static final long serialVersionUID = 1L;

        public NoOperator() {
            super("One of operator ==, != is expected");
        }
    }

    /** A regular expression that would take too long; classic Swarm's engine had none such. */
    public static final class TooCostly extends ExpressionException {
        private static final long serialVersionUID = 1L;

        public TooCostly(String value) {
            super("Value '" + value + "' takes too long to match");
        }
    }
}
