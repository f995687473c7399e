/**
 * What integration tests stand on: real engines ({@link io.flotilla.tests.harness.Lab}), the manager as a process of its
 * own ({@link io.flotilla.tests.harness.ManagerProcess}), and the clients
 * ({@link io.flotilla.tests.harness.DockerCli}, {@link io.flotilla.tests.harness.Api},
 * {@link io.flotilla.tests.harness.RawHttp}). {@link io.flotilla.tests.harness.SharedCluster} gives all of it to a test
 * class that asks for a {@link io.flotilla.tests.harness.Cluster} in its constructor.
 */
@NullMarked
package io.flotilla.tests.harness;

import org.jspecify.annotations.NullMarked;
