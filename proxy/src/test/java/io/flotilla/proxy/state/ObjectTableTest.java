package io.flotilla.proxy.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.state.ObjectTable.Keys;
import io.flotilla.proxy.state.ObjectTable.Rank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectTableTest {
    private static final String[] ENGINES = {"a", "b", "c"};
    private static final int ID_COUNT = 12;

    private record Thing(String engine, String id, String second, List<String> names, long weight) {}

    private final ObjectTable<Thing> table = new ObjectTable<>(new Keys<>(
            Thing::engine,
            Thing::id,
            t -> t.second().isEmpty() ? List.of(t.id()) : List.of(t.id(), t.second()),
            Thing::names,
            t -> new Rank(t.weight(), t.id(), t.engine())));
    private final Map<List<String>, Thing> model = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithASimpleModelAfterAnyOperations(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < 2_000; step++) {
            operate(random);
            if (step % 50 == 0) {
                compare();
            }
        }
        compare();
        for (String engine : ENGINES) {
            table.drop(engine);
        }
        model.clear();
        compare();
    }

    private void operate(SplittableRandom random) {
        String engine = ENGINES[random.nextInt(ENGINES.length)];
        switch (random.nextInt(10)) {
            case 0 -> {
                table.drop(engine);
                model.keySet().removeIf(k -> k.getFirst().equals(engine));
            }
            case 1 -> {
                Map<String, Thing> fresh = new HashMap<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    Thing thing = thing(engine, random);
                    fresh.put(thing.id(), thing);
                }
                table.replaceAll(engine, fresh.values());
                model.keySet().removeIf(k -> k.getFirst().equals(engine));
                fresh.values().forEach(t -> model.put(List.of(engine, t.id()), t));
            }
            case 2, 3 -> {
                String id = "id" + random.nextInt(ID_COUNT);
                table.remove(engine, id);
                model.remove(List.of(engine, id));
            }
            default -> {
                Thing thing = thing(engine, random);
                table.put(thing);
                model.put(List.of(engine, thing.id()), thing);
            }
        }
    }

    private static Thing thing(String engine, SplittableRandom random) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            names.add("name" + random.nextInt(5));
        }
        String second = random.nextBoolean() ? "" : "other" + random.nextInt(5);
        return new Thing(engine, "id" + random.nextInt(ID_COUNT), second, names, random.nextInt(4));
    }

    private void compare() {
        assertThat(table.all())
                .containsExactlyElementsOf(model.values().stream()
                        .sorted(Comparator.comparing(t -> new Rank(t.weight(), t.id(), t.engine())))
                        .toList());
        for (String engine : ENGINES) {
            assertThat(table.of(engine))
                    .containsExactlyInAnyOrderElementsOf(having(t -> t.engine().equals(engine)));
        }
        for (int i = 0; i < ID_COUNT; i++) {
            String id = "id" + i;
            assertThat(table.withId(id)).containsExactlyInAnyOrderElementsOf(having(t -> t.id().equals(id)));
            assertThat(table.withIdPrefix(id)).containsExactlyInAnyOrderElementsOf(having(t -> t.id().startsWith(id)));
            assertThat(table.get("a", id).map(Thing::id))
                    .isEqualTo(
                            model.containsKey(List.of("a", id))
                                    ? java.util.Optional.of(id)
                                    : java.util.Optional.empty());
        }
        for (int i = 0; i < 5; i++) {
            String name = "name" + i;
            String other = "other" + i;
            assertThat(new HashSet<>(table.named(name)))
                    .isEqualTo(having(t -> t.names().contains(name)));
            assertThat(new HashSet<>(table.withId(other)))
                    .isEqualTo(having(t -> t.second().equals(other)));
        }
        assertThat(table.withIdPrefix("")).isEmpty();
    }

    private Set<Thing> having(java.util.function.Predicate<Thing> wanted) {
        return model.values().stream().filter(wanted).collect(Collectors.toSet());
    }

    @Test
    void readersSeeAnObjectOnceAndAlwaysWhileItIsReplaced() throws InterruptedException {
        table.put(new Thing("a", "id1", "swarm1", List.of("web"), 0));
        table.put(new Thing("a", "id2", "", List.of("db"), 0));
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 1; i < 30_000; i++) {
                table.put(new Thing("a", "id1", "swarm1", List.of("web", "alias" + i % 7), 0));
            }
        });
        List<Thread> readers = new ArrayList<>();
        for (int r = 0; r < 3; r++) {
            readers.add(Thread.ofPlatform().start(() -> {
                while (writer.isAlive() && wrong.isEmpty()) {
                    check(wrong, "by id", table.withId("id1").size());
                    check(wrong, "by second id", table.withId("swarm1").size());
                    check(wrong, "by prefix", table.withIdPrefix("id1").size());
                    check(wrong, "by name", table.named("web").size());
                    check(wrong, "by engine", (int) table.of("a").stream()
                            .filter(t -> t.id().equals("id1"))
                            .count());
                    check(wrong, "in order", (int) table.all().stream()
                            .filter(t -> t.id().equals("id1"))
                            .count());
                }
            }));
        }
        writer.join();
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(Queue<String> wrong, String how, int found) {
        if (found != 1) {
            wrong.add(how + ": " + found);
        }
    }
}
