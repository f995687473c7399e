package io.flotilla.proxy.engine;

import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.transport.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same call on many engines at once. One failing engine does not hide the others' results. */
public final class FanOut {

    private FanOut() {}

    /** What one engine came to. */
    public sealed interface Outcome<T> {
        EngineHandle engine();

        record Done<T>(EngineHandle engine, T value) implements Outcome<T> {}

        /** @param failure a {@link ClusterFailure} or a {@link TransportException} */
        record Failed<T>(EngineHandle engine, RuntimeException failure) implements Outcome<T> {

            /** Status of the answer: the engine's own, or 500. */
            public int status() {
                return failure instanceof ClusterFailure.EngineReplied replied ? replied.status() : 500;
            }

            /** The reason in one line for users, without the node. */
            public String text() {
                return failure instanceof ClusterFailure.EngineReplied replied
                        ? replied.text()
                        : String.valueOf(failure.getMessage());
            }
        }
    }

    /**
     * Runs the call on all engines, each on its own virtual thread, and waits for all of them; the call bounds itself.
     * Outcomes come in the order of the engines. If the caller is interrupted, all calls are.
     */
    public static <T> List<Outcome<T>> over(List<EngineHandle> engines, Function<EngineHandle, T> call) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome<T>>> tasks = new ArrayList<>();
            engines.forEach(engine -> tasks.add(() -> outcome(engine, call)));
            List<Outcome<T>> outcomes = new ArrayList<>();
            for (Future<Outcome<T>> future : executor.invokeAll(tasks)) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for engines", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("call on an engine failed unexpectedly", e.getCause());
        }
    }

    private static <T> Outcome<T> outcome(EngineHandle engine, Function<EngineHandle, T> call) {
        try {
            return new Outcome.Done<>(engine, call.apply(engine));
        } catch (ClusterFailure | TransportException e) {
            return new Outcome.Failed<>(engine, e);
        }
    }

    /** Values of the engines that succeeded. */
    public static <T> List<T> values(List<Outcome<T>> outcomes) {
        List<T> values = new ArrayList<>();
        for (Outcome<T> outcome : outcomes) {
            if (outcome instanceof Outcome.Done<T> done) {
                values.add(done.value());
            }
        }
        return values;
    }

    public static <T> List<Outcome.Failed<T>> failures(List<Outcome<T>> outcomes) {
        List<Outcome.Failed<T>> failures = new ArrayList<>();
        for (Outcome<T> outcome : outcomes) {
            if (outcome instanceof Outcome.Failed<T> failed) {
                failures.add(failed);
            }
        }
        return failures;
    }

    /**
     * Ends a fan-out in which the listed failures count; does nothing without any. All nodes failing alike is what one
     * engine would say; otherwise the nodes are named.
     *
     * @param asked number of engines that were asked
     */
    public static <T> void raise(List<Outcome.Failed<T>> failures, int asked) {
        if (failures.isEmpty()) {
            return;
        }
        throw failures.size() == asked && alike(failures) ? failures.getFirst().failure() : combined(failures);
    }

    /** Whether all failed for the same reason. */
    public static <T> boolean alike(List<Outcome.Failed<T>> failures) {
        return failures.stream().map(f -> f.status() + f.text()).distinct().count() == 1;
    }

    /** One failure for several: the most severe status, and a line per node. */
    public static <T> ClusterFailure.EngineReplied combined(List<Outcome.Failed<T>> failures) {
        int status = failures.stream().mapToInt(Outcome.Failed::status).max().orElse(500);
        String lines = failures.stream()
                .map(f -> f.engine().view().name() + ": " + f.text())
                .collect(Collectors.joining("\n"));
        return new ClusterFailure.EngineReplied("several nodes", status, lines);
    }
}
