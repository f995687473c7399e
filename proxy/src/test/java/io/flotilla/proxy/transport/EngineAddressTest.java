package io.flotilla.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineAddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:2375, 10.0.0.1:2375, 10.0.0.1:2375",
        "tcp://node-1.example:2376, node-1.example:2376, node-1.example:2376",
        "tcp://[::1]:2375/, [::1]:2375, [::1]:2375",
        "[fe80::1%1]:1, [fe80::1%1]:1, [fe80::1]:1",
        "unix:///var/run/docker.sock, unix:///var/run/docker.sock, docker"
    })
    void showsWhatItRead(String text, String shown, String hostHeader) {
        EngineAddress address = EngineAddress.parse(text);
        assertThat(address).hasToString(shown);
        assertThat(address.hostHeader()).isEqualTo(hostHeader);
        assertThat(EngineAddress.parse(shown)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "node | the port is missing",
                "node: | '' is not a port number",
                "node:http | 'http' is not a port number",
                "node:0 | port 0 is not between",
                "node:65536 | port 65536 is not between",
                "::1:2375 | needs brackets",
                "[::1] | expected [IPv6 address]:port",
                "[nonsense:1]:2375 | Invalid",
                ":2375 | '' is not a host name",
                "no de:2375 | 'no de' is not a host name",
                "ssh://node:22 | expected host:port, tcp://host:port or unix:///path",
                "unix://relative | starts with '/'"
            })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> EngineAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("engine address '" + text + "': ")
                .hasMessageContaining(reason);
    }

    @Test
    void unixPathsAreKept() {
        assertThat(EngineAddress.parse(" unix:///a/b.sock ")).isEqualTo(new EngineAddress.Unix(Path.of("/a/b.sock")));
    }
}
