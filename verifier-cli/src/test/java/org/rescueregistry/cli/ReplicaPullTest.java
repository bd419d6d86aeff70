package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.anchor.AnchorOutcome;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Status;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** {@code rescue replica pull}: one machine fetches, others read. */
class ReplicaPullTest {
    @TempDir
    private Path dir;

    private final FakeFederation federation = new FakeFederation();
    private final TestOrganisation team = federation.registry.admit();
    private String anchors;

    @BeforeEach
    void publish() throws Exception {
        federation.publish();
        anchors = Files.write(dir.resolve("anchors.json"), federation.anchors()).toString();
    }

    @AfterEach
    void close() {
        federation.close();
    }

    private Shell.Run pull(String... more) {
        String command = "replica pull --anchors " + anchors + " --to " + dir.resolve("replica");
        return Shell.at(federation.registry.now())
                .run((command + " " + String.join(" ", more)).strip().split(" "));
    }

    /** On a machine without a network, so much later. */
    private Replica.Report read(Duration later) throws Exception {
        Instant now = federation.registry.now();
        AnchorOutcome loaded = AnchorSet.load(federation.anchors(), now);
        return Replica.trusting(((AnchorOutcome.Accepted) loaded).set().anchors())
                .fromFolder(dir.resolve("replica"))
                .sync(now.plus(later));
    }

    @Test
    void writesWhatOthersReadWithoutANetwork() throws Exception {
        Shell.Run run = pull();
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("1 registry").contains(federation.entity.toString());
        Shell.Run again = pull("--output", "json");
        Members answer = Members.of(Json.parse(again.out().strip().getBytes()), "answer");
        assertThat(answer.objects("registries").get(0).integer("organisations")).isEqualTo(1);
        federation.close();
        Replica.Report report = read(Duration.ofHours(20));
        assertThat(report.troubles()).isEmpty();
        assertThat(report.snapshot().record(team.code()).orElseThrow().status()).isEqualTo(Status.ACTIVE);
    }

    @Test
    void readsWithAChainThatHasExpiredSince() throws Exception {
        pull();
        assertThat(read(Duration.ofHours(30)).troubles()).isEmpty();
    }

    @Test
    void keepsWhatWasGoodWhenTheRegistryIsSilent() throws Exception {
        pull();
        federation.registry.write(federation.registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        federation.publish();
        federation.fallSilent();
        Shell.Run run = pull("--output", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("unreachable");
        assertThat(read(Duration.ZERO)
                        .snapshot()
                        .record(team.code())
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.ACTIVE);
    }

    @Test
    void writesNothingHalf() throws Exception {
        pull();
        try (Stream<Path> files = Files.list(dir.resolve("replica"))) {
            List<String> names =
                    files.map(file -> String.valueOf(file.getFileName())).toList();
            assertThat(names).singleElement().satisfies(name -> assertThat(name).matches("[0-9a-f]{64}\\.snapshot"));
        }
    }
}
