package io.flotilla.proxy.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * All objects of one kind in the cluster, keyed by engine and id, with an index by id (and id prefix) and one by name.
 *
 * <p>Readers never lock and see each object whole, once, and without a gap while it is replaced; writers take turns.
 * Objects are immutable; a change is a new object.
 */
@SuppressWarnings("ReferenceEquality") // replacing one object by another that equals it must drop exactly the old one
public final class ObjectTable<T> {
    private final Keys<T> keys;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<String, Map<String, T>> byEngine = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<String, List<T>> byId = new ConcurrentSkipListMap<>();
    private final Map<String, List<T>> byName = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Rank, T> ordered = new ConcurrentSkipListMap<>();

    /** Place in the table's order: highest {@code weight} first, then by name, then by engine. */
    public record Rank(long weight, String name, String engine) implements Comparable<Rank> {
        @Override
        public int compareTo(Rank other) {
            int byWeight = Long.compare(other.weight, weight);
            int byName = byWeight != 0 ? byWeight : name.compareTo(other.name);
            return byName != 0 ? byName : engine.compareTo(other.engine);
        }
    }

    /**
     * How objects are indexed.
     *
     * @param key unique on its engine
     * @param ids what {@link #withId} and {@link #withIdPrefix} find it by
     * @param names what {@link #named} finds it by
     * @param rank place in the order of {@link #all}; different for different objects
     */
    public record Keys<T>(
            Function<T, String> engine,
            Function<T, String> key,
            Function<T, Collection<String>> ids,
            Function<T, Collection<String>> names,
            Function<T, Rank> rank) {}

    public ObjectTable(Keys<T> keys) {
        this.keys = keys;
    }

    /** All objects in the table's order; a live view. */
    public Collection<T> all() {
        return ordered.values();
    }

    public Collection<T> of(String engine) {
        Map<String, T> objects = byEngine.get(engine);
        return objects == null ? List.of() : objects.values();
    }

    public Optional<T> get(String engine, String key) {
        Map<String, T> objects = byEngine.get(engine);
        return objects == null ? Optional.empty() : Optional.ofNullable(objects.get(key));
    }

    /** Objects that have this id; several when engines share it. */
    public List<T> withId(String id) {
        return byId.getOrDefault(id, List.of());
    }

    /** Distinct objects that have an id with this prefix. */
    public List<T> withIdPrefix(String prefix) {
        if (prefix.isEmpty()) {
            return List.of();
        }
        Set<T> found = new HashSet<>();
        byId.subMap(prefix, prefix + Character.MAX_VALUE).values().forEach(found::addAll);
        return List.copyOf(found);
    }

    public List<T> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Adds or replaces one object. */
    public void put(T object) {
        writing.lock();
        try {
            T old = byEngine.computeIfAbsent(keys.engine().apply(object), _ -> new ConcurrentHashMap<>())
                    .put(keys.key().apply(object), object);
            index(object);
            if (old != null && old != object) {
                unindex(old);
                Rank oldRank = keys.rank().apply(old);
                if (!oldRank.equals(keys.rank().apply(object))) {
                    ordered.remove(oldRank);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    public void remove(String engine, String key) {
        writing.lock();
        try {
            Map<String, T> objects = byEngine.get(engine);
            T old = objects == null ? null : objects.remove(key);
            if (old != null) {
                unindex(old);
                ordered.remove(keys.rank().apply(old));
            }
        } finally {
            writing.unlock();
        }
    }

    /** Makes these the only objects of an engine. */
    public void replaceAll(String engine, Collection<T> objects) {
        writing.lock();
        try {
            Set<String> wanted = new HashSet<>();
            for (T object : objects) {
                wanted.add(keys.key().apply(object));
                if (!object.equals(get(engine, keys.key().apply(object)).orElse(null))) {
                    put(object);
                }
            }
            for (T old : List.copyOf(of(engine))) {
                if (!wanted.contains(keys.key().apply(old))) {
                    remove(engine, keys.key().apply(old));
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /** Forgets an engine and all it has. */
    public void drop(String engine) {
        writing.lock();
        try {
            replaceAll(engine, List.of());
            byEngine.remove(engine);
        } finally {
            writing.unlock();
        }
    }

    private void index(T object) {
        keys.ids().apply(object).forEach(id -> add(byId, id, object));
        keys.names().apply(object).forEach(name -> add(byName, name, object));
        ordered.put(keys.rank().apply(object), object);
    }

    private void unindex(T object) {
        keys.ids().apply(object).forEach(id -> take(byId, id, object));
        keys.names().apply(object).forEach(name -> take(byName, name, object));
    }

    /** An older version of the object leaves its place to the new one in the same step. */
    private void add(Map<String, List<T>> index, String id, T object) {
        index.compute(id, (_, old) -> {
            if (old == null) {
                return List.of(object);
            }
            List<T> grown = new ArrayList<>(old);
            grown.removeIf(other -> sameObject(other, object));
            grown.add(object);
            return List.copyOf(grown);
        });
    }

    private boolean sameObject(T one, T other) {
        return keys.engine().apply(one).equals(keys.engine().apply(other))
                && keys.key().apply(one).equals(keys.key().apply(other));
    }

    private static <T> void take(Map<String, List<T>> index, String key, T object) {
        index.computeIfPresent(key, (_, old) -> {
            List<T> shrunk = old.stream().filter(other -> other != object).toList();
            return shrunk.isEmpty() ? null : shrunk;
        });
    }
}
