package io.flotilla.proxy.testing;

import io.flotilla.proxy.transport.TransportException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A body that a test writes while it is read. */
final class FakeStream extends InputStream {
    private static final byte[] END = new byte[0];
    private static final byte[] BROKEN = new byte[0];

    private final String address;
    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private byte[] current = new byte[0];
    private int position;

    FakeStream(String address) {
        this.address = address;
    }

    void write(String text) {
        chunks.add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The engine ends the body properly. */
    void end() {
        chunks.add(END);
    }

    /** The connection breaks, from either side. */
    void cut() {
        chunks.add(BROKEN);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the two marks are known by identity
    public int read(byte[] buffer, int offset, int length) {
        while (position == current.length) {
            byte[] next = take();
            if (next == END || next == BROKEN) {
                chunks.add(next);
                if (next == END) {
                    return -1;
                }
                throw new TransportException.Broken(address, "connection reset", null);
            }
            current = next;
            position = 0;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() {
        cut();
    }

    private byte[] take() {
        try {
            return chunks.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return BROKEN;
        }
    }
}
