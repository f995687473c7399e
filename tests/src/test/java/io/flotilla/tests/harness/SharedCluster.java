package io.flotilla.tests.harness;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
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

    private static Cluster cluster(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.computeIfAbsent("cluster", _ -> Cluster.up("main", ENGINES, VERSIONS), Cluster.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        cluster(context).clear();
    }
}
