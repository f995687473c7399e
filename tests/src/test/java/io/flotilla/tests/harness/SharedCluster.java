package io.flotilla.tests.harness;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster of three engines, two generations, for all test classes: up when the first asks for it, down after the last
 * test. Containers that a test leaves are removed after it.
 */
public final class SharedCluster implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(SharedCluster.class);
    public static final int ENGINES = 3;
    public static final String VERSIONS = "20.10,28.5";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    /** What came of bringing it up. One failure is enough: it is kept, and not tried again for each test. */
    private record Attempt(Optional<Cluster> cluster, String failure) implements AutoCloseable {
        static Attempt make() {
            try {
                return new Attempt(Optional.of(Cluster.up("main", ENGINES, VERSIONS)), "");
            } catch (RuntimeException | AssertionError e) {
                return new Attempt(Optional.empty(), e.toString());
            }
        }

        @Override
        public void close() {
            cluster.ifPresent(Cluster::close);
        }
    }

    private static Cluster cluster(ExtensionContext context) {
        Attempt attempt =
                context.getRoot().getStore(NAMESPACE).computeIfAbsent("cluster", _ -> Attempt.make(), Attempt.class);
        return attempt.cluster()
                .orElseThrow(() -> new IllegalStateException("there is no cluster: " + attempt.failure()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        cluster(context).clear();
    }
}
