package io.flotilla.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.flotilla.proxy.api.ErrorMapper.ApiError;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.failure.ClusterFailure.Ambiguous;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.failure.ClusterFailure.Conflict;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.failure.ClusterFailure.EngineUnhealthy;
import io.flotilla.proxy.failure.ClusterFailure.EngineUnreachable;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NameInUse;
import io.flotilla.proxy.failure.ClusterFailure.NoNodeFits;
import io.flotilla.proxy.failure.ClusterFailure.NotASwarmManager;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.failure.ClusterFailure.NotImplemented;
import io.flotilla.proxy.transport.TransportException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorMapperTest {

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(new NotFound(Kind.CONTAINER, "x"), 404, "No such container: x"),
                arguments(new NotFound(Kind.IMAGE, "x:latest"), 404, "No such image: x:latest"),
                arguments(new NotFound(Kind.EXEC, "x"), 404, "No such exec instance: x"),
                arguments(new NotFound(Kind.NODE, "x"), 404, "No such node: x"),
                arguments(new NotFound(Kind.NETWORK, "x"), 404, "network x not found"),
                arguments(new NotFound(Kind.VOLUME, "x"), 404, "get x: no such volume"),
                arguments(
                        new Ambiguous(Kind.CONTAINER, "a", List.of("n1/a1", "n2/a2")),
                        400,
                        "multiple containers found with provided name or prefix: a (n1/a1, n2/a2)"),
                arguments(
                        new NameInUse("web"),
                        409,
                        "Conflict: The name web is already assigned. You have to delete (or rename) that container to be"
                                + " able to assign web to a container again."),
                arguments(new BadRequest("bad"), 400, "bad"),
                arguments(new Conflict("no"), 409, "no"),
                arguments(new NotImplemented("later"), 501, "later"),
                arguments(new NotASwarmManager("not me"), 503, "not me"),
                arguments(new NoNodeFits("nowhere"), 500, "nowhere"),
                arguments(
                        new EngineUnhealthy("Container web", "node-1", "connection refused"),
                        500,
                        "Container web running on unhealthy node node-1: connection refused"),
                arguments(
                        new EngineUnhealthy("Container web", "node-1", ""),
                        500,
                        "Container web running on unhealthy node node-1"),
                arguments(
                        new EngineUnreachable("node-1", "it sleeps"),
                        500,
                        "Cannot reach the engine of node node-1: it sleeps"),
                arguments(new EngineReplied("node-1", 409, "in use"), 409, "in use"),
                arguments(new EngineReplied("node-1", 304, ""), 304, ""));
    }

    @ParameterizedTest
    @MethodSource("table")
    void givesStatusAndText(ClusterFailure failure, int status, String text) {
        assertThat(ErrorMapper.of(failure)).isEqualTo(new ApiError(status, text));
    }

    @Test
    void theTableKnowsEveryFailure() {
        Set<String> known =
                table().map(row -> row.get()[0].getClass().getSimpleName()).collect(Collectors.toSet());
        assertThat(Arrays.stream(ClusterFailure.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void anEngineOutOfReachIsOurFailure() {
        assertThat(ErrorMapper.of(new TransportException.Refused("a:1", null)))
                .isEqualTo(new ApiError(
                        500, "Cannot reach an engine: connection refused by a:1: no engine listens there"));
    }
}
