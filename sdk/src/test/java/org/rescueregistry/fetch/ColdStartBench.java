package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Admission;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Confirmation;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.OrganisationKeys;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Position;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Profile;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Voucher;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.Rounds;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * A platform's process begins: ten thousand organisations with three accounts each and ten thousand post attestations, from a folder,
 * against the bare time in which as many threads verify ten thousand ES256 signatures.
 */
class ColdStartBench {
    private static final int ORGANISATIONS = Integer.getInteger("bench.organisations", 10_000);
    private static final int ACCOUNTS = 3;
    private static final int ATTESTATIONS = 10_000;
    private static final int KEYS = 50;

    @TempDir
    private Path folder;

    private final PublishedRegistry published = new PublishedRegistry("https://example.org");
    private final SecureRandom random = new SecureRandom();
    private final List<Es256Signer> keys = new ArrayList<>();
    private final List<OrganisationRecord> records = new ArrayList<>();
    private final List<Disclosure> disclosures = new ArrayList<>();
    private final List<PostAttestation> attestations = new ArrayList<>();
    private final List<CompactJws> bare = new ArrayList<>();

    @Test
    void beginsFromAFolder() throws Exception {
        for (int i = 0; i < KEYS; i++) {
            keys.add(Es256Signer.generate(random));
        }
        for (int i = 0; i < ORGANISATIONS; i++) {
            admit(i);
        }
        for (int i = 0; i < ATTESTATIONS; i++) {
            attest(i);
        }
        SnapshotFile file = published.invented(records, disclosures, attestations);
        byte[] bytes = file.toBytes();
        Files.write(folder.resolve(SnapshotFolder.fileName(published.entity())), bytes);
        System.out.printf("snapshot of %,d bytes%n", bytes.length);
        for (PostAttestation attestation : attestations) {
            bare.add(CompactJws.parse(attestation.compact()));
        }
        attestations.clear();
        records.clear();
        disclosures.clear();
        Rounds times = new Rounds("cold start, " + ORGANISATIONS + " organisations", "ms");
        long heap = 0;
        for (int round = 0; round < Rounds.count(7); round++) {
            times.add("10,000 signatures", millis(this::signatures));
            RescueVerifier verifier = new RescueVerifier(VerificationPolicy.OFFLINE);
            long before = used();
            times.add("cold start", millis(() -> begin(verifier)));
            heap = used() - before;
            assertThat(verifier.snapshot().registries().get(0).attestations()).hasSize(ATTESTATIONS);
        }
        System.out.print(times.against("10,000 signatures"));
        System.out.printf("heap after GC, of the snapshot alone: %,d bytes%n", heap);
        assertThat(times.ratio("cold start", "10,000 signatures")).isLessThanOrEqualTo(1 / 0.7);
        assertThat(heap).isLessThan(64 << 20);
    }

    private void begin(RescueVerifier verifier) {
        Replica.Report report =
                Replica.trusting(published.anchors()).fromFolder(folder).sync(published.now());
        assertThat(report.troubles()).isEmpty();
        verifier.use(report.snapshot());
    }

    private void signatures() {
        assertThat(IntStream.range(0, bare.size())
                        .parallel()
                        .allMatch(i -> bare.get(i).verify(keys.get(i % KEYS).publicKey())))
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

    private void admit(int number) throws MalformedException {
        Code code = code(number);
        Instant now = published.now();
        Digest by = TestKeys.digest("act " + number);
        Es256Signer key = number < KEYS ? keys.get(number) : Es256Signer.generate(random);
        Disclosure name = disclosed(OrganisationName.of("en", "Team " + number).disclose(random));
        Disclosure kind = disclosed(Disclosure.create("kind", new Json.Str("rescue_team"), random));
        Disclosure where = disclosed(Disclosure.create("jurisdiction", new Json.Str("CN"), random));
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            AccountId id = account(number, i);
            Disclosure account =
                    disclosed(new BoundAccount(id, List.of("救援队" + number, "team" + number)).disclose(random));
            List<KeyId> two = List.of(keys.get(0).keyId(), keys.get(1).keyId());
            accounts.add(Account.unconfirmed(by, account.digest(), now.minusSeconds(1000))
                    .withConfirmation(new Confirmation(two, 12, now.plusSeconds(1_000_000), Confirmation.VETTERS)));
        }
        records.add(new OrganisationRecord(
                code,
                new Admission(
                        new Position(by, number),
                        List.of(
                                new Voucher("hill-desk", keys.get(2).keyId()),
                                new Voucher("river-desk", keys.get(3).keyId())),
                        number,
                        now.minusSeconds(1000),
                        now.plusSeconds(10_000_000)),
                new Profile(DigestSet.of(name.digest()), kind.digest(), where.digest(), by),
                new OrganisationKeys(
                        key.publicKey(), Es256Signer.generate(random).publicKey(), by),
                accounts,
                List.of(),
                List.of(),
                null,
                new Position(by, number)));
    }

    /** One of those with a known key vouches for a post of one of its accounts. */
    private void attest(int number) throws MalformedException {
        int organisation = number % KEYS;
        PostAttestation.Content post = new PostAttestation.Content(
                account(organisation, number % ACCOUNTS), TestKeys.digest("post " + number), DigestSet.EMPTY, null);
        Instant now = published.now();
        Envelope about = Envelope.about(code(organisation), published.registry().log(), Stamp.at(now, random));
        attestations.add(PostAttestation.sign(post, about, now.plusSeconds(1_000_000), keys.get(organisation)));
    }

    private static Code code(int number) throws MalformedException {
        return Code.of("CN", String.format("%08d", number));
    }

    private static AccountId account(int organisation, int number) {
        return new AccountId("weibo.example", Long.toString(7_000_000_000L + organisation * 10L + number));
    }

    private Disclosure disclosed(Disclosure disclosure) {
        disclosures.add(disclosure);
        return disclosure;
    }
}
