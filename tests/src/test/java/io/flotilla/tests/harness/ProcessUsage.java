package io.flotilla.tests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process holds, as the kernel counts it. */
public record ProcessUsage(long pid) {

    public long sockets() {
        return entries("fd").stream().filter(ProcessUsage::isSocket).count();
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    public long threads() {
        return entries("task").size();
    }

    public long residentMegabytes() {
        return megabytes("VmRSS:");
    }

    /** The most it ever had. */
    public long peakMegabytes() {
        return megabytes("VmHWM:");
    }

    private long megabytes(String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> entries(String directory) {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/" + directory))) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
