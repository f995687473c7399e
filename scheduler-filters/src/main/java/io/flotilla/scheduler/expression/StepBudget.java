package io.flotilla.scheduler.expression;

/**
 * Counts the characters that a regular expression looks at, and stops it when they become too many: Java's engine can
 * need any time for expressions such as {@code a*a*a*a*b}.
 */
final class StepBudget {
    private static final int PER_TEXT = 100_000;
    private static final int IN_ALL = 20_000_000;

    private int left = IN_ALL;
    private int leftForText;

    /** Thrown out of the engine; never leaves the package. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    CharSequence limit(String text) {
        leftForText = PER_TEXT;
        return new Counted(text);
    }

    private final class Counted implements CharSequence {
        private final String text;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--leftForText < 0 || --left < 0) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
