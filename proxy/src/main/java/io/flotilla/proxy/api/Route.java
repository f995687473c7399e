package io.flotilla.proxy.api;

/** One line of the route table. */
record Route(String method, PathPattern pattern, Operation operation) {

    static Route of(String method, String pattern, Operation operation) {
        return new Route(method, PathPattern.of(pattern), operation);
    }
}
