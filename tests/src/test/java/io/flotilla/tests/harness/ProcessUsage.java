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
        long sockets = 0;
        for (Path descriptor : entries("fd")) {
            try {
                if (Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) {
                    sockets++;
                }
            } catch (IOException e) {
                continue; // closed meanwhile
            }
        }
        return sockets;
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
