package io.flotilla.tests.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Round trips of the same calls through the manager and straight to an engine, alternating so that both see the same
 * machine. Arguments: the manager's address and the address of the engine of node-2. Stands alone, to be run from source.
 */
public final class RoundTrips {
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 1000;
    private static final int EXECS = 60;

    private RoundTrips() {}

    /** Something to be measured. */
    private interface Step {
        void run() throws IOException;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String manager = arguments[0];
        String engine = arguments[1];
        String container = create(manager);
        // A container for each: two clients of one would read each other's answers.
        String other = create(manager);
        for (String id : new String[] {container, other}) {
            post(manager, "/containers/" + id + "/start", "");
        }
        TimeUnit.SECONDS.sleep(1); // until their terminals are raw
        try (Echo through = new Echo(manager, container);
                Echo direct = new Echo(engine, other)) {
            compare("attach, one byte there and back", ROUNDS, through::roundTrip, direct::roundTrip);
        }
        compare(
                "exec, from create to the end of output",
                EXECS,
                () -> exec(manager, container),
                () -> exec(engine, other));
        compare(
                "GET /containers/json",
                ROUNDS / 4,
                () -> get(manager, "/containers/json?all=1"),
                () -> get(engine, "/containers/json?all=1"));
        compare(
                "inspect",
                ROUNDS / 4,
                () -> get(manager, "/containers/" + container + "/json"),
                () -> get(engine, "/containers/" + other + "/json"));
        compare("GET /_ping", ROUNDS / 4, () -> get(manager, "/_ping"), () -> get(engine, "/_ping"));
        for (String id : new String[] {container, other}) {
            call(manager, "DELETE", "/containers/" + id + "?force=1", "");
        }
    }

    private static void compare(String what, int rounds, Step through, Step direct) throws IOException {
        for (int i = 0; i < Math.min(WARM_UP, rounds); i++) {
            through.run();
            direct.run();
        }
        long[] first = new long[rounds];
        long[] second = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            first[i] = time(through);
            second[i] = time(direct);
        }
        System.out.printf(
                "%-44s %8.3f ms, direct %.3f ms, added %.3f ms%n",
                what, median(first), median(second), median(first) - median(second));
    }

    private static long time(Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        return System.nanoTime() - start;
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }

    /** An open attachment to a container with a terminal in raw mode, which sends back what it gets. */
    private static final class Echo implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Echo(String address, String container) throws IOException {
            socket = connect(address);
            send(
                    socket,
                    "POST /containers/" + container + "/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: x\r\n"
                            + "Connection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n");
            in = socket.getInputStream();
            head(in);
        }

        void roundTrip() throws IOException {
            socket.getOutputStream().write('x');
            if (in.read() != 'x') {
                throw new IOException("the container did not send back what it got");
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String create(String address) throws IOException {
        String answer = post(
                address,
                "/containers/create",
                "{\"Image\":\"busybox\",\"Tty\":true,\"OpenStdin\":true,\"Env\":[\"constraint:node==node-2\"],"
                        + "\"Cmd\":[\"sh\",\"-c\",\"stty raw -echo; exec cat\"]}");
        int at = answer.indexOf("\"Id\":\"") + 6;
        return answer.substring(at, at + 64);
    }

    private static void exec(String address, String container) throws IOException {
        String answer =
                post(address, "/containers/" + container + "/exec", "{\"AttachStdout\":true,\"Cmd\":[\"true\"]}");
        int at = answer.indexOf("\"Id\":\"") + 6;
        post(address, "/exec/" + answer.substring(at, at + 64) + "/start", "{}");
    }

    private static void get(String address, String target) throws IOException {
        call(address, "GET", target, "");
    }

    private static String post(String address, String target, String body) throws IOException {
        return call(address, "POST", target, body);
    }

    private static String call(String address, String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = connect(address)) {
            send(
                    socket,
                    method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 2")) {
                throw new IOException(method + " " + target + ": " + answer);
            }
            return answer;
        }
    }

    private static Socket connect(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        Socket socket = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void head(InputStream in) throws IOException {
        DataInputStream bytes = new DataInputStream(in);
        for (int seen = 0; seen < 4; ) {
            byte next = bytes.readByte();
            boolean wanted = next == (seen % 2 == 0 ? '\r' : '\n');
            seen = wanted ? seen + 1 : next == '\r' ? 1 : 0;
        }
    }
}
