package io.flotilla.proxy.engine;

import io.flotilla.proxy.state.ApiVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Path and query of a call to an engine, without the API version; built from decoded parts, so that nothing a user typed
 * can change its shape.
 *
 * @param path encoded, with a leading slash
 * @param query encoded, without the question mark; empty when there is none
 */
public record ApiPath(String path, String query) {
    private static final String UNRESERVED = "-._~";
    private static final String PLAIN_IN_SEGMENT = UNRESERVED + ":@";

    /** From decoded segments; a slash within one (an image's name) is encoded too. */
    public static ApiPath of(String... segments) {
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            encode(path.append('/'), segment, PLAIN_IN_SEGMENT);
        }
        return new ApiPath(path.toString(), "");
    }

    /** A copy with one more query parameter, given decoded. */
    public ApiPath with(String name, String value) {
        StringBuilder grown = new StringBuilder(query);
        if (!query.isEmpty()) {
            grown.append('&');
        }
        encode(grown, name, UNRESERVED);
        encode(grown.append('='), value, UNRESERVED);
        return new ApiPath(path, grown.toString());
    }

    /** A copy with this query, encoded already, as a client sent it. */
    public ApiPath withRawQuery(String encoded) {
        return new ApiPath(path, encoded);
    }

    /** Request target for one version of the API: {@code /v1.41/containers/json?all=1}. */
    public String target(ApiVersion version) {
        return "/v" + version + unversioned();
    }

    /** Request target without a version, which engines take as their newest. */
    public String unversioned() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static void encode(StringBuilder out, String text, String plain) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || plain.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
    }
}
