package io.flotilla.discovery.schemes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryException.BadNodeList;
import io.flotilla.discovery.DiscoveryException.SchemeUnavailable;
import io.flotilla.discovery.DiscoveryException.UnknownScheme;
import io.flotilla.discovery.DiscoverySettings;
import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.discovery.Recorder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveriesTest {
    private static final DiscoverySettings SETTINGS = new DiscoverySettings(Duration.ofSeconds(1), Map.of());

    private static Discovery create(String url) {
        return Discoveries.create(DiscoveryUrl.parse(url), SETTINGS);
    }

    @Test
    void staticListsReportOnceWhenStarted() throws InterruptedException {
        Recorder recorder = new Recorder();
        try (Discovery discovery = create("b:1,a[1:2]:2,,b:1")) {
            discovery.start(recorder);
            assertThat(recorder.next()).isEqualTo("[b:1, a1:2, a2:2]");
            assertThatThrownBy(() -> discovery.start(recorder)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aBadStaticListSaysWhatMayBeMissing() {
        assertThatThrownBy(() -> create("1234567890abcdef"))
                .isInstanceOf(BadNodeList.class)
                .hasMessage("address 1234567890abcdef: missing port in address, please check you are using the correct"
                        + " discovery (missing token:// ?)");
    }

    @Test
    void anUnknownSchemeIsNamedAsClassicSwarmDoes() {
        assertThatThrownBy(() -> create("mesos://a"))
                .isInstanceOf(UnknownScheme.class)
                .hasMessage("discovery service not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"consul", "etcd", "zk", "zookeeper", "embedded", "token"})
    void schemesWithoutAClientSayWhatToUseInstead(String scheme) {
        assertThatThrownBy(() -> create(scheme + "://host:1/path"))
                .isInstanceOf(SchemeUnavailable.class)
                .hasMessageStartingWith(scheme + " discovery is not available: ")
                .hasMessageContaining("nodes://");
    }
}
