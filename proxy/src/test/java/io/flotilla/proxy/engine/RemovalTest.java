package io.flotilla.proxy.engine;

import static io.flotilla.proxy.engine.EngineFixture.ADDRESS;
import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {
    @TempDir
    private Path dumps = Path.of("");

    private int dumped;

    /** Counts virtual threads too, which other means do not show. */
    private long threads() {
        Path dump = dumps.resolve("threads-" + dumped++);
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
            return Files.readAllLines(dump).stream()
                    .filter(line -> line.startsWith("#") && line.contains("engine " + ADDRESS))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEngineThatLeavesTakesItsThreadsAlong() {
        try (EngineFixture cluster = EngineFixture.quick()) {
            cluster.fake.run("web");
            for (int round = 0; round < 5; round++) {
                cluster.healthy();
                assertThat(threads()).isGreaterThanOrEqualTo(4);
                cluster.registry.setAddresses(Set.of());
                eventually("no threads", () -> threads() == 0);
            }
            assertThat(cluster.fake.events().listeners()).isZero();
        }
    }

    @Test
    void aHangingEngineDoesNotHoldUpLeaving() {
        try (EngineFixture cluster = EngineFixture.quick()) {
            cluster.fake.faults().hold("GET /info");
            cluster.start();
            eventually("hangs", () -> cluster.fake.requests().contains("GET /info"));
            cluster.registry.setAddresses(Set.of());
            assertThat(cluster.state.engines()).isEmpty();
            eventually("no threads", () -> threads() == 0);
        }
    }
}
