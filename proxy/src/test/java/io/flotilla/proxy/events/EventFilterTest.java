package io.flotilla.proxy.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.wire.Filters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
    private static final ClusterEvent START = EventSamples.event(
            "container", "start", "c0ffee00", "name", "web", "image", "host:5000/busybox:1.36", "tier", "front");

    private static boolean passes(String filters, ClusterEvent event) {
        return new EventFilter(Filters.parse(filters, EventFilter.KEYS)).test(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{\"type\":[\"container\"]} | true",
                "{\"type\":[\"network\",\"container\"]} | true",
                "{\"type\":[\"network\"]} | false",
                "{\"type\":[\"contain\"]} | false",
                "{\"event\":[\"start\"]} | true",
                "{\"event\":[\"die\",\"start\"]} | true",
                "{\"event\":[\"star\"]} | false",
                "{\"container\":[\"web\"]} | true",
                "{\"container\":[\"c0ffee00\"]} | true",
                "{\"container\":[\"c0ff\"]} | true",
                "{\"container\":[\"node-1/web\"]} | true",
                "{\"container\":[\"we\"]} | true",
                "{\"container\":[\"eb\"]} | false",
                "{\"container\":[\"db\"]} | false",
                "{\"container\":[\"\"]} | false",
                "{\"network\":[\"web\"]} | false",
                "{\"volume\":[\"web\"]} | false",
                "{\"image\":[\"host:5000/busybox:1.36\"]} | true",
                "{\"image\":[\"host:5000/busybox\"]} | true",
                "{\"image\":[\"busybox\"]} | false",
                "{\"label\":[\"tier\"]} | true",
                "{\"label\":[\"tier=front\"]} | true",
                "{\"label\":[\"tier=back\"]} | false",
                "{\"label\":[\"tier\",\"zone\"]} | false",
                "{\"scope\":[\"local\"]} | true",
                "{\"scope\":[\"swarm\"]} | false",
                "{\"node\":[\"node-1\"]} | true",
                "{\"node\":[\"node-2\"]} | false",
                "{\"type\":[\"container\"],\"event\":[\"die\"]} | false",
                "{\"daemon\":[\"x\"]} | false",
            })
    void matchesAContainersStart(String filters, boolean passes) {
        assertThat(passes(filters, START)).isEqualTo(passes);
    }

    @Test
    void anActionWithDetailsGoesByItsFirstWord() {
        ClusterEvent exec = EventSamples.event("container", "exec_create: sh -c true", "c1");
        assertThat(passes("{\"event\":[\"exec_create\"]}", exec)).isTrue();
        assertThat(passes("{\"event\":[\"exec_create: sh -c true\"]}", exec)).isTrue();
        assertThat(passes("{\"event\":[\"exec_start\"]}", exec)).isFalse();
        ClusterEvent health = EventSamples.event("container", "health_status: healthy", "c1");
        assertThat(passes("{\"event\":[\"health_status\"]}", health)).isTrue();
    }

    @Test
    void anImagesEventGoesByItsIdAndName() {
        ClusterEvent pull = EventSamples.event("image", "pull", "busybox:latest", "name", "busybox");
        assertThat(passes("{\"image\":[\"busybox:latest\"]}", pull)).isTrue();
        assertThat(passes("{\"image\":[\"busybox\"]}", pull)).isTrue();
        assertThat(passes("{\"image\":[\"alpine\"]}", pull)).isFalse();
    }

    @Test
    void aNetworksEventGoesByItsName() {
        ClusterEvent connect = EventSamples.event("network", "connect", "n1", "name", "front", "container", "c1");
        assertThat(passes("{\"network\":[\"front\"]}", connect)).isTrue();
        assertThat(passes("{\"network\":[\"n1\"]}", connect)).isTrue();
        assertThat(passes("{\"container\":[\"c1\"]}", connect)).isFalse();
    }
}
