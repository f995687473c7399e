package io.flotilla.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryUrlTest {

    @ParameterizedTest
    @CsvSource({
        "'a:1,b:2', nodes, 'a:1,b:2'",
        "nodes://a:1, nodes, a:1",
        "file:///etc/nodes, file, /etc/nodes",
        "file://nodes.txt, file, nodes.txt",
        "consul://h:8500/pre, consul, h:8500/pre",
        "x://y://z, x, y://z",
        "'', nodes, ''",
    })
    void schemeAndRest(String text, String scheme, String rest) {
        assertThat(DiscoveryUrl.parse(text)).isEqualTo(new DiscoveryUrl(scheme, rest));
    }
}
