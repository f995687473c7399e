package io.flotilla.discovery.file;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryListener;
import io.flotilla.discovery.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses from a file, one or one range per line, {@code #} begins a comment.
 *
 * <p>A change is seen within a second, and the file is read every heartbeat in any case. Classic Swarm had only the
 * heartbeat, and one bad line blocked the whole file; here bad lines are reported and skipped. One virtual thread, ended
 * by {@link #close}.
 */
public final class FileDiscovery implements Discovery {
    private static final Logger log = LoggerFactory.getLogger(FileDiscovery.class);
    private static final Duration POLL = Duration.ofMillis(400);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);

    private final Path path;
    private final Duration heartbeat;
    private final Duration poll;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean used = new AtomicBoolean();
    private final Thread thread;
    private volatile Optional<DiscoveryListener> listener = Optional.empty();
    private Optional<AddressFile> reported = Optional.empty();

    public FileDiscovery(Path path, Duration heartbeat) {
        this(path, heartbeat, POLL);
    }

    /** @param poll how often the file's stamp is looked at; a change is seen after one to two polls */
    FileDiscovery(Path path, Duration heartbeat, Duration poll) {
        this.path = path;
        this.heartbeat = heartbeat;
        this.poll = poll.compareTo(heartbeat) < 0 ? poll : heartbeat;
        this.thread = Thread.ofVirtual().name("discovery-file").unstarted(this::watch);
    }

    @Override
    public void start(DiscoveryListener newListener) {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("started or closed before");
        }
        listener = Optional.of(newListener);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        if (!used.compareAndSet(false, true)) {
            thread.interrupt();
            joinThread();
        }
    }

    private void joinThread() {
        try {
            if (thread.getState() != Thread.State.NEW
                    && !thread.equals(Thread.currentThread())
                    && !thread.join(CLOSE_DEADLINE)) {
                log.warn("file discovery of path={} still runs after the deadline", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A new stamp counts only when it is the same twice in a row: an editor that truncates and then writes would
     * otherwise be read in between, and an empty set removes every engine.
     */
    private void watch() {
        FileStamp read = FileStamp.of(path);
        readAndReport();
        FileStamp seen = read;
        long lastRead = System.nanoTime();
        while (!waitClosed()) {
            FileStamp now = FileStamp.of(path);
            boolean changed = !now.equals(read) && now.equals(seen);
            seen = now;
            if (changed || System.nanoTime() - lastRead >= heartbeat.toNanos()) {
                readAndReport();
                read = now;
                lastRead = System.nanoTime();
            }
        }
    }

    private boolean waitClosed() {
        try {
            return closed.await(poll.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void readAndReport() {
        try {
            report(AddressFile.parse(Files.readString(path, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            tell(l -> l.onError("failed to read '" + path + "': " + reason(e)));
        }
    }

    private void report(AddressFile file) {
        Optional<AddressFile> before = reported;
        if (before.isPresent() && before.get().equals(file)) {
            return;
        }
        reported = Optional.of(file);
        for (String mistake : file.mistakes()) {
            tell(l -> l.onError("file '" + path + "' " + mistake));
        }
        List<Entry> entries = file.entries();
        if (!file.unusable() && !before.map(AddressFile::entries).equals(Optional.of(entries))) {
            tell(l -> l.onEntries(entries));
        }
    }

    private void tell(Consumer<DiscoveryListener> message) {
        if (closed.getCount() == 0) {
            return;
        }
        try {
            listener.ifPresent(message);
        } catch (RuntimeException e) {
            log.error("file discovery of path={}: listener failed", path, e);
        }
    }

    private String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "open " + path + ": no such file or directory";
            case AccessDeniedException _ -> "open " + path + ": permission denied";
            default -> Files.isDirectory(path) ? "read " + path + ": is a directory" : String.valueOf(e.getMessage());
        };
    }
}
