package io.flotilla.proxy.transport;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Writes request heads. Whatever could end a line early, and so smuggle a second header or request, is refused.
 *
 * <p>Text is sent as Latin-1, which is how heads are read, so that odd bytes pass through unchanged.
 */
final class RequestHead {
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private RequestHead() {}

    /**
     * Encodes a head.
     *
     * @param upgrade whether {@code Connection} and {@code Upgrade} are sent as given
     * @throws IllegalArgumentException if the request could be misread
     */
    static byte[] encode(EngineRequest request, String host, boolean upgrade) {
        requireToken(request.method(), "method");
        requireTarget(request.target());
        StringBuilder text = new StringBuilder(256);
        text.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        field(text, "Host", host);
        for (Headers.Field field : request.headers().fields()) {
            if (!ours(field.name(), upgrade)) {
                requireToken(field.name(), "header name");
                requireText(field.value());
                field(text, field.name(), field.value());
            }
        }
        switch (request.body()) {
            case RequestBody.Empty() -> {
                if (METHODS_WITH_BODY.contains(request.method())) {
                    field(text, "Content-Length", "0");
                }
            }
            case RequestBody.Bytes(byte[] bytes) -> field(text, "Content-Length", Integer.toString(bytes.length));
            case RequestBody.Streamed streamed -> {
                if (streamed.length() < 0) {
                    field(text, "Transfer-Encoding", "chunked");
                } else {
                    field(text, "Content-Length", Long.toString(streamed.length()));
                }
            }
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean token(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!plain && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean ours(String name, boolean upgrade) {
        return name.equalsIgnoreCase("Host")
                || name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Transfer-Encoding")
                || (!upgrade && (name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Upgrade")));
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static void requireToken(String text, String what) {
        if (!token(text)) {
            throw new IllegalArgumentException(what + " with characters that HTTP forbids");
        }
    }

    private static void requireTarget(String target) {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("request target does not start with '/'");
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                throw new IllegalArgumentException("request target with characters that need encoding");
            }
        }
    }

    /** Characters above Latin-1 are refused too: cut to one byte, some of them become line breaks. */
    private static void requireText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new IllegalArgumentException("header value with characters that HTTP forbids");
            }
        }
    }
}
