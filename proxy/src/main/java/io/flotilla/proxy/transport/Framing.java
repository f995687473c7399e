package io.flotilla.proxy.transport;

import java.net.ProtocolException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a response body ends.
 *
 * @param length bytes of a fixed body, 0 otherwise
 * @param keepAlive whether the connection can carry another request after the body
 */
record Framing(Kind kind, long length, boolean keepAlive) {
    enum Kind {
        NONE,
        FIXED,
        CHUNKED,
        UNTIL_CLOSE
    }

    static Framing of(String method, ResponseHead head) throws ProtocolException {
        Headers headers = head.headers();
        boolean old = head.raw()[7] == '0';
        boolean keepAlive =
                old ? headers.hasToken("Connection", "keep-alive") : !headers.hasToken("Connection", "close");
        int status = head.status();
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new Framing(Kind.NONE, 0, keepAlive);
        }
        Set<String> lengths = new HashSet<>();
        boolean coded = false;
        String lastCoding = "";
        for (Headers.Field field : headers.fields()) {
            if (field.name().equalsIgnoreCase("Content-Length")) {
                for (String length : field.value().split(",", -1)) {
                    lengths.add(length.strip());
                }
            } else if (field.name().equalsIgnoreCase("Transfer-Encoding")) {
                coded = true;
                lastCoding = field.value();
            }
        }
        if (coded) {
            String coding =
                    lastCoding.substring(lastCoding.lastIndexOf(',') + 1).strip();
            boolean chunked = coding.toLowerCase(Locale.ROOT).equals("chunked");
            // A length beside a transfer coding is how answers are smuggled: trust the coding, drop the connection.
            return new Framing(chunked ? Kind.CHUNKED : Kind.UNTIL_CLOSE, 0, keepAlive && chunked && lengths.isEmpty());
        }
        if (lengths.isEmpty()) {
            return new Framing(Kind.UNTIL_CLOSE, 0, false);
        }
        return new Framing(Kind.FIXED, length(lengths), keepAlive);
    }

    private static long length(Set<String> lengths) throws ProtocolException {
        String only = lengths.iterator().next();
        boolean digits = !only.isEmpty() && only.length() <= 18 && only.chars().allMatch(c -> c >= '0' && c <= '9');
        if (lengths.size() > 1 || !digits) {
            throw new ProtocolException("it sent a senseless Content-Length");
        }
        return Long.parseLong(only);
    }
}
