package io.flotilla.scheduler.filter;

import static io.flotilla.scheduler.TestNode.node;
import static io.flotilla.scheduler.filter.Placing.UNABLE;
import static io.flotilla.scheduler.filter.Placing.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.PortBinding;
import io.flotilla.scheduler.PlacementRequest.Ports;
import io.flotilla.scheduler.TestNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortFilterTest {
    private final TestNode n1 = node("n1")
            .claim("", 8080, "tcp")
            .claim("10.0.0.1", 9090, "tcp")
            .claim("0.0.0.0", 53, "udp")
            .claim("::", 8001, "tcp")
            .hostPort("80/tcp");
    private final TestNode n2 = node("n2").claim("", 8000, "tcp").claim("", 8001, "tcp");

    private static PlacementRequest bridge(PortBinding... bindings) {
        return PlacementRequest.ANY.withPorts(new Ports(false, List.of("80/tcp"), List.of(bindings)));
    }

    private static PlacementRequest host(String... exposed) {
        return PlacementRequest.ANY.withPorts(new Ports(true, List.of(exposed), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "80/tcp, '', 8080, n2",
        "80, '', 8080, n2",
        "80/tcp, 10.0.0.9, 8080, n2",
        "80/udp, '', 8080, n1 n2",
        "80/tcp, 10.0.0.1, 9090, n2",
        "80/tcp, 10.0.0.2, 9090, n1 n2",
        "80/tcp, 0.0.0.0, 9090, n2",
        "80/tcp, ::, 9090, n2",
        "53/udp, 10.0.0.1, 53, n2",
        "53/tcp, 10.0.0.1, 53, n1 n2",
        "80/tcp, '', '', n1 n2",
        "80/tcp, '', 0, n1 n2",
        "80/tcp, '', 80, n1 n2",
        "80/tcp, '', 8000-8001, n1",
        "80/tcp, '', 8000-8002, n1 n2",
        "80/tcp, '', 8080-8080, n2",
        "80/tcp, '', nonsense, n1 n2",
    })
    void publishedPorts(String containerPort, String hostIp, String hostPort, String nodes) {
        assertThat(place(bridge(new PortBinding(containerPort, hostIp, hostPort)), n1, n2))
                .isEqualTo(nodes);
    }

    @Test
    void portsInTheHostNetworkConflictOnlyAmongThemselves() {
        assertThat(place(host("80/tcp"), n1, n2)).isEqualTo("n2");
        assertThat(place(host("80/udp"), n1, n2)).isEqualTo("n1 n2");
        assertThat(place(host("8080/tcp"), n1, n2)).isEqualTo("n1 n2");
        assertThat(place(host(), n1, n2)).isEqualTo("n1 n2");
    }

    @Test
    void failuresNameThePorts() {
        PortBinding[] bindings = Stream.of("8080", "8000", "")
                .map(port -> new PortBinding("80/tcp", "", port))
                .toArray(PortBinding[]::new);
        assertThat(place(bridge(bindings), n1, n2))
                .isEqualTo(UNABLE + "\n[port 8080 (Bridge mode) port 8000 (Bridge mode) port  (Bridge mode)]");
        assertThat(place(host("80/tcp", "81/tcp"), n1))
                .isEqualTo(UNABLE + "\n[port 80/tcp (Host mode) port 81/tcp (Host mode)]");
    }
}
