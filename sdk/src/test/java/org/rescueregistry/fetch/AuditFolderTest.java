package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

/** What is kept between two audits, and what is not believed of it. */
class AuditFolderTest {
    private static final int CHUNK = 8 * 256;
    private static final int SIZE = 2700;

    @TempDir
    private Path dir;

    /** Nobody adds to it: every log here is these leaves and some that say nothing. */
    private static final TestRegistry REGISTRY = TestRegistry.founded(3);

    private final MemoryLog log = new MemoryLog(REGISTRY.log());

    @BeforeEach
    void longEnoughForTwoChunks() {
        publish(SIZE, "nothing");
    }

    private void publish(int size, String word) {
        log.publish(LongLog.of(REGISTRY, size, word), 3, REGISTRY.now());
    }

    /** Reads as an audit does: what was kept, then the rest. */
    private LogReader read() throws Exception {
        AuditFolder folder = AuditFolder.open(dir);
        LogReader reader = new LogReader(REGISTRY.log(), log, log.policy());
        folder.readInto(reader, (leaves, total, bytes) -> {});
        CosignedCheckpoint latest = reader.latest();
        folder.begin(latest);
        reader.advance(latest, (bundles, reached) -> folder.keep(REGISTRY.log(), bundles, reached));
        return reader;
    }

    private void stopsAtChunk(int chunk) {
        byte[] gone = log.files.remove("tile/entries/00" + chunk * 8);
        assertThatThrownBy(this::read).isInstanceOf(TroubleException.class);
        log.files.put("tile/entries/00" + chunk * 8, gone);
    }

    @Test
    void goesOnFromTheLastChunkThatWasKept() throws Exception {
        stopsAtChunk(1);
        assertThat(AuditFolder.open(dir).size()).isEqualTo(CHUNK);
        log.files.keySet().removeIf(path -> path.matches("tile/entries/00[0-7]"));
        assertThat(read().fold().size()).isEqualTo(SIZE);
        assertThat(AuditFolder.open(dir).size()).isEqualTo(SIZE);
    }

    @Test
    void readsNothingAgainWhenNothingIsNew() throws Exception {
        read();
        log.files.keySet().removeIf(path -> path.startsWith("tile/"));
        assertThat(read().fold().size()).isEqualTo(SIZE);
    }

    @Test
    void aPartialBundleGivesWayToAWiderOne() throws Exception {
        read();
        try (var files = Files.list(dir.resolve("tile/entries/010.p"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("140");
        }
        List<byte[]> more = new ArrayList<>(LongLog.of(REGISTRY, SIZE, "nothing"));
        more.add("more".getBytes(StandardCharsets.UTF_8));
        log.publish(more, 3, REGISTRY.now());
        read();
        try (var files = Files.list(dir.resolve("tile/entries/010.p"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("141");
        }
    }

    @Test
    void aProcessThatDiesBetweenBundlesAndStateLosesOnlyThatChunk() throws Exception {
        stopsAtChunk(1);
        byte[] state = Files.readAllBytes(dir.resolve("audit.json"));
        read();
        // As if it had died after forcing the second chunk's bundles, one of them half written under its other name.
        Files.write(dir.resolve("audit.json"), state);
        Files.writeString(dir.resolve("audit.json.next"), "{\"lo");
        Files.writeString(dir.resolve("tile/entries/008.next"), "half");
        assertThat(AuditFolder.open(dir).size()).isEqualTo(CHUNK);
        assertThat(read().fold().size()).isEqualTo(SIZE);
    }

    @Test
    void believesNoLeafThatWasChangedOrLost() throws Exception {
        read();
        Path bundle = dir.resolve("tile/entries/003");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[100] ^= 1;
        Files.write(bundle, bytes);
        assertDamaged("were not checked");
        Files.delete(bundle);
        assertDamaged("lost tile/entries/003");
    }

    private void assertDamaged(String how) {
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("audit_folder_damaged"))
                .hasMessageContaining(how);
    }

    @Test
    void isForOneLog() throws IOException {
        for (String state : List.of(
                "{\"log\":\"other.example/log\",\"root\":\"" + "A".repeat(43) + "\",\"size\":256}",
                "{\"log\":\"" + REGISTRY.log() + "\",\"root\":\"" + "A".repeat(43) + "\",\"size\":0}",
                "{}")) {
            Files.write(dir.resolve("audit.json"), state.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(this::read).as(state).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void aLogThatWentAnotherWayIsNotFollowed() throws Exception {
        read();
        publish(SIZE + 100, "something else");
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        TroubleException.class,
                        e -> assertThat(e.trouble().message()).contains("forked"));
        assertThat(AuditFolder.open(dir).size()).isEqualTo(SIZE);
    }
}
