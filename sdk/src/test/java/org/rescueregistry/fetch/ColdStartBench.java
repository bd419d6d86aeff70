package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import org.rescueregistry.statement.OrganisationKeys;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Position;
import org.rescueregistry.statement.Profile;
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
    private static final int KEYS = 50;

    @TempDir
    private Path folder;

    private final PublishedRegistry published = new PublishedRegistry("https://example.org");
    private final SecureRandom random = new SecureRandom();
    private final List<Es256Signer> keys = new ArrayList<>();
    private final List<OrganisationRecord> records = new ArrayList<>();
    private final List<Disclosure> disclosures = new ArrayList<>();
    private final List<CompactJws> attestations = new ArrayList<>();

    @Test
    void beginsFromAFolder() throws Exception {
        for (int i = 0; i < KEYS; i++) {
            keys.add(Es256Signer.generate(random));
        }
        for (int i = 0; i < ORGANISATIONS; i++) {
            admit(i);
        }
        SnapshotFile file = published.invented(records, disclosures, attestations);
        byte[] bytes = file.toBytes();
        Files.write(folder.resolve(SnapshotFolder.fileName(published.entity())), bytes);
        System.out.printf("snapshot of %,d bytes%n", bytes.length);
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
            assertThat(verifier.snapshot().registries()).hasSize(1);
        }
        System.out.print(times.against("10,000 signatures"));
        System.out.printf("heap after GC, of the snapshot alone: %,d bytes%n", heap);
    }

    private void begin(RescueVerifier verifier) {
        Replica.Report report =
                Replica.trusting(published.anchors()).fromFolder(folder).sync(published.now());
        assertThat(report.troubles()).isEmpty();
        verifier.use(report.snapshot());
    }

    private void signatures() {
        assertThat(attestations.parallelStream()
                        .allMatch(jws ->
                                jws.verify(keys.get(jws.payload()[0] - 32).publicKey())))
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
        Code code = Code.of("CN", String.format("%08d", number));
        Instant now = published.now();
        Digest by = TestKeys.digest("act " + number);
        Es256Signer key = keys.get(number % KEYS);
        Disclosure name = disclosed(OrganisationName.of("en", "Team " + number).disclose(random));
        Disclosure kind = disclosed(Disclosure.create("kind", new Json.Str("rescue_team"), random));
        Disclosure where = disclosed(Disclosure.create("jurisdiction", new Json.Str("CN"), random));
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            AccountId id = new AccountId("weibo.example", Long.toString(7_000_000_000L + number * 10L + i));
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
                        Es256Signer.generate(random).publicKey(),
                        Es256Signer.generate(random).publicKey(),
                        by),
                accounts,
                List.of(),
                List.of(),
                null,
                new Position(by, number)));
        byte[] post = Json.object()
                .put("about", TestKeys.digest("post " + number).base64Url())
                .put("sub", code.canonical())
                .build()
                .canonical();
        post[0] = (byte) (32 + number % KEYS);
        attestations.add(CompactJws.sign("rescue-post+jwt", post, key));
    }

    private Disclosure disclosed(Disclosure disclosure) {
        disclosures.add(disclosure);
        return disclosure;
    }
}
