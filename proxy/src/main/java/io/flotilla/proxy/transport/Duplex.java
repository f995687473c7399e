package io.flotilla.proxy.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A raw connection in both directions with half-close, as left over by a hijack. One reader and one writer thread. */
public interface Duplex extends AutoCloseable {

    InputStream in();

    /** Unbuffered: what is written leaves at once. */
    OutputStream out();

    /** Tells the other side that nothing more comes; reading goes on. */
    void shutdownOutput() throws IOException;

    /** Cuts both directions and wakes whoever is blocked on them. Twice is fine. */
    @Override
    void close();
}
