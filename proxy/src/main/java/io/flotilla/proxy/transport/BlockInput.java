package io.flotilla.proxy.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** An input stream made by saying how a block is read. */
public abstract class BlockInput extends InputStream {

    /** Waits for at least one byte and reads what is there, at most {@code length} (1 or more); -1 at the end. */
    protected abstract int readBlock(byte[] target, int offset, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return readBlock(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        return length == 0 ? 0 : readBlock(target, offset, length);
    }
}
