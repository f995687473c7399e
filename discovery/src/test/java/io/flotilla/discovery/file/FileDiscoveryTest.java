package io.flotilla.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.discovery.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiscoveryTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration FAST = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private final Recorder recorder = new Recorder();

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("nodes"), content);
    }

    @Test
    void commentsEmptyLinesRangesAndDuplicates() throws Exception {
        Path path = file("# head\n\n  10.0.0.1:2375  # first\nnode[1:2]:2375\r\n#b:1\n10.0.0.1:2375\n");
        try (FileDiscovery discovery = new FileDiscovery(path, NEVER, FAST)) {
            discovery.start(recorder);
            assertThat(recorder.next()).isEqualTo("[10.0.0.1:2375, node1:2375, node2:2375]");
        }
    }

    @Test
    void anEmptyFileIsAnEmptySet() throws Exception {
        try (FileDiscovery discovery = new FileDiscovery(file(""), NEVER, FAST)) {
            discovery.start(recorder);
            assertThat(recorder.next()).isEqualTo("[]");
        }
    }

    @Test
    void aBadLineIsReportedAndDoesNotBlockTheOthers() throws Exception {
        Path path = file("a:1\nbad\nb:1\n");
        try (FileDiscovery discovery = new FileDiscovery(path, NEVER, FAST)) {
            discovery.start(recorder);
            assertThat(recorder.next())
                    .isEqualTo("error: file '" + path + "' line 2: address bad: missing port in address");
            assertThat(recorder.next()).isEqualTo("[a:1, b:1]");
        }
    }

    @Test
    void changesAreSeenPromptlyAlsoByRename() throws Exception {
        Path path = file("a:1");
        try (FileDiscovery discovery = new FileDiscovery(path, NEVER, FAST)) {
            discovery.start(recorder);
            assertThat(recorder.next()).isEqualTo("[a:1]");
            file("a:1\nb:1");
            assertThat(recorder.next()).isEqualTo("[a:1, b:1]");
            Path next = Files.writeString(folder.resolve("next"), "b:1\na:1");
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            assertThat(recorder.next()).as("order matters").isEqualTo("[b:1, a:1]");
        }
    }

    @Test
    void aFileWithoutAGoodLineKeepsTheEngines() throws Exception {
        Path path = file("a:1");
        try (FileDiscovery discovery = new FileDiscovery(path, NEVER, FAST)) {
            discovery.start(recorder);
            assertThat(recorder.next()).isEqualTo("[a:1]");
            file("garbage");
            assertThat(recorder.next()).startsWith("error: file");
            assertThat(recorder.silentFor(Duration.ofMillis(200))).isTrue();
        }
    }

    @Test
    void anUnreadableFileIsAnErrorAtEveryHeartbeatUntilItComes() throws Exception {
        Path path = folder.resolve("nodes");
        String text = "error: failed to read '" + path + "': open " + path + ": no such file or directory";
        try (FileDiscovery discovery = new FileDiscovery(path, Duration.ofMillis(200), FAST)) {
            discovery.start(recorder);
            assertThat(recorder.next()).isEqualTo(text);
            assertThat(recorder.next()).isEqualTo(text);
            file("a:1");
            String line = recorder.next();
            while (line.equals(text)) {
                line = recorder.next();
            }
            assertThat(line).isEqualTo("[a:1]");
        }
    }

    @Test
    void aFolderIsNoFile() throws Exception {
        try (FileDiscovery discovery = new FileDiscovery(folder, NEVER, FAST)) {
            discovery.start(recorder);
            assertThat(recorder.next())
                    .isEqualTo("error: failed to read '" + folder + "': read " + folder + ": is a directory");
        }
    }

    @Test
    void closeEndsTheThreadAndIsFineTwice() throws Exception {
        FileDiscovery discovery = new FileDiscovery(file("a:1"), NEVER, FAST);
        discovery.start(recorder);
        recorder.next();
        discovery.close();
        discovery.close();
        file("b:1");
        assertThat(recorder.silentFor(Duration.ofMillis(150))).isTrue();
        assertThatThrownBy(() -> discovery.start(recorder)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closeBeforeStartIsFine() throws Exception {
        FileDiscovery discovery = new FileDiscovery(file("a:1"), NEVER, FAST);
        discovery.close();
        assertThatThrownBy(() -> discovery.start(recorder)).isInstanceOf(IllegalStateException.class);
    }
}
