package io.flotilla.scheduler.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.scheduler.expression.ExpressionException.TooCostly;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    private static boolean fits(String value, String text) {
        return new Matcher(new Expression("key", Operator.EQUAL, value, false)).fits(text);
    }

    @ParameterizedTest
    @CsvSource({
        "ssd, ssd, true",
        "ssd, ssd2, false",
        "ssd, SSD, false",
        "ub*t*, ubuntu, true",
        "ub*, xubuntu, false",
        "*, '', true",
        "s*, '', false",
        // Other characters keep their regular expression meaning, as in classic Swarm.
        "a.c, abc, true",
        "a.c, a.c, true",
        "a|b, axx, true",
        "a|b, xxb, true",
        "a|b, xbx, false",
        "'\\d+', 123, true",
        "'\\d+', 123a, false",
        "a[, a[, false",
        "/node-[12]/, my-node-1-x, true",
        "/^node-[12]$/, node-3, false",
        "/(?i)NODE/, node, true",
        "/[[:digit:]]+$/, node1, true",
        "/[[:xdigit:][:space:]]/, zz, false",
        "//, anything, true",
        "/, /, true",
        "/, x, false",
        "/a(/, a(, false",
        "/foo, /foo, true",
        "'/a.b/', a\u0085b, true",
    })
    void globsAndRegularExpressions(String value, String text, boolean expected) {
        assertThat(fits(value, text)).isEqualTo(expected);
    }

    @Test
    void anExplodingExpressionIsStopped() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> fits("/a*a*a*a*a*a*a*a*b/", "a".repeat(60)))
                        .isInstanceOf(TooCostly.class)
                        .hasMessage("Value '/a*a*a*a*a*a*a*a*b/' takes too long to match"));
    }

    @Test
    void manyTextsTogetherAreBoundedToo() {
        Matcher matcher = new Matcher(new Expression("key", Operator.EQUAL, "/a*a*a*b/", false));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> {
                            for (int i = 0; i < 10_000_000; i++) {
                                matcher.fits("aaaaaaaaaaaa");
                            }
                        })
                        .isInstanceOf(TooCostly.class));
    }

    @Test
    void aDeepRecursionIsNotFatal() {
        assertThatThrownBy(() -> fits("/(a|b)*c/", "ab".repeat(40_000))).isInstanceOf(TooCostly.class);
    }
}
