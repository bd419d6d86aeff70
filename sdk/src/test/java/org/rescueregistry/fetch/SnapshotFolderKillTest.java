package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.sdk.ProvenSnapshot;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.sdk.SnapshotCheck;
import org.rescueregistry.sdk.SnapshotFinding;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.testing.PublishedRegistry;

/**
 * {@code kill -9} while a replica writes its folder: the next one finds the older snapshot or the newer, whole, and what of the
 * reader's own disclosures belongs to it. {@code -Drescue.kills=100} for more rounds.
 */
class SnapshotFolderKillTest {
    private static final int ROUNDS = Integer.getInteger("rescue.kills", 2);
    private static final long SEED = Long.getLong("rescue.seed", System.nanoTime());
    private static final int MOST_WRITES = 30;
    private static final String BASE = "https://example.org";

    @TempDir
    private Path folder;

    /** The process that is killed: writes two snapshots in turns, and a dot for each that is kept. */
    public static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            PublishedRegistry published = new PublishedRegistry(BASE);
            Disclosure own = published.admit().account();
            published.conceal(own);
            SnapshotFolder.Kept older = kept(published, List.of(own));
            published.admit();
            SnapshotFolder.Kept newer = kept(published, List.of());
            SnapshotFolder folder = SnapshotFolder.at(Path.of(arguments[0]));
            PrintStream dots = System.out;
            while (true) {
                folder.keep(older);
                dots.write('.');
                dots.flush();
                folder.keep(newer);
                dots.write('.');
                dots.flush();
            }
        }

        private static SnapshotFolder.Kept kept(PublishedRegistry published, List<Disclosure> own) throws Exception {
            SnapshotFinding finding =
                    SnapshotCheck.of(published.trusted(), published.now()).whole(published.whole(), null);
            ProvenSnapshot snapshot = ((SnapshotFinding.Taken) finding).snapshot();
            return new SnapshotFolder.Kept(
                    snapshot, published.trusted().statements(), ReportDesk.of(published.trusted()), own);
        }
    }

    private void killAfter(int writes, Random random) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream dots = writer.getInputStream()) {
            assertThat(new String(dots.readNBytes(writes), US_ASCII)).isEqualTo(".".repeat(writes));
            TimeUnit.MICROSECONDS.sleep(random.nextInt(5000));
        } finally {
            // On a system with signals this is SIGKILL: nothing of the process runs any more.
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void theNextOneFindsOneOrTheOtherWhole() throws Exception {
        Random random = new Random(SEED);
        PublishedRegistry published = new PublishedRegistry(BASE);
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(1 + random.nextInt(MOST_WRITES), random);
            Replica.Report report =
                    Replica.trusting(published.anchors()).fromFolder(folder).sync(published.now());
            assertThat(report.troubles()).as("-Drescue.seed=%s", SEED).isEmpty();
            RegistrySnapshot found = report.snapshot().registries().get(0);
            assertThat(found.records().size()).isIn(1, 2);
            assertThat(Files.list(folder).filter(file -> file.toString().endsWith(".snapshot")))
                    .hasSize(1);
        }
    }
}
