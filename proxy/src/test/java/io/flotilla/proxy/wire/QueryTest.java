package io.flotilla.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    @Test
    void decodesNamesAndValues() {
        Query query = Query.parse("a=1&a=2&b%20c=%C3%A9+x&empty=&bare&=odd&e=f=g");
        assertThat(query.all("a")).containsExactly("1", "2");
        assertThat(query.text("b c")).isEqualTo("é x");
        assertThat(query.first("empty")).contains("");
        assertThat(query.first("bare")).contains("");
        assertThat(query.text("e")).isEqualTo("f=g");
        assertThat(query.first("missing")).isEmpty();
        assertThat(query.text("missing")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, true",
        "true, true",
        "yes, true",
        "' 0 ', false",
        "0, false",
        "no, false",
        "False, false",
        "NONE, false",
        "'', false",
        "2, true"
    })
    void truthIsReadAsEnginesDo(String value, boolean truth) {
        assertThat(Query.parse("all=" + value.replace(" ", "%20")).flag("all")).isEqualTo(truth);
    }

    @Test
    void anAbsentFlagIsWhatTheCallerSays() {
        assertThat(Query.parse("").flag("all")).isFalse();
        assertThat(Query.parse("").flag("all", true)).isTrue();
    }

    @Test
    void numbersAreWhole() {
        assertThat(Query.parse("n=12").number("n")).isEqualTo(12);
        assertThat(Query.parse("n=-1").number("n")).isEqualTo(-1);
        assertThat(Query.parse("n=").number("n")).isZero();
        assertThatThrownBy(() -> Query.parse("n=x").number("n"))
                .isInstanceOf(BadRequest.class)
                .hasMessage("invalid value for parameter n: \"x\" is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "%zz=1"})
    void brokenEscapesAreRefused(String raw) {
        assertThatThrownBy(() -> Query.parse(raw))
                .isInstanceOf(BadRequest.class)
                .hasMessage("invalid URL escape in query");
    }
}
