package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageListingTest {
    private static final ApiVersion NEW = ApiVersion.of(1, 51);
    private final FakeCluster none = FakeCluster.of(0);
    private final ClusterState state = Samples.state(2);
    private final ImageListing listing = new ImageListing(state, new Engines(state, none.registry()));

    @AfterEach
    void close() {
        none.close();
    }

    @BeforeEach
    void fill() {
        put(1, 40, "both", List.of("app:1"), List.of("app@sha256:d1"), "", 2);
        put(2, 40, "both", List.of("app:1", "app:stable"), List.of(), "", 3);
        put(1, 30, "digest", List.of(), List.of("lib@sha256:d2"), "", -1);
        put(1, 20, "dangling", List.of(), List.of(), "", -1);
        put(1, 10, "parent", List.of(), List.of(), "", -1);
        put(1, 50, "child", List.of("host:5000/a/b:2"), List.of(), "parent", -1);
    }

    private void put(
            int engine, long created, String id, List<String> tags, List<String> digests, String parent, int used) {
        ObjectNode raw = Json.object()
                .put("Id", id)
                .put("ParentId", parent)
                .put("Size", 7)
                .put("Containers", used)
                .put("Unknown", "kept");
        state.images().put(new ImageView(Samples.address(engine), id, tags, digests, created, Map.of("l", id), raw));
    }

    private ArrayNode list(boolean all, String filters, ApiVersion version) {
        return listing.list(
                all, Filters.parse(filters.replace('\'', '"'), ImageListing.FILTER_KEYS), Long.MAX_VALUE, version);
    }

    private static List<String> ids(ArrayNode list) {
        List<String> ids = new ArrayList<>();
        list.forEach(i -> ids.add(i.path("Id").asText()));
        return ids;
    }

    private JsonNode entry(String id, ApiVersion version) {
        for (JsonNode image : list(true, "{}", version)) {
            if (image.path("Id").asText().equals(id)) {
                return image;
            }
        }
        throw new AssertionError("no " + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "false | {} | child both digest dangling",
                "true  | {} | child both digest dangling parent",
                "false | {'dangling':['true']} | digest dangling",
                "false | {'dangling':['false']} | child both digest",
                "false | {'reference':['app']} | both",
                "false | {'reference':['app:*']} | both",
                "false | {'reference':['app:stable']} | both",
                "false | {'reference':['host:5000/*/b']} | child",
                "false | {'reference':['*']} | both digest",
                "false | {'reference':['nothing']} | ",
                "false | {'label':['l=both']} | both",
                "false | {'node':['node-2']} | both",
                "false | {'before':['app:1']} | digest dangling",
                "false | {'since':['app:1']} | child",
                "true  | {'until':['x']} | child both digest dangling parent",
            })
    void filters(boolean all, String filters, String ids) {
        assertThat(ids(list(all, filters, NEW))).isEqualTo(ids == null ? List.of() : List.of(ids.split(" ")));
    }

    @Test
    void copiesAreOneEntryWithTheNamesOfAll() {
        JsonNode both = entry("both", NEW);
        assertThat(Json.list(both.path("RepoTags"))).containsExactly("app:1", "app:stable");
        assertThat(Json.list(both.path("RepoDigests"))).containsExactly("app@sha256:d1");
        assertThat(both.path("Unknown").asText()).isEqualTo("kept");
        assertThat(both.path("Containers").asInt()).isEqualTo(5);
        assertThat(entry("dangling", NEW).path("Containers").asInt()).isEqualTo(-1);
    }

    @Test
    void oldClientsGetPlaceholdersAndVirtualSizes() {
        JsonNode old = entry("dangling", ApiVersion.of(1, 42));
        assertThat(Json.list(old.path("RepoTags"))).containsExactly("<none>:<none>");
        assertThat(Json.list(old.path("RepoDigests"))).containsExactly("<none>@<none>");
        assertThat(old.path("VirtualSize").asInt()).isEqualTo(7);
        assertThat(Json.list(entry("digest", ApiVersion.of(1, 42)).path("RepoTags")))
                .isEmpty();
        assertThat(entry("both", ApiVersion.of(1, 50)).path("Containers").asInt())
                .isEqualTo(-1);
        JsonNode newer = entry("dangling", ApiVersion.of(1, 44));
        assertThat(newer.path("RepoTags").isArray()).isTrue();
        assertThat(newer.path("RepoTags")).isEmpty();
        assertThat(newer.has("VirtualSize")).isFalse();
    }

    @Test
    void aListingChangesNothing() {
        list(true, "{}", ApiVersion.of(1, 24));
        assertThat(entry("both", NEW).has("VirtualSize")).isFalse();
        assertThat(ids(list(false, "{'dangling':['true']}", NEW))).containsExactly("digest", "dangling");
    }

    @Test
    void onlyImagesMadeBeforeATime() {
        assertThat(ids(listing.list(true, Filters.parse("", ImageListing.FILTER_KEYS), 30, NEW)))
                .containsExactly("dangling", "parent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'before':['x']} | invalid filter 'before=[x]': no such image",
                "{'dangling':['x']} | invalid filter 'dangling=[x]'",
                "{'reference':['[']} | invalid filter 'reference=[[]'",
                "{'color':['x']} | invalid filter 'color'",
            })
    void refusesWhatMakesNoSense(String filters, String message) {
        assertThatThrownBy(() -> list(false, filters, NEW))
                .isInstanceOf(BadRequest.class)
                .hasMessage(message);
    }

    @Test
    void aNodeThatWasNeverValidatedShowsNothing() {
        state.putEngine(Samples.engine(1, new EngineHealth.Pending("")));
        assertThat(ids(list(true, "{}", NEW))).containsExactly("both");
    }
}
