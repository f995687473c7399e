package io.flotilla.proxy.api;

import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.transport.TransportException;

/**
 * The only place that knows which failure has which status and text. Texts are those of classic Swarm or of an engine,
 * so that clients recognise them.
 */
final class ErrorMapper {

    /** Status and message of an error answer. */
    record ApiError(int status, String message) {}

    private ErrorMapper() {}

    static ApiError of(ClusterFailure failure) {
        return switch (failure) {
            case ClusterFailure.NotFound f -> new ApiError(404, notFound(f));
            case ClusterFailure.Ambiguous f ->
                new ApiError(
                        400,
                        "multiple " + f.kind().word() + "s found with provided name or prefix: " + f.reference() + " ("
                                + String.join(", ", f.matches()) + ")");
            case ClusterFailure.NameInUse f ->
                new ApiError(
                        409,
                        "Conflict: The name " + f.name() + " is already assigned. You have to delete (or rename) that "
                                + "container to be able to assign " + f.name() + " to a container again.");
            case ClusterFailure.BadRequest f -> new ApiError(400, f.text());
            case ClusterFailure.Conflict f -> new ApiError(409, f.text());
            case ClusterFailure.NotImplemented f -> new ApiError(501, f.text());
            case ClusterFailure.NotASwarmManager f -> new ApiError(503, f.text());
            case ClusterFailure.NoNodeFits f -> new ApiError(500, f.text());
            case ClusterFailure.EngineUnhealthy f ->
                new ApiError(
                        500,
                        f.object() + " running on unhealthy node " + f.node()
                                + (f.reason().isEmpty() ? "" : ": " + f.reason()));
            case ClusterFailure.EngineUnreachable f ->
                new ApiError(500, "Cannot reach the engine of node " + f.node() + ": " + f.reason());
            case ClusterFailure.EngineReplied f -> new ApiError(f.status(), f.text());
        };
    }

    static ApiError of(TransportException failure) {
        return new ApiError(500, "Cannot reach an engine: " + failure.getMessage());
    }

    private static String notFound(ClusterFailure.NotFound failure) {
        String noun = switch (failure.kind()) {
            case CONTAINER -> "container";
            case IMAGE -> "image";
            case EXEC -> "exec instance";
            case NODE -> "node";
            case NETWORK -> "";
            case VOLUME -> "";
        };
        return switch (failure.kind()) {
            case NETWORK -> "network " + failure.reference() + " not found";
            case VOLUME -> "get " + failure.reference() + ": no such volume";
            case CONTAINER, IMAGE, EXEC, NODE -> "No such " + noun + ": " + failure.reference();
        };
    }
}
