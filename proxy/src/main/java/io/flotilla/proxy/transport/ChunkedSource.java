package io.flotilla.proxy.transport;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.HexFormat;

/**
 * A chunked body. Chunk borders vanish; a read goes on into the next chunk as long as that needs no waiting. Trailers
 * are read and dropped: Docker sends none.
 */
final class ChunkedSource extends BodySource {
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_DIGITS = 15;

    private enum State {
        FIRST_SIZE,
        DATA,
        NEXT_SIZE,
        TRAILERS,
        END
    }

    private State state = State.FIRST_SIZE;
    private long remaining;

    ChunkedSource(Connection connection) {
        super(connection);
    }

    @Override
    int read(byte[] target, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (state != State.DATA && done > 0 && !sizeBuffered()) {
                return done;
            }
            switch (state) {
                case FIRST_SIZE -> readSize();
                case NEXT_SIZE -> {
                    if (!HeadReader.line(connection, 1).isEmpty()) {
                        throw new ProtocolException("it sent a chunk longer than announced");
                    }
                    readSize();
                }
                case DATA -> {
                    if (done > 0 && connection.buffered() == 0) {
                        return done;
                    }
                    done += readData(target, offset + done, length - done);
                }
                case TRAILERS -> readTrailers();
                case END -> {
                    return done == 0 ? -1 : done;
                }
            }
        }
        return done;
    }

    /** The line end of the chunk before and the size line, when both are here already. */
    private boolean sizeBuffered() {
        return state == State.NEXT_SIZE && connection.buffersLines(2);
    }

    private int readData(byte[] target, int offset, int length) throws IOException {
        int count = connection.read(target, offset, (int) Math.min(length, remaining));
        if (count < 0) {
            throw cutShort();
        }
        remaining -= count;
        if (remaining == 0) {
            state = State.NEXT_SIZE;
        }
        return count;
    }

    private void readSize() throws IOException {
        String line = HeadReader.line(connection, LONGEST_LINE);
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new ProtocolException("it sent a malformed chunk size");
        }
        remaining = Long.parseLong(digits, 16);
        state = remaining == 0 ? State.TRAILERS : State.DATA;
    }

    private void readTrailers() throws IOException {
        for (int count = 0; !HeadReader.line(connection, LONGEST_LINE).isEmpty(); count++) {
            if (count == HeadReader.MAX_FIELDS) {
                throw new ProtocolException("it sent more than " + HeadReader.MAX_FIELDS + " trailer fields");
            }
        }
        state = State.END;
    }

    @Override
    int available() {
        return state == State.DATA ? (int) Math.min(remaining, connection.buffered()) : 0;
    }

    @Override
    boolean ended() {
        return state == State.END;
    }
}
