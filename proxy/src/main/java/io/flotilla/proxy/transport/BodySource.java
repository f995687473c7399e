package io.flotilla.proxy.transport;

import java.io.EOFException;
import java.io.IOException;

/** A response body without its transfer coding. One thread at a time. */
abstract class BodySource {
    final Connection connection;

    BodySource(Connection connection) {
        this.connection = connection;
    }

    static BodySource of(Framing framing, Connection connection) {
        return switch (framing.kind()) {
            case NONE -> new Fixed(connection, 0);
            case FIXED -> new Fixed(connection, framing.length());
            case CHUNKED -> new ChunkedSource(connection);
            case UNTIL_CLOSE -> new UntilClose(connection);
        };
    }

    /** At least one byte, or -1 at the end. */
    abstract int read(byte[] target, int offset, int length) throws IOException;

    /** Bytes that can be read without waiting. */
    abstract int available();

    /** Whether the end is known to be reached. */
    abstract boolean ended();

    static EOFException cutShort() {
        return new EOFException("it ended in the middle of the answer");
    }

    private static final class Fixed extends BodySource {
        private long remaining;

        Fixed(Connection connection, long length) {
            super(connection);
            remaining = length;
        }

        @Override
        int read(byte[] target, int offset, int length) throws IOException {
            if (remaining == 0) {
                return -1;
            }
            int count = connection.read(target, offset, (int) Math.min(length, remaining));
            if (count < 0) {
                throw cutShort();
            }
            remaining -= count;
            return count;
        }

        @Override
        int available() {
            return (int) Math.min(remaining, connection.buffered());
        }

        @Override
        boolean ended() {
            return remaining == 0;
        }
    }

    private static final class UntilClose extends BodySource {
        private boolean ended;

        UntilClose(Connection connection) {
            super(connection);
        }

        @Override
        int read(byte[] target, int offset, int length) throws IOException {
            int count = connection.read(target, offset, length);
            ended = count < 0;
            return count;
        }

        @Override
        int available() {
            return connection.buffered();
        }

        @Override
        boolean ended() {
            return ended;
        }
    }
}
