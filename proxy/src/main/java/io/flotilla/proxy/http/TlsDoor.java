package io.flotilla.proxy.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.util.PooledAdaptor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.PushBackStreamSourceConduit;
import org.xnio.ssl.SslConnection;

/**
 * Looks at the first byte of a connection before TLS starts, to tell those who speak plain HTTP in words what is wrong.
 * Runs on the I/O thread of the connection.
 */
final class TlsDoor {
    private static final int HANDSHAKE_RECORD = 0x16;
    private static final int PATIENCE_SECONDS = 30;
    private static final byte[] PLAIN_ANSWER = Farewell.badRequest("Client sent an HTTP request to an HTTPS server.");

    private final UndertowXnioSsl ssl;
    private final OptionMap options;
    private final ByteBufferPool buffers;

    TlsDoor(UndertowXnioSsl ssl, OptionMap options, ByteBufferPool buffers) {
        this.ssl = ssl;
        this.options = options;
        this.buffers = buffers;
    }

    /** Calls {@code secured} when TLS may start; otherwise ends the connection. */
    void enter(StreamConnection channel, Consumer<StreamConnection> secured) {
        var silence = channel.getIoThread()
                .executeAfter(() -> IoUtils.safeClose(channel), PATIENCE_SECONDS, TimeUnit.SECONDS);
        channel.getSourceChannel().setReadListener(source -> {
            PooledByteBuffer first = buffers.allocate();
            boolean handedOver = false;
            try {
                int count = source.read(first.getBuffer());
                if (count == 0) {
                    return;
                }
                silence.remove();
                source.suspendReads();
                source.setReadListener(null);
                if (count < 0) {
                    IoUtils.safeClose(channel);
                    return;
                }
                first.getBuffer().flip();
                if ((first.getBuffer().get(0) & 0xff) == HANDSHAKE_RECORD) {
                    handedOver = true;
                    secure(channel, first, secured);
                } else {
                    Farewell.say(channel, channel.getSinkChannel().getConduit(), PLAIN_ANSWER);
                }
            } catch (IOException e) {
                silence.remove();
                IoUtils.safeClose(channel);
            } finally {
                if (!handedOver) {
                    first.close();
                }
            }
        });
        channel.getSourceChannel().resumeReads();
    }

    private void secure(StreamConnection channel, PooledByteBuffer first, Consumer<StreamConnection> secured) {
        TlsFloor floor = TlsFloor.lay(channel);
        PushBackStreamSourceConduit source =
                new PushBackStreamSourceConduit(channel.getSourceChannel().getConduit());
        source.pushBack(new PooledAdaptor(first));
        channel.getSourceChannel().setConduit(source);
        SslConnection tls = ssl.wrapExistingConnection(channel, options, false);
        floor.guardedBy(ClientConnection.monitorOf(tls));
        secured.accept(tls);
    }
}
