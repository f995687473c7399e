package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.Ambiguous;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String BUSYBOX = "sha256:b0b0000000000000000000000000000000000000000000000000000000000000";
    private static final String OTHER = "sha256:b0b1000000000000000000000000000000000000000000000000000000000000";
    private final ClusterState state = Samples.state(2);
    private final ImageFinder finder = new ImageFinder(state);

    ImageReferenceTest() {
        state.images()
                .put(Samples.image(1, BUSYBOX, List.of("busybox:latest", "b0b0:latest"), List.of("busybox@sha256:d1")));
        state.images().put(Samples.image(2, BUSYBOX, List.of("busybox:latest", "host:5000/a/b:1"), List.of()));
        state.images().put(Samples.image(2, OTHER, List.of("busybox:1.36"), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, busybox, latest, ''",
        "busybox:1.36, busybox, 1.36, ''",
        "docker.io/library/busybox, busybox, latest, ''",
        "index.docker.io/library/busybox:1, busybox, 1, ''",
        "docker.io/user/app, user/app, latest, ''",
        "library/busybox, busybox, latest, ''",
        "host:5000/a/b, host:5000/a/b, latest, ''",
        "host:5000/a/b:v1, host:5000/a/b, v1, ''",
        "busybox@sha256:abc, busybox, '', sha256:abc",
        "host:5000/a:v1@sha256:abc, host:5000/a, '', sha256:abc",
        "library/, library/, latest, ''",
    })
    void isReadAsEnginesList(String text, String repository, String tag, String digest) {
        assertThat(ImageReference.parse(text)).isEqualTo(new ImageReference(repository, tag, digest));
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, 2",
        "docker.io/library/busybox:latest, 2",
        "busybox:1.36, 1",
        "host:5000/a/b:1, 1",
        "host:5000/a/b, 0",
        "busybox@sha256:d1, 1",
        BUSYBOX + ", 2",
        "sha256:b0b0, 2",
        "b0b00, 2",
        "b0b1, 1",
        "b0b0, 1",
        "b0b9, 0",
        "bb, 0",
        "'', 0",
    })
    void findsTheCopies(String reference, int copies) {
        assertThat(finder.copies(reference)).hasSize(copies);
    }

    @Test
    void anIdPrefixOfSeveralImagesIsAmbiguous() {
        assertThatThrownBy(() -> finder.copies("b0b"))
                .isInstanceOfSatisfying(
                        Ambiguous.class, e -> assertThat(e.matches()).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({"alpine, alpine:latest", "alpine:3, alpine:3", "beef, beef", "sha256:beef, sha256:beef"})
    void saysWhatWasLookedFor(String reference, String shown) {
        assertThatThrownBy(() -> finder.required(reference))
                .isInstanceOfSatisfying(
                        NotFound.class, e -> assertThat(e.reference()).isEqualTo(shown));
    }

    @Test
    void aRepositoryHasAllItsTags() {
        assertThat(finder.ofRepository("docker.io/library/busybox")).hasSize(3);
        assertThatThrownBy(() -> finder.ofRepository("busy")).isInstanceOf(NotFound.class);
    }

    @Test
    void enginesThatWereNeverValidatedHaveNoCopies() {
        state.putEngine(Samples.engine(2, new EngineHealth.Pending("")));
        assertThat(finder.copies("busybox")).extracting(ImageView::engine).containsExactly(Samples.address(1));
        assertThat(finder.copies("b0b1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "B0", "", "sha256:", "sha256:xyz"})
    void otherTextsAreNoIds(String text) {
        assertThat(ImageReference.hex(text)).isEmpty();
    }
}
