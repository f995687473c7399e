package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.ManagerProcess;
import io.flotilla.tests.harness.ProcessUsage;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gigabyte goes through the manager without staying in its memory. */
@ExtendWith(SharedCluster.class)
final class LargeCopyIT {
    private static final long SIZE = 1L << 30;
    private static final long MOST_MEGABYTES = 150;
    private final Cluster cluster;

    LargeCopyIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @Timeout(600)
    void aGigabyteIsCopiedBothWaysInBoundedMemory(@TempDir Path directory) throws IOException {
        Path big = directory.resolve("big");
        try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        String name = cluster.sleeper(cluster.lab().node(2));
        try (ManagerProcess manager = ManagerProcess.start(cluster.lab().addresses())) {
            Cluster own = Cluster.over(cluster.lab(), manager);
            own.awaitHealthy(cluster.lab().nodes());
            DockerCli docker = own.docker();
            docker.ok("exec", name, "true");
            ProcessUsage usage = manager.usage();
            long before = usage.residentMegabytes();

            docker.patiently(docker.command("cp", big.toString(), name + ":/big"))
                    .text();
            assertThat(docker.ok("exec", name, "stat", "-c", "%s", "/big")).isEqualTo(Long.toString(SIZE));
            long afterUpload = usage.peakMegabytes();
            docker.patiently(docker.command("cp", name + ":/big", "-").writing(Path.of("/dev/null")))
                    .text();
            long afterDownload = usage.peakMegabytes();

            assertThat(afterUpload - before).as("growth by upload in MB").isLessThan(MOST_MEGABYTES);
            assertThat(afterDownload - before).as("growth by download in MB").isLessThan(MOST_MEGABYTES);
        }
    }
}
