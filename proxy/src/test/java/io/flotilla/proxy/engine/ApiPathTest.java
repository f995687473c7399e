package io.flotilla.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.state.ApiVersion;
import org.junit.jupiter.api.Test;

class ApiPathTest {

    @Test
    void encodesWhatWouldChangeTheShape() {
        assertThat(ApiPath.of("images", "host:5000/a/b@sha256:0", "json").path())
                .isEqualTo("/images/host:5000%2Fa%2Fb@sha256:0/json");
        assertThat(ApiPath.of("containers", "a b?c#d%ü").path()).isEqualTo("/containers/a%20b%3Fc%23d%25%C3%BC");
    }

    @Test
    void putsVersionAndQueryAround() {
        ApiPath path = ApiPath.of("containers", "json").with("all", "1").with("filters", "{\"id\":[\"x&y\"]}");
        assertThat(path.target(ApiVersion.of(1, 41)))
                .isEqualTo("/v1.41/containers/json?all=1&filters=%7B%22id%22%3A%5B%22x%26y%22%5D%7D");
        assertThat(ApiPath.of("_ping").unversioned()).isEqualTo("/_ping");
        assertThat(ApiPath.of("logs").withRawQuery("a=%2F&b").unversioned()).isEqualTo("/logs?a=%2F&b");
    }
}
