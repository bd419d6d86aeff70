package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Status;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.PublishedRegistry.Admitted;
import org.rescueregistry.testing.TestKeys;

/**
 * A host that gives whatever it likes as a registry's snapshot: old ones, cut ones, endless ones, those of others, mixtures. A replica
 * says what is wrong, keeps the last good one, and takes the next good one. Rows of {@code docs/threats.md} name these tests.
 */
class HostileSnapshotTest {
    @TempDir
    private Path folder;

    private final SnapshotHost host = new SnapshotHost();
    private final Admitted team = host.published.admit();
    private final Replica replica = host.replica().fromSnapshots();
    private RegistrySnapshot good;
    private byte[] old;

    @BeforeEach
    void beginWithAGoodOne() {
        old = host.published.whole().toBytes();
        host.published.admit();
        good = only(sync());
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Replica.Report sync() {
        return replica.sync(host.published.now());
    }

    private static RegistrySnapshot only(Replica.Report report) {
        assertThat(report.troubles()).isEmpty();
        return one(report);
    }

    private static RegistrySnapshot one(Replica.Report report) {
        assertThat(report.snapshot().registries()).hasSize(1);
        return report.snapshot().registries().get(0);
    }

    private List<Trouble> troubles(Replica.Report report) {
        return report.troubles().getOrDefault(host.published.entity(), List.of());
    }

    /** The registry pauses the team: what a host withholds from here on matters. */
    private void pause() {
        host.published
                .registry()
                .write(host.published
                        .registry()
                        .about(
                                team.organisation(),
                                new Act.Pause(Reason.PROTECTIVE),
                                team.organisation().pauseKey()));
    }

    private Status status(RegistrySnapshot snapshot) {
        return snapshot.record(team.organisation().code()).orElseThrow().status();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** What a host may give, and what is said of it. */
    private Map<byte[], String> hostile() {
        byte[] whole = host.published.whole().toBytes();
        String text = new String(whole, ISO_8859_1);
        byte[] delta =
                host.published.delta(good.proven().size(), List.of(), List.of()).toBytes();
        String deltaText = new String(delta, ISO_8859_1);
        PublishedRegistry other = new PublishedRegistry("https://elsewhere.example", "other", 9);
        other.admit();
        Map<byte[], String> all = new IdentityHashMap<>();
        all.put(old, "size_went_back");
        all.put(bytes("<html>welcome</html>\n\n"), "snapshot_malformed");
        all.put(new byte[0], "snapshot_malformed");
        all.put(Arrays.copyOf(whole, whole.length / 2), "snapshot_malformed");
        all.put(Arrays.copyOf(delta, delta.length - 200), "_");
        all.put(other.whole().toBytes(), "wrong_origin");
        all.put(other.delta(other.size(), List.of(), List.of()).toBytes(), "_");
        all.put(bytes(deltaText.replaceFirst("snapshot-delta 1", "snapshot 1")), "snapshot_malformed");
        all.put(bytes(text.replaceFirst("snapshot 1", "snapshot-delta 1")), "snapshot_malformed");
        all.put(bytes(text.replaceFirst("\nrecord [^\n]*", "")), "map_differs");
        all.put(bytes(text.replaceFirst("\"status_index\":0", "\"status_index\":7")), "map_differs");
        return all;
    }

    @Test
    void whateverItGivesTheLastGoodOneStaysAndTheNextGoodOneIsTaken() {
        hostile().forEach((given, code) -> {
            host.give(given);
            Replica.Report report = sync();
            assertThat(troubles(report)).as(code).isNotEmpty().allSatisfy(trouble -> {
                assertThat(trouble.message()).contains("_");
                assertThat(trouble.kind().isEvidence()).isFalse();
            });
            assertThat(troubles(report)).extracting(Trouble::message).anyMatch(message -> message.contains(code));
            assertThat(one(report).proven()).isEqualTo(good.proven());
        });
        for (SnapshotHost.Answer answer : List.of(
                new SnapshotHost.Answer(503, new byte[0], false), new SnapshotHost.Answer(200, bytes("r"), true))) {
            host.give(since -> answer);
            Replica.Report report = sync();
            assertThat(troubles(report))
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(Trouble.Kind.UNREACHABLE));
            assertThat(one(report).proven()).isEqualTo(good.proven());
        }
        host.giveWhatIsRight();
        pause();
        assertThat(status(only(sync()))).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void asksForTheWholeWhereADeltaIsFromAnotherSize() {
        byte[] other = host.published
                .delta(good.proven().size() - 2, List.of(), List.of())
                .toBytes();
        host.give(since -> since == null ? host.honest(null) : SnapshotHost.Answer.of(other));
        Replica.Report report = sync();
        assertThat(troubles(report))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.message()).contains("delta_of_another_size"));
        assertThat(status(one(report))).isEqualTo(Status.ACTIVE);
    }

