package io.flotilla.proxy.cluster;

import io.flotilla.proxy.transport.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Feeds one stream to several readers at once with bounded memory. A reader that was closed drops out; one that takes
 * nothing for too long is cut off, so that a hanging engine does not hold up the others.
 */
final class Tee {
    private static final int CHUNK = 128 * 1024;
    private static final int QUEUED = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] END = new byte[0];
    private final List<Branch> branches = new ArrayList<>();

    /** A new reader; to be made before {@link #pour}. */
    InputStream branch() {
        Branch branch = new Branch();
        branches.add(branch);
        return branch;
    }

    /** Reads the source to its end; a failure of it reaches all readers and is thrown. */
    void pour(InputStream source) throws IOException {
        try {
            while (branches.stream().anyMatch(b -> !b.done)) {
                byte[] chunk = source.readNBytes(CHUNK);
                if (chunk.length == 0) {
                    branches.forEach(b -> b.offer(END));
                    return;
                }
                branches.forEach(b -> b.offer(chunk));
            }
        } catch (IOException | RuntimeException e) {
            // An engine as the source fails with unchecked exceptions; a reader that is not told would wait for ever.
            IOException cause = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
            branches.forEach(b -> b.breakOff(cause));
            throw e;
        }
    }

    private static final class Branch extends BlockInput {
        private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUED);
        private byte[] current = END;
        private int position;
        private boolean ended;
        private volatile boolean done;
        private volatile IOException failure = new IOException("the copy of the upload broke off");
        private volatile boolean broken;

        void offer(byte[] chunk) {
            try {
                if (!done && !queue.offer(chunk, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    breakOff(new IOException("the engine took no data for " + PATIENCE.toSeconds() + " s"));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                breakOff(new InterruptedIOException("interrupted"));
            }
        }

        void breakOff(IOException cause) {
            failure = cause;
            broken = true;
            done = true;
            queue.clear();
            queue.offer(END);
        }

        @Override
        protected int readBlock(byte[] target, int offset, int length) throws IOException {
            if (position == current.length && !ended) {
                next();
            }
            if (ended) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, target, offset, count);
            position += count;
            return count;
        }

        private void next() throws IOException {
            if (broken) {
                throw failure;
            }
            try {
                current = queue.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            position = 0;
            if (broken) {
                throw failure;
            }
            ended = current.length == 0;
        }

        /** The reader wants no more; the others go on. */
        @Override
        public void close() {
            done = true;
            queue.clear();
        }
    }
}
