package io.flotilla.proxy.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of one connection: cuts it when what is waited for does not come in time.
 *
 * <p>Arming happens before every blocking read, so it has to cost next to nothing: it only writes down when the wait
 * ends. The timer's task stays where it is and looks again when it fires. Safe for any thread.
 */
final class Alarm {
    /** What was waited for, in words that follow "gave no". */
    record Wait(String what, Duration limit, boolean connecting) {}

    private final Runnable cut;
    private @Nullable Wait wait;
    private @Nullable Wait expired;
    private @Nullable Future<?> check;
    private boolean stopped;
    private long due;
    private long checkAt;

    Alarm(Runnable cut) {
        this.cut = cut;
    }

    /** Starts a wait, which replaces the one before; a limit of zero waits without end. */
    synchronized void arm(Wait next) {
        if (stopped || next.limit().isZero()) {
            wait = null;
            return;
        }
        wait = next;
        due = System.nanoTime() + next.limit().toNanos();
        if (check == null || checkAt - due > 0) {
            checkAfter(next.limit());
        }
    }

    synchronized void disarm() {
        wait = null;
    }

    /** Drops the timer's task for good. */
    synchronized void stop() {
        stopped = true;
        wait = null;
        if (check != null) {
            check.cancel(false);
            check = null;
        }
    }

    /** The wait that took too long, after which the connection is cut. */
    synchronized Optional<Wait> expired() {
        return Optional.ofNullable(expired);
    }

    private synchronized void checkAfter(Duration delay) {
        if (check != null) {
            check.cancel(false);
        }
        checkAt = System.nanoTime() + delay.toNanos();
        check = Timers.after(delay, this::look);
    }

    private void look() {
        synchronized (this) {
            check = null;
            if (wait == null) {
                return;
            }
            long left = due - System.nanoTime();
            if (left > 0) {
                checkAfter(Duration.ofNanos(left));
                return;
            }
            expired = wait;
        }
        cut.run();
    }
}
