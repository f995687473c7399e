package io.flotilla.proxy.cluster;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Order of names in which {@code node-2} comes before {@code node-10}; the order of {@code docker info}. */
public final class NaturalOrder implements Comparator<String> {
    private static final Pattern CHUNK = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(String left, String right) {
        Matcher a = CHUNK.matcher(left.replace(" ", ""));
        Matcher b = CHUNK.matcher(right.replace(" ", ""));
        while (true) {
            boolean moreLeft = a.find();
            boolean moreRight = b.find();
            if (!moreLeft || !moreRight) {
                return Boolean.compare(moreLeft, moreRight);
            }
            int order = chunk(a.group(), b.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int chunk(String left, String right) {
        boolean leftNumber = digit(left.charAt(0));
        boolean rightNumber = digit(right.charAt(0));
        if (leftNumber && rightNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return leftNumber == rightNumber ? left.compareTo(right) : leftNumber ? -1 : 1;
    }

    /** Only what the pattern takes for one: other scripts have digits too. */
    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
