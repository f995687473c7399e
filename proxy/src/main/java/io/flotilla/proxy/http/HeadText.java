package io.flotilla.proxy.http;

import io.flotilla.proxy.transport.Headers;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;

/** Header fields to and from Undertow's own form. */
final class HeadText {
    private HeadText() {}

    static Headers fromRequest(HeaderMap map) {
        List<Headers.Field> fields = new ArrayList<>(map.size());
        for (HeaderValues values : map) {
            for (String value : values) {
                fields.add(new Headers.Field(values.getHeaderName().toString(), value));
            }
        }
        return new Headers(fields);
    }

    /** Copies an answer's fields, except those that belong to the connection: framing is the front's business. */
    static void toResponse(Headers headers, HeaderMap map) {
        for (Headers.Field field : headers.fields()) {
            if (!ofConnection(field.name())) {
                map.add(new HttpString(field.name()), field.value());
            }
        }
    }

    private static boolean ofConnection(String name) {
        return name.equalsIgnoreCase("Connection")
                || name.equalsIgnoreCase("Keep-Alive")
                || name.equalsIgnoreCase("Transfer-Encoding");
    }
}
