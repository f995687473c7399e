package io.flotilla.scheduler;

import java.util.List;

enum EmptyNode implements NodeContents {
    INSTANCE;

    @Override
    public Iterable<NodeContainer> containers() {
        return List.of();
    }

    @Override
    public Iterable<NodeImage> images() {
        return List.of();
    }

    @Override
    public Iterable<PortClaim> portClaims() {
        return List.of();
    }

    @Override
    public Iterable<String> hostModePorts() {
        return List.of();
    }

    @Override
    public boolean hasContainer(String reference) {
        return false;
    }
}
