package io.flotilla.proxy.engine.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.reading.SpecsReader.Reading;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ContainerView.NetworkAttachment;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final EngineFacts FACTS =
            new EngineFacts("10.0.0.1:2375", "node-1", "10.0.0.1", Duration.ofSeconds(100));

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Listed listed(String entry) {
        return new ContainerReader(FACTS).listed(json("[" + entry + "]")).getFirst();
    }

    private static String shown(ContainerView view) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        view.entry().write(out, "Up 1 second");
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anEntryKeepsWhatItDoesNotKnowAndItsOrder() throws IOException {
        Listed listed = listed("""
                {'Id':'ab','Names':['/web','/other/alias'],'Future':{'a':[1.50,null,12345678901234567890]},
                 'Created':1000,'Ports':[{'IP':'0.0.0.0','PrivatePort':80,'PublicPort':8080,'Type':'tcp'},
                 {'IP':'::','PrivatePort':80,'PublicPort':8080,'Type':'tcp','X':1},
                 {'IP':'127.0.0.1','PrivatePort':81,'PublicPort':81,'Type':'tcp'},
                 {'PrivatePort':82,'PublicPort':82,'Type':'udp'},{'PrivatePort':83,'Type':'tcp'}],
                 'State':'running','Status':'Up 3 hours','Zzz':'\\u00fc\\n'}
                """);
        assertThat(shown(listed.view())).isEqualTo("""
                        {'Id':'ab','Names':['/node-1/web','/node-1/other/alias'],\
                        'Future':{'a':[1.50,null,12345678901234567890]},'Created':1100,\
                        'Ports':[{'IP':'10.0.0.1','PrivatePort':80,'PublicPort':8080,'Type':'tcp'},\
                        {'IP':'10.0.0.1','PrivatePort':80,'PublicPort':8080,'Type':'tcp','X':1},\
                        {'IP':'127.0.0.1','PrivatePort':81,'PublicPort':81,'Type':'tcp'},\
                        {'IP':'10.0.0.1','PrivatePort':82,'PublicPort':82,'Type':'udp'},\
                        {'PrivatePort':83,'Type':'tcp'}],'State':'running','Status':'Up 1 second','Zzz':'ü\\n'}""".replace('\'', '"'));
        assertThat(listed.status()).isEqualTo("Up 3 hours");
        assertThat(listed.view().names()).containsExactly("/web", "/other/alias");
        assertThat(listed.view().created()).isEqualTo(Instant.ofEpochSecond(1100));
    }

    @Test
    void aPortOfBothAddressFamiliesIsShownOnce() throws IOException {
        Listed listed = listed("""
                {'Ports':[{'IP':'0.0.0.0','PrivatePort':80,'PublicPort':8080,'Type':'tcp'},
                 {'IP':'::','PrivatePort':80,'PublicPort':8080,'Type':'tcp'},null]}
                """);
        assertThat(shown(listed.view()))
                .contains(
                        "\"Ports\":[{\"IP\":\"10.0.0.1\",\"PrivatePort\":80,\"PublicPort\":8080,\"Type\":\"tcp\"},{}]");
        assertThat(listed.view().ports()).hasSize(3);
    }

    @Test
    void nullsAndMissingFieldsAreEmpty() throws IOException {
        Listed listed = listed("{'Id':'ab','Names':null,'Ports':null,'Labels':null,'Mounts':null,'State':'created'}");
        assertThat(shown(listed.view()))
                .isEqualTo("{'Id':'ab','Names':null,'Ports':null,'Labels':null,'Mounts':null,'State':'created',"
                                .replace('\'', '"')
                        + "\"Status\":\"Up 1 second\"}");
        assertThat(listed.view().name()).isEmpty();
        assertThat(listed.view().needs()).isEmpty();
        assertThat(listed.view().liveness().startedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void equalListsGiveEqualViews() {
        String entry = "{'Id':'ab','Names':['/web'],'State':'exited','Status':'Exited (3) %s ago'}";
        assertThat(listed(entry.formatted("2 hours")).view())
                .isEqualTo(listed(entry.formatted("3 hours")).view());
        assertThat(listed(entry.formatted("2 hours")).view().liveness().exitCode())
                .isEqualTo(3);
    }

    @Test
    void theClockMovesTimesButNotNever() {
        Inspected created = Inspected.read(
                json("{'Created':'2026-01-01T00:00:00.5Z','State':{'Status':'created',"
                        + "'StartedAt':'0001-01-01T00:00:00Z','FinishedAt':'0001-01-01T00:00:00Z'}}"),
                Duration.ofSeconds(100));
        assertThat(created.liveness().startedAt()).isEqualTo(Instant.EPOCH);
        assertThat(created.liveness().finishedAt()).isEqualTo(Instant.EPOCH);
        assertThat(created.created()).isEqualTo(Instant.parse("2026-01-01T00:01:40.5Z"));
        Inspected running = Inspected.read(
                json("{'State':{'Status':'running','StartedAt':'2026-01-01T00:00:00.5+02:00'}}"),
                Duration.ofSeconds(100));
        assertThat(running.liveness().startedAt()).isEqualTo(Instant.parse("2025-12-31T22:01:40.5Z"));
    }

    @Test
    void anInspectCompletesAnEntry() {
        Listed listed = listed("{'Id':'ab','Names':['/web'],'State':'running','Status':'Up 2 hours (healthy)',"
                + "'NetworkSettings':{'Networks':{'net':{'NetworkID':'n','IPAddress':'10.1.0.2','Aliases':null}}}}");
        ContainerView view = listed.with(Inspected.read(
                json("{'State':{'Status':'running','Health':{'Status':'healthy'}},"
                        + "'HostConfig':{'Memory':1000,'CpuShares':2,'NanoCpus':3,'NetworkMode':'net','AutoRemove':true,"
                        + "'PortBindings':{'80/tcp':[{'HostIp':'','HostPort':'8080'}],'81/tcp':null},"
                        + "'RestartPolicy':{'Name':'always'}},'Config':{'ExposedPorts':{'80/tcp':{}}},"
                        + "'NetworkSettings':{'Networks':{'net':{'Aliases':['db']}}}}"),
                Duration.ZERO));
        assertThat(view.liveness().health()).isEqualTo("healthy");
        assertThat(view.needs().orElseThrow().ports()).hasSize(1);
        assertThat(view.needs().orElseThrow().exposed()).containsExactly("80/tcp");
        assertThat(view.needs().orElseThrow().autoRemove()).isTrue();
        NetworkAttachment net = view.networks().values().iterator().next();
        assertThat(net.ipv4()).isEqualTo("10.1.0.2");
        assertThat(net.aliases()).containsExactly("db");
        assertThat(listed.view().liveness().state()).isEqualTo(RunState.RUNNING);
        assertThat(listed.view().liveness().health()).isEqualTo("healthy");
    }

    private static Reading specs(ObjectNode info, String version, Duration before) {
        return SpecsReader.read("10.0.0.1:2375", info, json(version), Instant.parse("2026-01-01T00:00:10Z"), before);
    }

    private static ObjectNode info(String systemTime) {
        return (ObjectNode) json("{'ID':'X','Name':'n','NCPU':2,'MemTotal':1000,'SystemTime':'" + systemTime + "'}");
    }

    @Test
    void theClocksDifferFromTwoSecondsOn() {
        assertThat(specs(info("2026-01-01T00:00:08.5Z"), "{}", Duration.ZERO)
                        .specs()
                        .clockDelta())
                .isZero();
        Reading late = specs(info("2026-01-01T00:00:00Z"), "{}", Duration.ZERO);
        assertThat(late.specs().clockDelta()).isEqualTo(Duration.ofSeconds(10));
        assertThat(late.warnings()).singleElement().asString().contains("has unsynchronized systime with swarm");
        Duration before = Duration.ofMillis(9500);
        assertThat(specs(info("2026-01-01T00:00:00Z"), "{}", before).specs().clockDelta())
                .isEqualTo(before);
    }

    @Test
    void readsWhatVersionsAnEngineAccepts() {
        assertThat(SpecsReader.api(json("{'ApiVersion':'1.44','MinAPIVersion':'1.24'}"))
                        .toString())
                .isEqualTo("ApiRange[min=1.24, max=1.44]");
        assertThat(SpecsReader.api(json("{}")).toString()).isEqualTo("ApiRange[min=1.12, max=1.24]");
    }

    @Test
    void otherManagersAreRefused() {
        assertThatThrownBy(() -> specs(info("").put("MemTotal", 0), "{}", Duration.ZERO))
                .isInstanceOf(EngineRejected.class);
        assertThatThrownBy(() -> specs(info(""), "{'Version':'swarm/2.0.0'}", Duration.ZERO))
                .isInstanceOf(EngineRejected.class)
                .hasMessageContaining("not a Swarm manager");
    }

    @Test
    void namelessImagesHaveNoTags() {
        assertThat(new ObjectReader("e")
                        .images(json("[{'Id':'i','RepoTags':['<none>:<none>'],'RepoDigests':null}]"))
                        .getFirst()
                        .tags())
                .isEmpty();
        assertThat(new ObjectReader("e").volumes(json("{'Volumes':null}"))).isEmpty();
    }
}
