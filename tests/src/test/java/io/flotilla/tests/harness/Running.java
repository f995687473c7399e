package io.flotilla.tests.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A started program whose output is collected while it runs. Closing it ends it. */
public final class Running implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final String command;
    private final Process process;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread outReader;
    private final Thread errReader;

    Running(String command, Process process) {
        this.command = command;
        this.process = process;
        outReader = Thread.startVirtualThread(() -> collect(process.getInputStream(), out));
        errReader = Thread.startVirtualThread(() -> collect(process.getErrorStream(), err));
    }

    /** Both threads use the buffers at once; their methods are synchronized. */
    private static void collect(InputStream from, ByteArrayOutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException e) {
            to.writeBytes(("[output lost: " + e.getMessage() + "]").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void note(String text) {
        err.writeBytes(("\n[" + text + "]\n").getBytes(StandardCharsets.UTF_8));
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Writes to the program's input. It may have ended already: then nobody minds. */
    public void write(byte[] bytes) {
        try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
        } catch (IOException e) {
            note("input not taken: " + e.getMessage());
        }
    }

    public void type(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            note("input not closed: " + e.getMessage());
        }
    }

    /** Waits until the output has the text. */
    public Running shows(String text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!out().contains(text)) {
            if (System.nanoTime() > end || (!outReader.isAlive() && !out().contains(text))) {
                throw new AssertionError("never showed '" + text + "': " + result(-1));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return this;
    }

    public void signal(String name) {
        Command.of("kill", "-" + name, Long.toString(pid())).run().text();
    }

    /** Waits for its end. */
    public Result end(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end within " + patience + ": " + result(-1));
            }
            outReader.join(Duration.ofSeconds(5));
            errReader.join(Duration.ofSeconds(5));
            return result(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + result(-1), e);
        }
    }

    public Result end() {
        return end(PATIENCE);
    }

    private Result result(int exit) {
        return new Result(command, exit, out(), err());
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
