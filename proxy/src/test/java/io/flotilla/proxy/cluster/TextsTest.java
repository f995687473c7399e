package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sizes, names and overcommit are written in {@code docker info}. */
class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1, 1 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "20971520, 20 MiB",
        "1096302592, 1.021 GiB",
        "26542898544, 24.72 GiB",
        "1048575, 1024 KiB",
        "9223372036854775807, 8 EiB",
    })
    void sizesHaveFourDigitsAndBinaryUnits(long bytes, String text) {
        assertThat(SizeText.of(bytes)).isEqualTo(text);
    }

    @Test
    void numbersInNamesCountAsNumbers() {
        List<String> sorted = List.of(
                "", "1", "02", "10", "a", "a1", "a 2", "a10", "a10b2", "a10b10", "b", "node-2", "node-10", "٣x");
        List<String> shuffled = new ArrayList<>(sorted);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(new NaturalOrder());
            assertThat(shuffled).isEqualTo(sorted);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.05, 2, 2", "0.05, 1000, 1050", "-0.5, 1000, 500", "0, 7, 7", "1, 7, 14", "0.059, 1000, 1050"})
    void overcommitAddsWholePercents(double overcommit, long value, long total) {
        ClusterSettings settings = new ClusterSettings("m", "spread", List.of(), overcommit, false, List.of());
        assertThat(settings.withOvercommit(value)).isEqualTo(total);
    }
}
