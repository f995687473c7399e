package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/** An I/O thread that is held up in the middle of an event, as on a busy machine, loses nobody's next event. */
@Timeout(60)
final class TlsWakeUpTest {
    private static final int SIZE = 1 << 20;
    /** Small, so that the writer has to wait many times. */
    private static final int BUFFER = 32 * 1024;

    private static final long HELD_UP = TimeUnit.MILLISECONDS.toNanos(3);

    @TempDir
    Path directory;

    private XnioWorker worker;

    @BeforeEach
    void startThreads() throws IOException {
        worker = Xnio.getInstance(HttpFront.class.getClassLoader()).createWorker(FrontSettings.worker());
    }

    @AfterEach
    void stopThreads() {
        worker.shutdownNow();
    }

    @Test
    void aWriterIsWokenAlthoughTheLastEventIsNotOver() throws Exception {
        TestTls tls = new TestTls(directory);
        TlsDoor door = new TlsDoor(
                new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, tls.known()),
                FrontSettings.tls(new TlsTerms(tls.known(), true)),
                new DefaultByteBufferPool(true, FrontSettings.BUFFER_BYTES, -1, 0));
        try (AcceptingChannel<StreamConnection> server = worker.createStreamConnectionServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        from -> accept(from, door),
                        FrontSettings.socket());
                Socket plain = new Socket()) {
            server.resumeAccepts();
            plain.setReceiveBufferSize(BUFFER);
            plain.connect(server.getLocalAddress());
            SSLSocket secure =
                    (SSLSocket) tls.known().getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
            try (RawClient client = RawClient.of(secure)) {
                client.send("x");
                assertThat(client.in().readNBytes(SIZE)).hasSize(SIZE);
            }
        }
    }

    private static void accept(AcceptingChannel<StreamConnection> from, TlsDoor door) {
        try {
            StreamConnection channel = from.accept();
            if (channel != null) {
                channel.setOption(Options.SEND_BUFFER, BUFFER);
                channel.getSinkChannel()
                        .setConduit(new HeldUp(channel.getSinkChannel().getConduit()));
                door.enter(channel, secured -> Thread.ofVirtual().start(() -> answer(secured)));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(StreamConnection secured) {
        ClientConnection connection = new ClientConnection(secured, "test");
        try {
            ByteBuffer first = ByteBuffer.allocate(1);
            connection.read(() -> secured.getSourceChannel().read(first));
            ConduitStreamSinkChannel sink = secured.getSinkChannel();
            ByteBuffer data = ByteBuffer.allocate(SIZE);
            connection.write(() -> {
                sink.write(data);
                return !data.hasRemaining();
            });
            connection.write(sink::flush);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            connection.close();
        }
    }

    /** Takes its time to take interest in writing away. */
    private static final class HeldUp extends AbstractStreamSinkConduit<StreamSinkConduit> {
        HeldUp(StreamSinkConduit next) {
            super(next);
        }

        @Override
        public void suspendWrites() {
            LockSupport.parkNanos(HELD_UP);
            super.suspendWrites();
        }
    }
}
