package io.flotilla.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it is told, one line each: {@code [a:1, b:2]} or {@code error: ...}. */
public final class Recorder implements DiscoveryListener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void onEntries(List<Entry> entries) {
        lines.add(entries.toString());
    }

    @Override
    public void onError(String text) {
        lines.add("error: " + text);
    }

    /** The next line, waiting for it. */
    public String next() throws InterruptedException {
        String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return line == null ? "nothing" : line;
    }

    /** Whether nothing comes for a while. */
    public boolean silentFor(Duration duration) throws InterruptedException {
        return lines.poll(duration.toMillis(), TimeUnit.MILLISECONDS) == null;
    }
}
