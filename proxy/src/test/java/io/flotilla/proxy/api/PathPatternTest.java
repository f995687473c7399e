package io.flotilla.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    private static final PathPattern INSPECT = PathPattern.of("/containers/{name}/json");

    @ParameterizedTest
    @CsvSource({
        "/containers/web/json, web",
        "/containers/node-1/web/json, node-1/web",
        "/containers/node-1%2Fweb/json, node-1/web",
        "/containers/json/json, json",
        "/containers/create/json, create",
        "/containers/v1.41/json, v1.41",
        "/containers/a/json/json, a/json",
        "/containers/%2e%2E/json, ..",
        "/containers/a+b/json, a+b",
        "/containers/a%20b/json, a b",
        "/containers/%C3%A9/json, é",
        "/containers/é/json, é",
        "/containers/100%25/json, 100%",
    })
    void findsTheNameAndDecodesItOnce(String path, String name) {
        assertThat(INSPECT.match(path)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/containers/json",
                "/containers//json",
                "/containers/web",
                "/containers/web/json/",
                "/x/web/json"
            })
    void doesNotFitOtherPaths(String path) {
        assertThat(INSPECT.match(path)).isEmpty();
    }

    @Test
    void aPatternWithoutVariableFitsExactly() {
        assertThat(PathPattern.of("/info").match("/info")).contains("");
        assertThat(PathPattern.of("/info").match("/info/")).isEmpty();
    }

    @Test
    void aVariableAtTheEndTakesTheRest() {
        assertThat(PathPattern.of("/volumes/{name}").match("/volumes/a/b")).contains("a/b");
        assertThat(PathPattern.of("/volumes/{name}").match("/volumes/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%ff", "a%C3"})
    void brokenEscapesAreRefused(String name) {
        assertThatThrownBy(() -> INSPECT.match("/containers/" + name + "/json"))
                .isInstanceOf(BadRequest.class)
                .hasMessage("invalid URL escape in path");
    }
}
