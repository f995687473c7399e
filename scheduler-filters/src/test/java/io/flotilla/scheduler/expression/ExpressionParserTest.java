package io.flotilla.scheduler.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {

    @ParameterizedTest
    @CsvSource({
        "storage==ssd, storage, EQUAL, ssd, false",
        "storage!=ssd, storage, NOT_EQUAL, ssd, false",
        "node==~n1, node, EQUAL, n1, true",
        "node!=~n1, node, NOT_EQUAL, n1, true",
        "_key==x, _key, EQUAL, x, false",
        "a.b-c_1==x, a.b-c_1, EQUAL, x, false",
        "key===x, key, EQUAL, =x, false",
        "key==!x, key, EQUAL, !x, false",
        "key==/(?i)ab|c/, key, EQUAL, /(?i)ab|c/, false",
        "key==/, key, EQUAL, /, false",
        "key==a b, key, EQUAL, a b, false",
        "image==reg:5000/a@sha256:ab, image, EQUAL, reg:5000/a@sha256:ab, false",
        "'key==a\\d+[x]^$', key, EQUAL, 'a\\d+[x]^$', false",
    })
    void good(String text, String key, Operator operator, String value, boolean soft) {
        assertThat(ExpressionParser.parse(text)).isEqualTo(new Expression(key, operator, value, soft));
    }

    @ParameterizedTest
    @CsvSource({
        "storage, 'One of operator ==, != is expected'",
        "storage=ssd, 'One of operator ==, != is expected'",
        "'', 'One of operator ==, != is expected'",
        "k==x, Key 'k' is invalid",
        "==x, Key '' is invalid",
        "1key==x, Key '1key' is invalid",
        "ke y==x, Key 'ke y' is invalid",
        "-key==x, Key '-key' is invalid",
        "key==, Value '' is invalid",
        "key==~, Value '~' is invalid",
        "key==~~x, Value '~~x' is invalid",
        "key==a#b, Value 'a#b' is invalid",
        "key==a%b, Value 'a%b' is invalid",
        "key==a{2}, Value 'a{2}' is invalid",
        "key==a~b, Value 'a~b' is invalid",
        "key==a=b, Value 'a=b' is invalid",
        "'key==a,b', 'Value ''a,b'' is invalid'",
        "key==ü, Value 'ü' is invalid",
        // The equality operator is searched first, wherever it is.
        "key!=a==b, Key 'key!=a' is invalid",
    })
    void badOnesHaveTheTextsOfClassicSwarm(String text, String message) {
        assertThatThrownBy(() -> ExpressionParser.parse(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }
}
