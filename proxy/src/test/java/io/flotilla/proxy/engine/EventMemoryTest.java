package io.flotilla.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventMemoryTest {
    private final EventMemory memory = new EventMemory();

    private static JsonNode event(long timeNano, String id, String action) {
        return new JsonMapper()
                .createObjectNode()
                .put("Type", "container")
                .put("Action", action)
                .put("timeNano", timeNano)
                .set("Actor", new JsonMapper().createObjectNode().put("ID", id));
    }

    @Test
    void beginsWhereTheEnginesClockStood() {
        assertThat(memory.since()).isEmpty();
        memory.beginAt(Instant.ofEpochSecond(1000, 5));
        memory.beginAt(Instant.ofEpochSecond(2000));
        assertThat(memory.since()).isEqualTo("1000.000000005");
    }

    @Test
    void goesOnALittleBeforeTheLastEvent() {
        memory.beginAt(Instant.ofEpochSecond(1000));
        assertThat(memory.isNew(event(1_500_000_000_123L, "a", "start"))).isTrue();
        assertThat(memory.since()).isEqualTo("1499.000000123");
        assertThat(memory.isNew(event(1_400_000_000_000L, "a", "late"))).isTrue();
        assertThat(memory.since()).isEqualTo("1499.000000123");
    }

    @Test
    void neverGoesBackBehindTheBeginning() {
        memory.beginAt(Instant.ofEpochSecond(1000));
        memory.isNew(event(1_000_100_000_000L, "a", "start"));
        assertThat(memory.since()).isEqualTo("1000.000000000");
    }

    @Test
    void tellsRepetitionsFromEventsOfOneMoment() {
        assertThat(memory.isNew(event(5, "a", "start"))).isTrue();
        assertThat(memory.isNew(event(5, "a", "start"))).isFalse();
        assertThat(memory.isNew(event(5, "b", "start"))).isTrue();
        assertThat(memory.isNew(event(5, "a", "die"))).isTrue();
        memory.forget();
        assertThat(memory.isNew(event(5, "a", "start"))).isTrue();
        assertThat(memory.since()).isEqualTo("");
    }
}
