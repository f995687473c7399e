package io.flotilla.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.discovery.DiscoveryException.BadAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:2375, 10.0.0.1, 2375, 10.0.0.1:2375",
        "node_1-a:1, node_1-a, 1, node_1-a:1",
        "[2001:db8::1]:2375, 2001:db8::1, 2375, [2001:db8::1]:2375",
        "[10.0.0.1]:65535, 10.0.0.1, 65535, 10.0.0.1:65535",
        ":2375, '', 2375, :2375",
    })
    void goodAddresses(String text, String host, int port, String address) {
        assertThat(Entry.parse(text)).isEqualTo(new Entry(host, port));
        assertThat(Entry.parse(text).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, missing port in address",
        "'', missing port in address",
        "::1:2375, too many colons in address",
        "[::1, missing ']' in address",
        "[::1], missing port in address",
        "[::1]x:1, missing port in address",
        "[::1]:1:2, too many colons in address",
        "a]:1, unexpected ']' in address",
        "a[:1, unexpected '[' in address",
        "[a[b]:1, unexpected '[' in address",
        "a:0, invalid port",
        "a:65536, invalid port",
        "a:http, invalid port",
        "a:, invalid port",
        "a:-1, invalid port",
        "' a: 4000', invalid port",
    })
    void badAddressesHaveTheTextsOfClassicSwarm(String text, String reason) {
        assertThatThrownBy(() -> Entry.parse(text))
                .isInstanceOf(BadAddress.class)
                .hasMessage("address " + text + ": " + reason);
    }
}
