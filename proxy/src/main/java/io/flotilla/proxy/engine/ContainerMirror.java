package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.reading.Inspected;
import io.flotilla.proxy.engine.reading.Listed;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ObjectTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * One engine's containers in the cluster's table. What a container is made of comes by two ways, lists and inspects,
 * which overtake each other; for each of the two, a read never overwrites what a later one found. The reads are given as
 * suppliers, run under no lock, and may throw. Any thread.
 */
final class ContainerMirror {
    private final ObjectTable<ContainerView> table;
    private final String engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger lists = new Ledger();
    private final Ledger inspects = new Ledger();
    /** Containers whose inspect document was in doubt and has not been read since. */
    private final Set<String> doubted = new HashSet<>();

    private boolean closed;

    ContainerMirror(ObjectTable<ContainerView> table, String engine) {
        this.table = table;
        this.engine = engine;
    }

    /** One read: its place among the lists and among the inspects. */
    private record Ticket(long list, long inspect) {}

    /**
     * Reads all containers.
     *
     * @param doubt whether what is known of a container does not go with its new list entry
     * @return ids that have to be inspected
     */
    List<String> listAll(Supplier<List<Listed>> read, BiPredicate<ContainerView, Listed> doubt) {
        return list(read, doubt, Set.of(), true);
    }

    /** Reads these containers; those that are not in the answer are gone. */
    List<String> listSome(
            Collection<String> ids, Supplier<List<Listed>> read, BiPredicate<ContainerView, Listed> doubt) {
        return list(read, doubt, ids, false);
    }

    /** Reads the inspect document of a listed container; {@code read} finds nothing if it is gone. */
    Optional<ContainerView> inspect(String id, Supplier<Optional<Inspected>> read) {
        Ticket ticket = begin();
        try {
            Optional<Inspected> found = read.get();
            lock.lock();
            try {
                if (!closed && inspects.admits(id, ticket.inspect())) {
                    found.ifPresentOrElse(i -> complete(id, i, ticket), () -> dropIfNothingNewer(id, ticket));
                }
                return table.get(engine, id);
            } finally {
                lock.unlock();
            }
        } finally {
            end(ticket);
        }
    }

    /** The next list that tells of these containers asks for their inspects, whatever it says. */
    void doubt(Collection<String> ids) {
        lock.lock();
        try {
            ids.stream().filter(this::has).forEach(doubted::add);
        } finally {
            lock.unlock();
        }
    }

    boolean has(String id) {
        return table.get(engine, id).isPresent();
    }

    /** The engine said that a container is gone; it will not come back. */
    void drop(String id) {
        lock.lock();
        try {
            if (!closed) {
                remove(id);
                lists.noteNow(id);
                inspects.noteNow(id);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything; reads under way find no place for what they bring. */
    void clear() {
        Ticket ticket = begin();
        lock.lock();
        try {
            apply(ticket, List.of(), (_, _) -> false, Set.of(), true);
            inspects.noteAll(ticket.inspect());
        } finally {
            lock.unlock();
            end(ticket);
        }
    }

    /** Nothing is written any more from here on. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private List<String> list(
            Supplier<List<Listed>> read,
            BiPredicate<ContainerView, Listed> doubt,
            Collection<String> ids,
            boolean all) {
        Ticket ticket = begin();
        try {
            List<Listed> found = read.get();
            lock.lock();
            try {
                return closed ? List.of() : apply(ticket, found, doubt, ids, all);
            } finally {
                lock.unlock();
            }
        } finally {
            end(ticket);
        }
    }

    private List<String> apply(
            Ticket ticket,
            List<Listed> found,
            BiPredicate<ContainerView, Listed> doubt,
            Collection<String> ids,
            boolean all) {
        List<String> doubtful = new ArrayList<>();
        Set<String> missing = new HashSet<>(ids);
        if (all) {
            table.of(engine).forEach(known -> missing.add(known.id()));
        }
        for (Listed listed : found) {
            String id = listed.view().id();
            missing.remove(id);
            if (lists.admits(id, ticket.list()) && show(listed, doubt, ticket)) {
                doubtful.add(id);
            }
        }
        for (String id : missing) {
            if (lists.admits(id, ticket.list())) {
                remove(id);
                lists.note(id, ticket.list());
            }
        }
        if (all) {
            lists.noteAll(ticket.list());
        }
        return doubtful;
    }

    /** Shows a new entry with what inspect told before; tells whether that is in doubt. */
    private boolean show(Listed listed, BiPredicate<ContainerView, Listed> doubt, Ticket ticket) {
        String id = listed.view().id();
        lists.note(id, ticket.list());
        Optional<ContainerView> known = table.get(engine, id);
        Optional<Inspected> inspected = known.flatMap(Listed::inspectedPart);
        boolean newerInspect = !inspects.admits(id, ticket.inspect());
        boolean doubtful = !newerInspect
                && (inspected.isEmpty()
                        || doubted.contains(id)
                        || known.filter(k -> doubt.test(k, listed)).isPresent());
        if (doubtful) {
            doubted.add(id);
        }
        ContainerView next =
                inspected.map(i -> Listed.complete(listed.view(), i)).orElse(listed.view());
        if (known.isPresent()
                && !newerInspect
                && known.get().liveness().state() != listed.view().liveness().state()) {
            // Until it is inspected, the list's word is better than one that is known to be wrong.
            next = next.withLiveness(listed.view().liveness());
        }
        if (!known.equals(Optional.of(next))) {
            table.put(next);
        }
        return doubtful;
    }

    private void complete(String id, Inspected inspected, Ticket ticket) {
        inspects.note(id, ticket.inspect());
        doubted.remove(id);
        table.get(engine, id).ifPresent(known -> {
            ContainerView next = Listed.complete(known, inspected);
            if (!next.equals(known)) {
                table.put(next);
            }
        });
    }

    private void dropIfNothingNewer(String id, Ticket ticket) {
        if (lists.admits(id, ticket.list())) {
            remove(id);
            lists.note(id, ticket.list());
            inspects.note(id, ticket.inspect());
        }
    }

    private void remove(String id) {
        table.remove(engine, id);
        doubted.remove(id);
    }

    private Ticket begin() {
        lock.lock();
        try {
            return new Ticket(lists.begin(), inspects.begin());
        } finally {
            lock.unlock();
        }
    }

    private void end(Ticket ticket) {
        lock.lock();
        try {
            lists.end(ticket.list());
            inspects.end(ticket.inspect());
        } finally {
            lock.unlock();
        }
    }
}
