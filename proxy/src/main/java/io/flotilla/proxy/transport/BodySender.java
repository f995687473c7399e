package io.flotilla.proxy.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a streamed body while somebody else reads the answer.
 *
 * <p>When the body itself fails (the client went away) the connection is cut, so that the engine sees an upload that
 * broke off and never one that ended. When the engine stops taking the body nothing is done: its answer may be under
 * way, and the reader finds out.
 */
final class BodySender implements Runnable {
    private static final int PIECE = 32 * 1024;
    private static final long SETTLE_MILLIS = 500;

    private final RequestBody.Streamed body;
    private final Connection connection;
    private final Runnable onSent;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Thread runner;
    private boolean stopped;
    private volatile boolean exhausted;
    private volatile boolean complete;
    private volatile @Nullable Exception bodyFailure;

    /** A sender whose {@code onSent} runs after the last byte went out. */
    BodySender(RequestBody.Streamed body, Connection connection, Runnable onSent) {
        this.body = body;
        this.connection = connection;
        this.onSent = onSent;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            if (body.length() < 0 ? sendChunked() : sendFixed()) {
                complete = true;
                onSent.run();
            }
        } catch (IOException e) {
            // The engine takes no more. Its answer, or the lack of one, says why.
        } finally {
            synchronized (this) {
                runner = null;
            }
            done.countDown();
        }
    }

    private synchronized boolean begin() {
        runner = Thread.currentThread();
        return !stopped;
    }

    private boolean sendChunked() throws IOException {
        ChunkedOutput output = new ChunkedOutput(connection, PIECE);
        while (true) {
            int count;
            try {
                count = output.fill(body.in());
            } catch (IOException | RuntimeException e) {
                return broken(e);
            }
            if (count < 0) {
                exhausted = true;
                output.finish();
                return true;
            }
            if (count > 0) {
                output.send(count);
            }
        }
    }

    private boolean sendFixed() throws IOException {
        InputStream in = body.in();
        byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, body.length()))];
        long remaining = body.length();
        exhausted = remaining == 0;
        while (remaining > 0) {
            int count;
            try {
                count = in.read(piece, 0, (int) Math.min(piece.length, remaining));
                if (count < 0) {
                    throw new EOFException(remaining + " of " + body.length() + " bytes are missing");
                }
            } catch (IOException | RuntimeException e) {
                return broken(e);
            }
            remaining -= count;
            exhausted = remaining == 0;
            connection.write(piece, 0, count);
        }
        return true;
    }

    private boolean broken(Exception cause) {
        bodyFailure = cause;
        connection.close();
        return false;
    }

    /** Why the body could not be read, if that is what happened. */
    Optional<Exception> bodyFailure() {
        return Optional.ofNullable(bodyFailure);
    }

    /** Whether all is sent. Waits a moment when only the last write is under way. */
    boolean sent() {
        if (!complete && exhausted) {
            try {
                boolean ignored = done.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return complete;
    }

    /** Stops reading the body; the connection has to be cut as well, to wake a blocked write. */
    void stop() {
        synchronized (this) {
            stopped = true;
            if (runner != null) {
                runner.interrupt();
            }
        }
    }
}
