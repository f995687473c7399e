package io.flotilla.proxy.api;

/**
 * How the API behaves, as the manager was told.
 *
 * @param cors whether web pages of any origin may call it
 * @param createRetries how often the creation of a container is tried again after a failure that had no effect
 * @param refreshOnNodeFilter whether a list of containers with a node filter reads those nodes anew first
 * @param nameRefreshFilter value of a name filter with which a list of containers reads all nodes anew first; empty for
 *     none
 */
public record ApiOptions(boolean cors, int createRetries, boolean refreshOnNodeFilter, String nameRefreshFilter) {

    /** What it is without any flag. */
    public static ApiOptions standard() {
        return new ApiOptions(false, 0, false, "");
    }
}
