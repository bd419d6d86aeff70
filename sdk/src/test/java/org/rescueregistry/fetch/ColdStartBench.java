package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.testing.InventedLog;
import org.rescueregistry.testing.ProviderKey;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.Rounds;
import org.rescueregistry.wire.Base64Url;

/**
 * A platform's process begins: ten thousand organisations with three accounts each and ten thousand post attestations, from a folder,
 * against the bare time in which as many threads verify ten thousand ES256 signatures: with Bouncy Castle's verifier, keys kept, which
 * is the limit as it is for a replay ({@code ReplayBench}), and with our own call, which is faster.
 */
class ColdStartBench {
    private static final int ORGANISATIONS = Integer.getInteger("bench.organisations", 10_000);
    private static final int ATTESTATIONS = 10_000;
    private static final String LIMIT = "10,000 signatures, Bouncy Castle's verifier";
    private static final String OWN_CALL = "the same, our own call, keys that have verified before";

    @TempDir
    private Path folder;

    private final PublishedRegistry published = new PublishedRegistry("https://example.org");
    private final List<CompactJws> bare = new ArrayList<>();
    private final List<Signed> signed = new ArrayList<>();
    private final List<ProviderKey> provider = new ArrayList<>();
    private List<Es256Signer> keys = List.of();

    /** An attestation as Bouncy Castle's verifier takes it. */
    private record Signed(byte[] message, byte[] signature) {}

    @Test
    void beginsFromAFolder() throws Exception {
        write();
        Rounds times = new Rounds("cold start, " + ORGANISATIONS + " organisations", "ms");
        long heap = 0;
        for (int round = 0; round < Rounds.count(7); round++) {
            times.add(LIMIT, millis(this::signaturesByProvider));
            times.add(OWN_CALL, millis(this::signatures));
            RescueVerifier verifier = new RescueVerifier(VerificationPolicy.OFFLINE);
            long before = used();
            long begun = System.nanoTime();
            times.add("cold start", millis(() -> begin(verifier)));
            stranger(verifier);
            times.add("until a stranger's name is looked up", (System.nanoTime() - begun) / 1e6);
            heap = used() - before;
            assertThat(verifier.snapshot().registries().get(0).attestations()).hasSize(ATTESTATIONS);
        }
        System.out.print(times.against(LIMIT));
        System.out.print(times.against(OWN_CALL));
        System.out.printf("heap after GC, of the snapshot alone: %,d bytes%n", heap);
        assertThat(times.ratio("cold start", LIMIT)).isLessThanOrEqualTo(1 / 0.7);
        assertThat(heap).isLessThan(64 << 20);
    }

    /** In a method of its own: what it makes is garbage before anything is measured. */
    private void write() throws Exception {
        InventedTeams teams = new InventedTeams(published, ORGANISATIONS, ATTESTATIONS);
        byte[] bytes = teams.begin(new InventedLog(published)).toBytes();
        Files.write(folder.resolve(SnapshotFolder.fileName(published.entity())), bytes);
        System.out.printf("snapshot of %,d bytes%n", bytes.length);
        keys = teams.keys;
        keys.forEach(key -> provider.add(new ProviderKey(key.publicKey())));
        for (PostAttestation attestation : teams.attestations) {
            String compact = attestation.compact();
            int dot = compact.lastIndexOf('.');
            bare.add(CompactJws.parse(compact));
            signed.add(new Signed(
                    compact.substring(0, dot).getBytes(US_ASCII),
                    Base64Url.decode(compact.substring(dot + 1), "signature")));
        }
    }

    private void begin(RescueVerifier verifier) {
        Replica.Report report =
                Replica.trusting(published.anchors()).fromFolder(folder).sync(published.now());
        assertThat(report.troubles()).isEmpty();
        verifier.use(report.snapshot());
    }

    /** Waits for the index of names, which is being made beside readers: nothing else here may have it beside itself. */
    private void stranger(RescueVerifier verifier) {
        Post post = new Post(new AccountId("weibo.example", "1"), List.of("somebody"), "", "good morning");
        assertThat(verifier.verify(post, published.now()).outcome()).isEqualTo(Outcome.NOT_A_CLAIM);
    }

    private void signatures() {
        assertThat(IntStream.range(0, bare.size())
                        .parallel()
                        .allMatch(i -> bare.get(i)
                                .verify(keys.get(i % InventedTeams.KEYS).publicKey())))
                .isTrue();
    }

    private void signaturesByProvider() {
        assertThat(IntStream.range(0, signed.size())
                        .parallel()
                        .allMatch(i -> provider.get(i % InventedTeams.KEYS)
                                .verify(signed.get(i).message(), signed.get(i).signature())))
                .isTrue();
    }

    private static double millis(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e6;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
