package io.flotilla.proxy.testing;

import io.flotilla.proxy.transport.EngineRequest;
import io.flotilla.proxy.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What goes wrong, or otherwise than usual, at a fake engine. Patterns match {@code GET /containers/json?all=1}. */
public final class FakeFaults {
    private final String address;
    private final Map<Pattern, Function<EngineRequest, FakeAnswer>> answers = new ConcurrentHashMap<>();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;
    private volatile boolean silent;

    FakeFaults(String address) {
        this.address = address;
    }

    /** Requests that wait until they are let go. The engine's answer was made before they wait. */
    public static final class Hold {
        private final Pattern pattern;
        private final Semaphore arrived = new Semaphore(0);
        private final CountDownLatch open = new CountDownLatch(1);

        private Hold(Pattern pattern) {
            this.pattern = pattern;
        }

        /** Waits until one more request is held. */
        public void awaitRequest() {
            try {
                if (!arrived.tryAcquire(10, java.util.concurrent.TimeUnit.SECONDS)) {
                    throw new AssertionError("no request matched " + pattern);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        public void release() {
            open.countDown();
        }
    }

    /** Whether connections are refused from now on. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** Whether connections are taken but no request is answered (at once a time-out) from now on. */
    public void freeze(boolean on) {
        silent = on;
    }

    /** Answers such requests so; the latest pattern wins. */
    public void answer(String pattern, Function<EngineRequest, FakeAnswer> answer) {
        answers.put(Pattern.compile(pattern), answer);
    }

    public void fail(String pattern, int status, String message) {
        answer(pattern, _ -> FakeAnswer.error(status, message));
    }

    /** Undoes all {@link #answer} and {@link #fail}. */
    public void heal() {
        answers.clear();
    }

    /** Holds the answers of such requests back. */
    public Hold hold(String pattern) {
        Hold hold = new Hold(Pattern.compile(pattern));
        holds.add(hold);
        return hold;
    }

    void connect() {
        if (refusing) {
            throw new TransportException.Refused(address, null);
        }
        if (silent) {
            throw new TransportException.TimedOut(address, "response", Duration.ofSeconds(5), false);
        }
    }

    Optional<FakeAnswer> scripted(String line, EngineRequest request) {
        List<FakeAnswer> found = new ArrayList<>();
        answers.forEach((pattern, answer) -> {
            if (pattern.matcher(line).find()) {
                found.add(answer.apply(request));
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    void pass(String line) {
        for (Hold hold : holds) {
            if (hold.pattern.matcher(line).find() && hold.open.getCount() > 0) {
                hold.arrived.release();
                try {
                    hold.open.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    throw new TransportException.Broken(address, "interrupted", null);
                }
            }
        }
    }
}
