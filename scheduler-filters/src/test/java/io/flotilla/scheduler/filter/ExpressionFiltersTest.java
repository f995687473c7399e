package io.flotilla.scheduler.filter;

import static io.flotilla.scheduler.TestNode.node;
import static io.flotilla.scheduler.filter.Placing.SLOTS;
import static io.flotilla.scheduler.filter.Placing.UNABLE;
import static io.flotilla.scheduler.filter.Placing.affinities;
import static io.flotilla.scheduler.filter.Placing.constraints;
import static io.flotilla.scheduler.filter.Placing.place;
import static io.flotilla.scheduler.filter.Placing.whitelists;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.scheduler.TestNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionFiltersTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String SWARM_ID = "fedcba9876543210fedcba9876543210";
    private final TestNode n1 = node("node-1")
            .labels(Map.of("storage", "ssd", "region", "us-east"))
            .container(ID, "web", Map.of("role", "front", "com.docker.swarm.id", SWARM_ID))
            .image("sha256:" + ID, List.of("reg:5000/app:1.0", "nginx:latest"), List.of("nginx@sha256:aa"));
    private final TestNode n2 =
            node("node-2").labels(Map.of("storage", "disk")).container("aaaa", "db", Map.of("role", "back"));
    private final TestNode n3 = node("node-3");

    @ParameterizedTest
    @CsvSource({
        "storage==ssd, node-1",
        "storage!=ssd, node-2 node-3",
        "storage==*s*, node-1 node-2",
        "region==us*, node-1",
        "region!=us*, node-2 node-3",
        "node==node-2, node-2",
        "node==node-2-id, node-2",
        "node!=node-2, node-1 node-3",
        "node==/node-[13]/, node-1 node-3",
        "node==/, NONE",
        "absent==*, node-1 node-2 node-3",
        "absent!=x, node-1 node-2 node-3",
        "storage==~nvme, node-1 node-2 node-3",
        "storage==~ssd, node-1",
        "storage!=~ssd, node-2 node-3",
    })
    void constraint(String expression, String nodes) {
        String failure = UNABLE + SLOTS + "\n[" + expression.replace("~", "") + "]";
        assertThat(place(constraints(expression), n1, n2, n3)).isEqualTo(nodes.equals("NONE") ? failure : nodes);
    }

    @ParameterizedTest
    @CsvSource({
        "container==web, node-1",
        "container!=web, node-2 node-3",
        "container==" + ID + ", node-1",
        "container==0123456789ab, node-1",
        "container==" + SWARM_ID + ", node-1",
        "container==fedcba987654, node-1",
        "container==*, node-1 node-2",
        "container!=*, node-3",
        "image==nginx:latest, node-1",
        "image==nginx, node-1",
        "image==reg:5000/app, node-1",
        "image==sha256:" + ID + ", node-1",
        "image==" + ID + ", node-1",
        "image==0123456789ab, node-1",
        "image==nginx@sha256:aa, node-1",
        "image!=nginx, node-2 node-3",
        "image==~absent, node-1 node-2 node-3",
        "role==front, node-1",
        "role!=front, node-2 node-3",
        "other!=x, node-1 node-2 node-3",
        "other==*, node-1 node-2",
        "container==~absent, node-1 node-2 node-3",
        "container==~web, node-1",
    })
    void affinity(String expression, String nodes) {
        assertThat(place(affinities(expression), n1, n2, n3)).isEqualTo(nodes);
    }

    @ParameterizedTest
    @CsvSource({
        "node==node-1|node-3, node-1 node-3",
        "node!=node-1|node-3, node-2",
        "node==node-*, node-1 node-2 node-3",
        "node==/node-(1|2)/, node-1 node-2",
        "node==~nobody, node-1 node-2 node-3",
        "storage==ssd|disk, node-1 node-2",
        "node==node-1||, node-1",
    })
    void whitelist(String expression, String nodes) {
        assertThat(place(whitelists(expression), n1, n2, n3)).isEqualTo(nodes);
    }

    @Test
    void severalExpressionsMustAllHold() {
        assertThat(place(constraints("storage==*s*", "node!=node-1"), n1, n2, n3))
                .isEqualTo("node-2");
        assertThat(place(whitelists("node==node-1|node-2", "node==node-2|node-3"), n1, n2, n3))
                .isEqualTo("node-2");
    }

    @Test
    void softExpressionsAreDroppedAllTogether() {
        assertThat(place(constraints("storage==~ssd", "region==~nowhere"), n1, n2, n3))
                .isEqualTo("node-1 node-2 node-3");
        assertThat(place(constraints("storage==*s*", "region==~nowhere"), n1, n2, n3))
                .isEqualTo("node-1 node-2");
    }

    @Test
    void failuresNameTheExpressionsAsClassicSwarmDoes() {
        assertThat(place(affinities("image==absent", "role!=~front"), n1, n2))
                .isEqualTo(UNABLE + SLOTS + "\n[image==absent (soft=false) role!=front (soft=true)]");
        assertThat(place(constraints("ostype==linux", "node==node-9", "storage==~ssd"), n1, n2))
                .isEqualTo(UNABLE + SLOTS + "\n[ostype==linux node==node-9 storage==ssd]");
        assertThat(place(whitelists("node==a|b"), n1, n2)).isEqualTo(UNABLE + SLOTS + "\n[node==a|b (soft=false)]");
    }

    @Test
    void whatCannotBeReadEndsTheMessage() {
        assertThat(place(constraints("node==node-1", "x==y"), n1, n2))
                .isEqualTo(UNABLE + SLOTS + "\nerror from constraint filter: Key 'x' is invalid");
        assertThat(place(affinities("container=web"), n1))
                .isEqualTo(UNABLE + SLOTS + "\nerror from affinity filter: One of operator ==, != is expected");
    }

    @Test
    void anExplodingExpressionIsRefused() {
        TestNode victim = node("v").labels(Map.of("text", "a".repeat(64)));
        assertThat(place(constraints("text==/a*a*a*a*a*a*a*b/"), victim))
                .isEqualTo(UNABLE + SLOTS
                        + "\nerror from constraint filter: Value '/a*a*a*a*a*a*a*b/' takes too long to match");
    }
}
