package io.flotilla.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
    private static final Set<String> KEYS = Set.of("name", "label", "dangling");

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":{\"a\":true,\"b\":true}}", "{\"name\":[\"a\",\"b\"]}"})
    void bothShapesAreTheSame(String json) {
        assertThat(Filters.parse(json, KEYS).all("name")).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "null", "{\"name\":[]}", "{\"name\":{}}"})
    void nothingAskedPassesEverything(String json) {
        Filters filters = Filters.parse(json, KEYS);
        assertThat(filters.has("name")).isFalse();
        assertThat(filters.exact("name", "x")).isTrue();
        assertThat(filters.matches("name", "x")).isTrue();
        assertThat(filters.prefix("name", "x")).isTrue();
        assertThat(filters.labels("label", Map.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"color\":[\"red\"]} | invalid filter 'color'",
                "[] | invalid filter: not a JSON object",
                "7 | invalid filter: not a JSON object",
                "{\"name\":\"a\"} | invalid filter: values must be a map or a list",
                "{\"name\":null} | invalid filter: values must be a map or a list",
            })
    void otherShapesAndKeysAreRefused(String json, String message) {
        assertThatThrownBy(() -> Filters.parse(json, KEYS))
                .isInstanceOf(BadRequest.class)
                .hasMessage(message);
    }

    @Test
    void brokenJsonIsRefused() {
        assertThatThrownBy(() -> Filters.parse("{\"name\":", KEYS))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("invalid filter: ");
    }

    @Test
    void valuesOfOneKeyAreAlternatives() {
        Filters filters = Filters.parse("{\"name\":[\"^web$\",\"db\"]}", KEYS);
        assertThat(filters.matches("name", "web")).isTrue();
        assertThat(filters.matches("name", "web2")).isFalse();
        assertThat(filters.matches("name", "mydb1")).isTrue();
        assertThat(filters.exact("name", "mydb1")).isFalse();
        assertThat(filters.prefix("name", "db1")).isTrue();
    }

    @Test
    void whatIsNoExpressionMatchesItself() {
        Filters filters = Filters.parse("{\"name\":[\"a(\"]}", KEYS);
        assertThat(filters.matches("name", "a(")).isTrue();
        assertThat(filters.matches("name", "a")).isFalse();
    }

    @Test
    void labelsMustAllHold() {
        Map<String, String> labels = Map.of("a", "1", "b", "", "c", "x=y");
        assertThat(labelled("a").labels("label", labels)).isTrue();
        assertThat(labelled("a=1\",\"b").labels("label", labels)).isTrue();
        assertThat(labelled("b=").labels("label", labels)).isTrue();
        assertThat(labelled("c=x=y").labels("label", labels)).isTrue();
        assertThat(labelled("a=2").labels("label", labels)).isFalse();
        assertThat(labelled("a\",\"z").labels("label", labels)).isFalse();
    }

    private static Filters labelled(String values) {
        return Filters.parse("{\"label\":[\"" + values + "\"]}", KEYS);
    }

    @Test
    void truthsAreGoTruths() {
        assertThat(Filters.parse("{\"dangling\":[\"1\"]}", KEYS).truth("dangling", false))
                .isTrue();
        assertThat(Filters.parse("{\"dangling\":[\"F\"]}", KEYS).truth("dangling", true))
                .isFalse();
        assertThat(Filters.parse("", KEYS).truth("dangling", true)).isTrue();
        assertThatThrownBy(
                        () -> Filters.parse("{\"dangling\":[\"maybe\"]}", KEYS).truth("dangling", true))
                .hasMessage("invalid filter 'dangling=[maybe]'");
    }
}
