package io.flotilla.proxy.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads response heads, with limits, and the lines of chunked bodies. Line ends may lack the carriage return. */
final class HeadReader {
    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_FIELDS = 256;
    private static final byte[] START = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int TLS_ALERT = 0x15;

    private HeadReader() {}

    /** The peer answered a plain request with a TLS alert. */
    static final class TlsSpoken extends ProtocolException {
        private static final long serialVersionUID = 1L;

        TlsSpoken() {
            super("it speaks TLS");
        }
    }

    /** Waits for a head and takes it from the connection. */
    static ResponseHead read(Connection connection) throws IOException {
        byte[] raw = rawHead(connection);
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        List<Headers.Field> fields = new ArrayList<>();
        int lineEnd = text.indexOf('\n');
        String status = line(text, 0, lineEnd);
        for (int start = lineEnd + 1; start < text.length(); start = lineEnd + 1) {
            lineEnd = text.indexOf('\n', start);
            String line = line(text, start, lineEnd);
            if (line.isEmpty()) {
                break;
            }
            if (fields.size() == MAX_FIELDS) {
                throw new ProtocolException("it sent more than " + MAX_FIELDS + " header fields");
            }
            fields.add(field(line));
        }
        return new ResponseHead(code(status), reason(status), new Headers(fields), raw);
    }

    /** A line without its end, as used between chunks. */
    static String line(Connection connection, int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = connection.read();
            if (next < 0) {
                throw new EOFException("it ended in the middle of the answer");
            }
            if (next == '\n') {
                return line(line.toString(), 0, line.length());
            }
            if (line.length() == longest) {
                throw new ProtocolException("it sent a line longer than " + longest + " bytes");
            }
            line.append((char) next);
        }
    }

    private static byte[] rawHead(Connection connection) throws IOException {
        byte[] raw = new byte[512];
        int size = 0;
        int lineStart = 0;
        while (true) {
            int next = connection.read();
            if (next < 0) {
                throw new EOFException(size == 0 ? "it ended without an answer" : "it ended in the answer's head");
            }
            if (size == MAX_BYTES) {
                throw new ProtocolException("it sent a response head larger than " + MAX_BYTES / 1024 + " KiB");
            }
            if (size == raw.length) {
                raw = Arrays.copyOf(raw, Math.min(2 * size, MAX_BYTES));
            }
            raw[size++] = (byte) next;
            if (size <= START.length) {
                requireStart(raw, size);
            }
            if (next == '\n') {
                int length = size - lineStart - 1;
                if (length == 0 || (length == 1 && raw[lineStart] == '\r')) {
                    return Arrays.copyOf(raw, size);
                }
                lineStart = size;
            }
        }
    }

    private static void requireStart(byte[] raw, int size) throws ProtocolException {
        if (raw[0] == TLS_ALERT) {
            if (size == 2) {
                throw raw[1] == 3 ? new TlsSpoken() : new ProtocolException("it does not speak HTTP");
            }
        } else if (raw[size - 1] != START[size - 1]) {
            throw new ProtocolException("it does not speak HTTP");
        }
    }

    private static String line(String text, int start, int end) {
        return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    private static int code(String status) throws ProtocolException {
        // HTTP/1.1 200 OK
        if (status.length() < 12 || status.charAt(8) != ' ' || (status.length() > 12 && status.charAt(12) != ' ')) {
            throw new ProtocolException("it sent a malformed status line");
        }
        int code = 0;
        for (int i = 9; i < 12; i++) {
            int digit = status.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new ProtocolException("it sent a malformed status line");
            }
            code = 10 * code + digit;
        }
        if (code < 100) {
            throw new ProtocolException("it sent a malformed status line");
        }
        return code;
    }

    private static String reason(String status) {
        return status.length() > 13 ? status.substring(13) : "";
    }

    private static Headers.Field field(String line) throws ProtocolException {
        int colon = line.indexOf(':');
        if (colon < 1 || !RequestHead.token(line.substring(0, colon))) {
            throw new ProtocolException("it sent a malformed header field");
        }
        String value = line.substring(colon + 1).strip();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t') {
                throw new ProtocolException("it sent a header field with control characters");
            }
        }
        return new Headers.Field(line.substring(0, colon), value);
    }
}
