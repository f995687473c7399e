package io.flotilla.proxy.transport;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one daemon thread that cuts connections whose time is over. Tasks must be short and must not block. */
final class Timers {
    private static final ScheduledThreadPoolExecutor SHARED = create();

    private Timers() {}

    static Future<?> after(Duration delay, Runnable task) {
        return SHARED.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor create() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("transport-deadlines").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
