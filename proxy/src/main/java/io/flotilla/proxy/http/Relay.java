package io.flotilla.proxy.http;

import io.flotilla.proxy.lifecycle.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

/** Copies between two connections in both directions; the end of one direction is passed on as a half-close. */
final class Relay {
    private static final int FIRST_BUFFER = 8 * 1024;
    private static final int LARGEST_BUFFER = 128 * 1024;

    private final SocketChannel left;
    private final SocketChannel right;

    Relay(SocketChannel left, SocketChannel right) {
        this.left = left;
        this.right = right;
    }

    /** Returns when both directions have ended, or one has failed. The caller closes both connections. */
    void run(Scope scope) throws IOException {
        CountDownLatch otherDirection = new CountDownLatch(1);
        scope.start("relay-back", () -> {
            try {
                copy(right, left);
            } finally {
                otherDirection.countDown();
            }
        });
        copy(left, right);
        try {
            otherDirection.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(SocketChannel from, SocketChannel to) {
        // Heap memory: the JDK reads through a native buffer per carrier thread, so that idle relays stay small.
        ByteBuffer buffer = ByteBuffer.allocate(FIRST_BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                boolean full = !buffer.hasRemaining();
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer = full && buffer.capacity() < LARGEST_BUFFER
                        ? ByteBuffer.allocate(buffer.capacity() * 4)
                        : buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            cut();
        }
    }

    private void cut() {
        for (SocketChannel end : new SocketChannel[] {left, right}) {
            try {
                end.close();
            } catch (IOException e) {
                // The other direction notices by itself.
            }
        }
    }
}
