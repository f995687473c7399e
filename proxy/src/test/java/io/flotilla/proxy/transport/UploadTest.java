package io.flotilla.proxy.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UploadTest {

    private static EngineRequest post(RequestBody body) {
        return new EngineRequest(
                "POST", "/build", Headers.of("Content-Type", "application/x-tar"), body, Deadlines.stream());
    }

    @Test
    void chunkedUploadArrivesWholeAndTheConnectionIsKept() throws Exception {
        byte[] data = new byte[1_000_003];
        new Random(7).nextBytes(data);
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (!peer.head().isEmpty()) {
                        assertThat(peer.chunks()).isEqualTo(data);
                        peer.answer("done");
                    }
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < 5; i++) {
                try (EngineResponse response =
                        transport.send(post(new RequestBody.Streamed(new ByteArrayInputStream(data), -1)))) {
                    assertThat(response.body().readAllBytes()).isEqualTo("done".getBytes(UTF_8));
                }
            }
            assertThat(server.failures()).isEmpty();
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void uploadOfKnownLengthSendsNoMoreThanThat() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (!peer.head().isEmpty()) {
                        peer.answer(peer.text(5));
                    }
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < 3; i++) {
                InputStream longer = new ByteArrayInputStream("hello world".getBytes(UTF_8));
                try (EngineResponse response = transport.send(post(new RequestBody.Streamed(longer, 5)))) {
                    assertThat(response.body().readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
                }
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void bytesAreSentWithLengthLargeOrSmall() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    String head = peer.head();
                    while (!head.isEmpty()) {
                        String length = head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
                        peer.answer(Integer.toString(
                                peer.text(Integer.parseInt(length)).length()));
                        head = peer.head();
                    }
                });
                HttpTransport transport = server.transport()) {
            for (int size : new int[] {0, 1, 16_384, 16_385, 3_000_000}) {
                try (EngineResponse response = transport.send(post(new RequestBody.Bytes(new byte[size])))) {
                    assertThat(new String(response.body().readAllBytes(), UTF_8))
                            .isEqualTo("" + size);
                }
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void earlyAnswerComesBackAtOnceAndStopsTheUpload() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope");
                    Thread.sleep(60_000);
                });
                HttpTransport transport = server.transport()) {
            AtomicLong pulled = new AtomicLong();
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    return 0;
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    pulled.addAndGet(length);
                    return length;
                }
            };
            EngineResponse response = transport.send(post(new RequestBody.Streamed(endless, -1)));
            assertThat(response.body().readAllBytes()).isEqualTo("nope".getBytes(UTF_8));
            response.close();
            Thread.sleep(50);
            long then = pulled.get();
            Thread.sleep(50);
            assertThat(pulled.get()).isEqualTo(then);
            assertThat(transport.connections()).isZero();
        }
    }

    @Test
    void closingWakesASenderThatWaitsForTheClient() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                    peer.in().readAllBytes();
                });
                HttpTransport transport = server.transport()) {
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            InputStream silent = new InputStream() {
                @Override
                public int read() throws IOException {
                    return read(new byte[1], 0, 1);
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    try {
                        reading.countDown();
                        Thread.sleep(60_000);
                        return -1;
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw new IOException(e);
                    }
                }
            };
            try (EngineResponse response = transport.send(post(new RequestBody.Streamed(silent, -1)))) {
                assertThat(response.status()).isEqualTo(400);
                assertThat(reading.await(5, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(transport.connections()).isZero();
            assertThat(transport.idle()).isZero();
        }
    }

    @Test
    void answerOfAnEngineThatClosesWithoutReadingIsNotLost() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 4\r\n\r\nhuge");
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < 20; i++) {
                RequestBody body = i % 2 == 0
                        ? new RequestBody.Streamed(new ByteArrayInputStream(new byte[10_000_000]), -1)
                        : new RequestBody.Bytes(new byte[10_000_000]);
                try (EngineResponse response = transport.send(post(body))) {
                    assertThat(response.status()).isEqualTo(413);
                }
            }
        }
    }

    @Test
    void clientThatGoesAwayLeavesATruncatedUpload() throws Exception {
        for (long length : new long[] {-1, 1000}) {
            BlockingQueue<String> ends = new ArrayBlockingQueue<>(1);
            try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                        peer.head();
                        try {
                            if (length < 0) {
                                peer.chunks();
                            } else {
                                peer.text(1000);
                            }
                            ends.add("clean");
                        } catch (EOFException e) {
                            ends.add("truncated");
                        }
                    });
                    HttpTransport transport = server.transport()) {
                InputStream dying = new InputStream() {
                    private boolean begun;

                    @Override
                    public int read() throws IOException {
                        throw new IOException("client went away");
                    }

                    @Override
                    public int read(byte[] target, int offset, int wanted) throws IOException {
                        if (begun) {
                            throw new IOException("client went away");
                        }
                        begun = true;
                        return Math.min(wanted, 100);
                    }
                };
                assertThatThrownBy(() -> transport.send(post(new RequestBody.Streamed(dying, length))))
                        .isInstanceOf(TransportException.Broken.class)
                        .hasMessageContaining("client went away");
                assertThat(ends.poll(5, TimeUnit.SECONDS)).isEqualTo("truncated");
            }
        }
    }

    @Test
    void bodyShorterThanPromisedIsATruncatedUpload() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.text(10);
                });
                HttpTransport transport = server.transport()) {
            InputStream shorter = new ByteArrayInputStream(new byte[7]);
            assertThatThrownBy(() -> transport.send(post(new RequestBody.Streamed(shorter, 10))))
                    .isInstanceOf(TransportException.Broken.class)
                    .hasMessageContaining("3 of 10 bytes are missing");
            assertThat(transport.connections()).isZero();
        }
    }
}
