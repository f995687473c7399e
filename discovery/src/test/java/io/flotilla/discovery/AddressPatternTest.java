package io.flotilla.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.discovery.DiscoveryException.RangeTooLarge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPatternTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.[11:13]:2375, 10.0.0.11:2375 10.0.0.12:2375 10.0.0.13:2375",
        "192.168.1.2:[2:4]375, 192.168.1.2:2375 192.168.1.2:3375 192.168.1.2:4375",
        "node[7:7]:1, node7:1",
        "node[3:1]:1, ''",
        "node[-1:1]:1, node-1:1 node0:1 node1:1",
        "node1:2375, node1:2375",
        "[2001:db8::1]:2375, [2001:db8::1]:2375",
        "[2001:db8::[1:2]]:2375, [2001:db8::1]:2375 [2001:db8::2]:2375",
        "n[a:b]:1, n[a:b]:1",
        "n[1:2]x[3:4]:1, n1x3:1 n1x4:1 n2x3:1 n2x4:1",
    })
    void ranges(String pattern, String expanded) {
        assertThat(AddressPattern.expand(pattern))
                .isEqualTo(expanded.isEmpty() ? List.of() : List.of(expanded.split(" ")));
    }

    @Test
    void hugeRangesAreRefused() {
        assertThatThrownBy(() -> AddressPattern.expand("n[0:999999999]:1")).isInstanceOf(RangeTooLarge.class);
        assertThatThrownBy(() -> AddressPattern.expand("n[0:9999]x[0:9999]:1")).isInstanceOf(RangeTooLarge.class);
    }

    @Test
    void entriesSkipEmptyTextsAndDuplicatesAndKeepTheOrder() {
        assertThat(AddressPattern.entries(List.of("b:1", "", " a:1 ", "b:1", "a:2")))
                .containsExactly(new Entry("b", 1), new Entry("a", 1), new Entry("a", 2));
    }
}
