package io.flotilla.proxy.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The server's end of one connection, in raw bytes. Text is Latin-1. */
final class Peer {
    private final int number;
    private final InputStream in;
    private final OutputStream out;
    private final Connection.HalfClose halfClose;

    Peer(int number, InputStream in, OutputStream out, Connection.HalfClose halfClose) {
        this.number = number;
        this.in = in;
        this.out = out;
        this.halfClose = halfClose;
    }

    /** Counts the server's connections from 1. */
    int number() {
        return number;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** A request head with its empty line; empty text when the client has closed. */
    String head() throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                if (text.isEmpty()) {
                    return "";
                }
                throw new EOFException("head cut short: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    String line() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("line cut short: " + text);
            }
            if (next == '\n') {
                return text.toString().stripTrailing();
            }
            text.append((char) next);
        }
    }

    String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("got " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A chunked body up to its proper end. */
    byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            byte[] chunk = in.readNBytes(size);
            if (chunk.length < size) {
                throw new EOFException("chunk cut short");
            }
            body.writeBytes(chunk);
            if (!line().isEmpty()) {
                throw new IOException("chunk without its line end");
            }
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** A complete answer with a length. */
    void answer(String body) throws IOException {
        send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    void shutdownOutput() throws IOException {
        halfClose.run();
    }
}
