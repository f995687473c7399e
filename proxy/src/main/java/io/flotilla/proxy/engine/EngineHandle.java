package io.flotilla.proxy.engine;

import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.VolumeView;
import java.util.Optional;

/**
 * One engine, as operations on the cluster use it. Safe for any thread.
 *
 * <p>The refresh operations are for those who have just changed something: they ask the engine and return once the
 * cluster state shows the answer, so that whoever reads next sees the change. They block for a few milliseconds, never
 * fail (when the engine does not answer, the watcher repeats them later), and what they found is never overwritten by a
 * list that was asked for earlier.
 */
public interface EngineHandle {

    /** Key of the engine everywhere: what discovery calls it. */
    String address();

    /** The engine as the cluster state has it now. */
    EngineView view();

    /** Calls to the engine; each result counts for its health. */
    EngineClient client();

    /** Reads one container anew (list entry and inspect); empty when it is gone or the engine does not answer. */
    Optional<ContainerView> refreshContainer(String id);

    void refreshImages();

    void refreshNetworks();

    /** Reads one network anew, by its id; dropped when it is gone. */
    void refreshNetwork(String id);

    void refreshVolumes();

    /** Reads one volume anew; empty when it is gone or the engine does not answer. */
    Optional<VolumeView> refreshVolume(String name);

    /** Lists everything anew; containers are inspected only where the list says something new. */
    void refreshAll();
}
