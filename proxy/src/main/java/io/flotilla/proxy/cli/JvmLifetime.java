package io.flotilla.proxy.cli;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A manager that runs until the process gets SIGTERM or SIGINT, then closes within seconds; the exit code is 0, unlike
 * in classic Swarm, which was killed at once and kept its leadership until it expired.
 */
final class JvmLifetime implements Lifetime {
    private static final Logger log = LoggerFactory.getLogger(JvmLifetime.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(8);

    @Override
    public void untilEnd(RunningManager manager) {
        Thread hook = Thread.ofPlatform().name("shutdown").unstarted(() -> closeAndHalt(manager));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            manager.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            removeAndClose(hook, manager);
        }
    }

    @Override
    public Phase cleaningUp(Runnable cleanUp) {
        Thread hook = Thread.ofPlatform().name("clean-up").unstarted(cleanUp);
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                return Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                return false;
            }
        };
    }

    /** Java's own exit code after a signal is 128 and more; a clean end is not a failure. */
    private static void closeAndHalt(RunningManager manager) {
        log.info("Stopping");
        Thread closer = Thread.ofVirtual().name("closer").start(manager::close);
        try {
            if (!closer.join(CLOSE_DEADLINE)) {
                log.warn("not everything could be closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void removeAndClose(Thread hook, RunningManager manager) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            manager.close();
        } catch (IllegalStateException _) {
            // The process is ending already and the hook closes.
        }
    }
}