    @Test
    void takesTheWholeWhereADeltaDoesNotHold() {
        pause();
        byte[] lying =
                host.published.delta(good.proven().size(), List.of(), List.of()).toBytes();
        host.give(since -> since == null ? host.honest(null) : SnapshotHost.Answer.of(lying));
        Replica.Report report = sync();
        assertThat(troubles(report))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.message()).contains("map_differs"));
        assertThat(status(one(report))).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void stopsReadingAtItsLimit() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(new byte[1 << 20]);
        }
        host.mirror.put("bomb", packed.toByteArray());
        Web web = Web.withTimeLimit(Duration.ofSeconds(5));
        URI plain = URI.create(host.mirrorAddress() + "/bomb");
        assertThat(web.get(plain, Map.of(), packed.size()).body()).hasSize(packed.size());
        assertThatThrownBy(() -> web.get(plain, Map.of(), packed.size() - 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("over");
    }

    // ---- who else may be asked --------------------------------------------------------------------------------------

    @Test
    void asksAMirrorWhereTheRegistryIsSilent() {
        String file = SnapshotFolder.fileName(host.published.entity());
        Replica mirrored = host.replica()
                .mirrors(List.of(URI.create(host.mirrorAddress())))
                .fromSnapshots();
        host.give(since -> new SnapshotHost.Answer(503, new byte[0], false));
        host.mirror.put(file, host.published.whole().toBytes());
        assertThat(one(mirrored.sync(host.published.now())).proven()).isEqualTo(good.proven());
        host.mirror.put(file, old);
        Replica.Report stale = mirrored.sync(host.published.now());
        assertThat(one(stale).proven()).isEqualTo(good.proven());
        assertThat(troubles(stale))
                .extracting(Trouble::message)
                .anyMatch(message -> message.contains("size_went_back"));
    }

    @Test
    void saysNothingOnceALargerTreeIsWithheldForTwoMinutes() {
        byte[] before = host.published.whole().toBytes();
        pause();
        host.give(before);
        Instant now = host.published.now();
        assertThat(one(replica.sync(now)).doubt()).isEmpty();
        assertThat(one(replica.sync(now.plusSeconds(119))).doubt()).isEmpty();
        assertThat(one(replica.sync(now.plusSeconds(120))).doubt()).contains(RegistrySnapshot.Doubt.WITHHELD);
        host.giveWhatIsRight();
        RegistrySnapshot had = one(replica.sync(now.plusSeconds(121)));
        assertThat(had.doubt()).isEmpty();
        assertThat(status(had)).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void asksTwoWitnessesEachTime() {
        host.asked.clear();
        sync();
        assertThat(host.asked.stream().filter(path -> path.startsWith("/witness/")))
                .hasSize(LargerTrees.ASKED)
                .doesNotHaveDuplicates();
    }

    @Test
    void findsTheForkThatAWitnessHasSeen() {
        PublishedRegistry fork = new PublishedRegistry(host.mirrorAddress().replace("/mirror", ""));
        fork.admit();
        fork.admit();
        host.seen = fork.tree(fork.registry().leaves(), List.of()).note().toBytes();
        Replica.Report report = sync();
        assertThat(troubles(report)).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.INCONSISTENT);
            assertThat(trouble.kind().isEvidence()).isTrue();
        });
        assertThat(one(report).doubt()).contains(RegistrySnapshot.Doubt.WITHHELD);
    }

    // ---- the folder -------------------------------------------------------------------------------------------------

    private Path file(String suffix) {
        String name = SnapshotFolder.fileName(host.published.entity());
        return folder.resolve(name.replace(".snapshot", suffix));
    }

    private Replica keeping() {
        return host.replica()
                .readingAs(TestKeys.es256("platform"))
                .keptIn(folder)
                .fromSnapshots();
    }

    private RegistrySnapshot offline(Instant now) {
        return only(
                Replica.trusting(host.published.anchors()).fromFolder(folder).sync(now));
    }

    @Test
    void beginsAgainWithoutANetwork() {
        Admitted shy = host.published.undisclosed();
        host.forPlatform.add(shy.account());
        RegistrySnapshot kept = only(keeping().sync(host.published.now()));
        assertThat(kept.disclosed(shy.account().digest())).isPresent();
        host.close();
        Replica again = keeping();
        RegistrySnapshot restored = only(again.restored(host.published.now()));
        assertThat(restored.proven()).isEqualTo(kept.proven());
        assertThat(restored.disclosed(shy.account().digest())).isPresent();
        Replica.Report dark = again.sync(host.published.now());
        assertThat(dark.troubles()).isNotEmpty();
        assertThat(one(dark).proven()).isEqualTo(kept.proven());
        assertThat(offline(host.published.now().plus(Duration.ofHours(20))).proven())
                .isEqualTo(kept.proven());
    }

    @Test
    void erasesFromTheFolderToo() throws Exception {
        Admitted shy = host.published.undisclosed();
        host.forPlatform.add(shy.account());
        Replica keeping = keeping();
        only(keeping.sync(host.published.now()));
        assertThat(Files.readString(file(".snapshot"), ISO_8859_1))
                .contains(team.account().text())
                .doesNotContain(shy.account().text());
        assertThat(Files.readString(file(".disclosures"), ISO_8859_1))
                .contains(shy.account().text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(".disclosures"))))
                .isEqualTo("rw-------");
        for (Admitted one : List.of(team, shy)) {
            host.published
                    .registry()
                    .write(host.published
                            .registry()
                            .about(
                                    one.organisation(),
                                    new Act.Erase(DigestSet.of(one.account().digest())),
                                    one.organisation().key()));
        }
        // The registry that should have forgotten it still gives it.
        host.published.registry().advance(KeptSnapshots.PAUSE);
        RegistrySnapshot after = only(keeping.sync(host.published.now()));
        for (Admitted one : List.of(team, shy)) {
            assertThat(after.disclosed(one.account().digest())).isEmpty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .doesNotContain(team.account().text())
                        .doesNotContain(shy.account().text());
            }
        }
    }

    @Test
    void believesTheFolderNothing() throws Exception {
        only(keeping().sync(host.published.now()));
        byte[] kept = Files.readAllBytes(file(".snapshot"));
        String text = new String(kept, ISO_8859_1);
        Map<String, String> wrong = Map.of(
                "no_chain", text.replaceAll("chain [^\n]*\n", ""),
                "snapshot_malformed", text.substring(0, text.length() / 3),
                "map_differs", text.replaceFirst("\nrecord [^\n]*", ""),
                "base64", text.replaceFirst("chain eyJ", "chain fyJ"));
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Files.write(file(".snapshot"), one.getValue().getBytes(ISO_8859_1));
            Replica.Report report = Replica.trusting(host.published.anchors())
                    .fromFolder(folder)
                    .sync(host.published.now());
            assertThat(report.snapshot().registries()).as(one.getKey()).isEmpty();
            assertThat(report.troubles().values())
                    .singleElement()
                    .satisfies(troubles -> assertThat(troubles.get(0).message()).isNotEmpty());
        }
        Files.write(folder.resolve(Digest.sha256().hex() + ".snapshot"), kept);
        Replica.Report report =
                Replica.trusting(host.published.anchors()).fromFolder(folder).sync(host.published.now());
        assertThat(report.troubles().values().stream().flatMap(List::stream).map(Trouble::message))
                .anyMatch(message -> message.contains("wrong_registry"));
    }

    @Test
    void takesNoChainThatHadExpiredByThen() {
        List<String> chain = host.published.chain();
        host.published.registry().advance(Duration.ofHours(30));
        host.published.admit();
        byte[] late = new SnapshotFile(chain, host.published.whole().content()).toBytes();
        Replica.Report report = read(late);
        assertThat(report.snapshot().registries()).isEmpty();
        assertThat(report.troubles().values().iterator().next().get(0).message())
                .startsWith("chain_expired");
    }

    private Replica.Report read(byte[] file) {
        try {
            Files.write(file(".snapshot"), file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Replica.trusting(host.published.anchors()).fromFolder(folder).sync(host.published.now());
    }

    @Test
    void readsAgainWhatOthersHaveWritten() {
        Replica keeping = keeping();
        only(keeping.sync(host.published.now()));
        Replica reading = Replica.trusting(host.published.anchors()).fromFolder(folder);
        assertThat(status(only(reading.sync(host.published.now())))).isEqualTo(Status.ACTIVE);
        pause();
        host.published.registry().advance(KeptSnapshots.PAUSE);
        only(keeping.sync(host.published.now()));
        assertThat(status(only(reading.sync(host.published.now())))).isEqualTo(Status.SUSPENDED);
        read(old);
        Replica.Report back = reading.sync(host.published.now());
        assertThat(status(one(back))).isEqualTo(Status.SUSPENDED);
        assertThat(back.troubles()).isNotEmpty();
    }

    // ---- when it asks again -----------------------------------------------------------------------------------------

    @Test
    void asksSoonAndThenLessAndLessSoonWhatItDidNotReach() {
        LiveReplica.Pauses pauses = new LiveReplica.Pauses(new Random(1));
        host.close();
        Replica.Report dark = sync();
        Duration last = Duration.ZERO;
        for (int i = 0; i < 4; i++) {
            Duration pause = pauses.after(dark);
            assertThat(pause).isBetween(last, Duration.ofSeconds(1L << i));
            last = Duration.ofMillis((1L << i) * 500);
        }
        Replica.Report fine = new Replica.Report(dark.snapshot(), Map.of());
        assertThat(pauses.after(fine)).isBetween(LiveReplica.UNASKED.dividedBy(2), LiveReplica.UNASKED);
        assertThat(pauses.after(dark)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
