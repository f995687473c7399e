package io.flotilla.proxy.transport;

/**
 * One request to an engine.
 *
 * @param target origin form, already encoded: {@code /v1.41/containers/json?all=1}
 * @param headers sent in this order; {@code Host}, {@code Content-Length}, {@code Transfer-Encoding} and (except on
 *     {@link EngineTransport#hijack}) {@code Connection}/{@code Upgrade} are the transport's business and ignored here
 */
public record EngineRequest(String method, String target, Headers headers, RequestBody body, Deadlines deadlines) {

    public static EngineRequest get(String target) {
        return new EngineRequest("GET", target, Headers.empty(), RequestBody.empty(), Deadlines.call());
    }

    public EngineRequest with(Deadlines other) {
        return new EngineRequest(method, target, headers, body, other);
    }
}
