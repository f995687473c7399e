package io.flotilla.proxy.cluster;

import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.Hijacked;
import io.flotilla.proxy.transport.RequestBody;

/**
 * The parts of a client's request that go on to an engine as they are.
 *
 * @param version the client's API version; each engine gets the nearest it speaks
 * @param headers without those of the client's connection
 * @param rawQuery encoded query, empty for none
 */
public record Forward(ApiVersion version, Headers headers, RequestBody body, String rawQuery) {

    public Forward withBody(RequestBody other) {
        return new Forward(version, headers, other, rawQuery);
    }

    public Forward withQuery(String otherRawQuery) {
        return new Forward(version, headers, body, otherRawQuery);
    }

    /** Headers of a request whose JSON body was edited. */
    public Forward withJson(byte[] json) {
        return new Forward(
                version, headers.with("Content-Type", "application/json"), new RequestBody.Bytes(json), rawQuery);
    }

    public Forward withoutBody() {
        return withBody(RequestBody.empty());
    }

    /** Sends it to an engine under another path; the caller closes the answer, whatever its status. */
    EngineResponse send(EngineHandle engine, String method, ApiPath path, Deadlines deadlines) {
        return engine.client().send(method, version, path, headers, body, deadlines);
    }

    /** Like {@link #send}, for requests whose connection turns raw. */
    Hijacked hijack(EngineHandle engine, String method, ApiPath path, Deadlines deadlines) {
        return engine.client().hijack(method, version, path, headers, body, deadlines);
    }
}
