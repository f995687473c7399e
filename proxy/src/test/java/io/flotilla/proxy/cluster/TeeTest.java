package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.transport.TransportException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TeeTest {
    private static final int SIZE = 5 << 20;
    private final byte[] data = new byte[SIZE];
    private final Tee tee = new Tee();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TeeTest() {
        new Random(1).nextBytes(data);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private Future<byte[]> reading(InputStream branch) {
        return threads.submit(() -> {
            try (branch) {
                return branch.readAllBytes();
            }
        });
    }

    private Future<Boolean> pouring(InputStream source) {
        Callable<Boolean> pour = () -> {
            tee.pour(source);
            return true;
        };
        return threads.submit(pour);
    }

    private static <T> T of(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** A stream that only breaks. */
    private static final class Broken extends InputStream {
        private final Exception failure;

        Broken(Exception failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            if (failure instanceof IOException checked) {
                throw checked;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return read();
        }
    }

    private InputStream breaking(Exception failure) {
        return new SequenceInputStream(new ByteArrayInputStream(data), new Broken(failure));
    }

    @Test
    void everyReaderGetsEverything() throws Exception {
        Future<byte[]> first = reading(tee.branch());
        Future<byte[]> second = reading(tee.branch());
        InputStream third = tee.branch();
        Future<Boolean> pour = pouring(new ByteArrayInputStream(data));
        byte[] slow = new byte[SIZE];
        for (int i = 0; i < SIZE; ) {
            if (i % 3 == 0) {
                slow[i++] = (byte) third.read();
            } else {
                i += third.readNBytes(slow, i, Math.min(4_999, SIZE - i));
            }
        }
        assertThat(third.read()).isEqualTo(-1);
        assertThat(third.read()).isEqualTo(-1);
        assertThat(of(first)).isEqualTo(data);
        assertThat(of(second)).isEqualTo(data);
        assertThat(slow).isEqualTo(data);
        assertThat(of(pour)).isTrue();
    }

    @Test
    void aReaderThatLeavesHoldsNobodyUp() throws Exception {
        InputStream leaving = tee.branch();
        Future<byte[]> staying = reading(tee.branch());
        Future<Boolean> pour = pouring(new ByteArrayInputStream(data));
        assertThat(leaving.read()).isEqualTo(data[0] & 0xff);
        leaving.close();
        assertThat(of(staying)).isEqualTo(data);
        assertThat(of(pour)).isTrue();
    }

    @Test
    void withoutReadersNothingIsRead() throws Exception {
        InputStream branch = tee.branch();
        branch.close();
        ByteArrayInputStream source = new ByteArrayInputStream(data);
        tee.pour(source);
        assertThat(source.available()).isEqualTo(SIZE);
    }

    @Test
    void aSourceThatBreaksReachesAllReaders() {
        Future<byte[]> first = reading(tee.branch());
        Future<byte[]> second = reading(tee.branch());
        Future<Boolean> pour = pouring(breaking(new IOException("client gone")));
        assertThatThrownBy(() -> of(first)).hasRootCauseMessage("client gone");
        assertThatThrownBy(() -> of(second)).hasRootCauseMessage("client gone");
        assertThatThrownBy(() -> of(pour))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("client gone");
    }

    @Test
    void anEngineAsSourceThatBreaksReachesAllReadersToo() {
        Future<byte[]> reader = reading(tee.branch());
        TransportException failure = new TransportException.Broken("a:1", "reset", null);
        Future<Boolean> pour = pouring(breaking(failure));
        assertThatThrownBy(() -> of(reader)).hasMessageContaining("connection to a:1 broke: reset");
        assertThatThrownBy(() -> of(pour)).hasCause(failure);
    }

    @Test
    void afterAFailureEveryReadFails() throws Exception {
        InputStream branch = tee.branch();
        assertThatThrownBy(() -> tee.pour(new Broken(new IOException("gone")))).hasMessage("gone");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(branch::read).isInstanceOf(IOException.class).hasMessage("gone");
        }
        branch.close();
    }

    @Test
    void anEmptySourceEndsAtOnce() throws Exception {
        Future<byte[]> reader = reading(tee.branch());
        tee.pour(InputStream.nullInputStream());
        assertThat(of(reader)).isEmpty();
    }
}
