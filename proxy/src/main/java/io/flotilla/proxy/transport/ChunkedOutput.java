package io.flotilla.proxy.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Sends a body as chunks, each with one write: the source reads into the middle of the frame. */
final class ChunkedOutput {
    private static final int SIZE_ROOM = 10;
    private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final byte[] frame;

    ChunkedOutput(Connection connection, int largest) {
        this.connection = connection;
        this.frame = new byte[SIZE_ROOM + largest + 2];
    }

    /** Takes the next piece from a source, without sending it; the count is -1 at the source's end. */
    int fill(InputStream source) throws IOException {
        return source.read(frame, SIZE_ROOM, frame.length - SIZE_ROOM - 2);
    }

    /** Sends what was filled in. */
    void send(int count) throws IOException {
        byte[] size = Integer.toHexString(count).getBytes(StandardCharsets.US_ASCII);
        int start = SIZE_ROOM - 2 - size.length;
        System.arraycopy(size, 0, frame, start, size.length);
        lineEnd(SIZE_ROOM - 2);
        lineEnd(SIZE_ROOM + count);
        connection.write(frame, start, SIZE_ROOM - start + count + 2);
    }

    void finish() throws IOException {
        connection.write(LAST, 0, LAST.length);
    }

    private void lineEnd(int at) {
        frame[at] = '\r';
        frame[at + 1] = '\n';
    }
}
