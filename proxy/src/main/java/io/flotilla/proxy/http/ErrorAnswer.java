package io.flotilla.proxy.http;

import java.nio.charset.StandardCharsets;

/** Whole answers for connections that never became a request. */
final class ErrorAnswer {
    private ErrorAnswer() {}

    static byte[] of(int status, String message) {
        String body = "{\"message\":\"" + message + "\"}\n";
        String reason = status == 431 ? "Request Header Fields Too Large" : "Bad Request";
        String head = "HTTP/1.1 " + status + " " + reason + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
