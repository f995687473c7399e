package io.flotilla.proxy.engine;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.testing.FakeEngine;
import io.flotilla.proxy.testing.FakeEngines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManyEnginesTest {

    @Test
    void twoHundredEnginesWithTheirContainers() {
        FakeEngines engines = new FakeEngines();
        Set<String> addresses = new HashSet<>();
        List<FakeEngine> fakes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String address = "10.1." + i + ".1:2375";
            FakeEngine fake = engines.add(address, "node-" + i);
            for (int c = 0; c < 10; c++) {
                fake.run("c" + i + "-" + c);
            }
            addresses.add(address);
            fakes.add(fake);
        }
        ClusterState state = new ClusterState();
        long start = System.nanoTime();
        try (EngineRegistry registry =
                new EngineRegistry(state, engines, EngineSettings.defaults(), EngineListener.none(), Ticker.system())) {
            registry.setAddresses(addresses);
            eventually(
                    "all healthy",
                    () -> state.engines().stream().filter(EngineView::healthy).count() == 200);
            assertThat(state.containers().all()).hasSize(2000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            registry.setAddresses(Set.of());
            assertThat(state.containers().all()).isEmpty();
        }
        assertThat(fakes).allMatch(f -> f.events().listeners() == 0);
    }
}
