package org.rescueregistry.fetch;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.SnapshotFile;
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
import org.rescueregistry.testing.InventedLog;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Invented organisations with three accounts each, all disclosed and confirmed, and attestations for posts of some. */
final class InventedTeams {
    /** Which organisations' keys are known: those that attest posts. */
    static final int KEYS = 50;

    private static final int ACCOUNTS = 3;

    private final PublishedRegistry published;
    private final SecureRandom random = new SecureRandom();
    final List<Es256Signer> keys = new ArrayList<>();
    final List<OrganisationRecord> records = new ArrayList<>();
    final List<Disclosure> disclosures = new ArrayList<>();
    final List<PostAttestation> attestations = new ArrayList<>();

    InventedTeams(PublishedRegistry published, int organisations, int posts) throws MalformedException {
        this.published = published;
        for (int i = 0; i < KEYS; i++) {
            keys.add(Es256Signer.generate(random));
        }
        for (int i = 0; i < organisations; i++) {
            admit(i);
        }
        for (int i = 0; i < posts; i++) {
            attest(i);
        }
    }

    /** The first state of a log with all of them. */
    SnapshotFile begin(InventedLog log) {
        return log.begins(records, disclosures, attestations);
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

    static AccountId account(int organisation, int number) {
        return new AccountId("weibo.example", Long.toString(7_000_000_000L + organisation * 10L + number));
    }

    private Disclosure disclosed(Disclosure disclosure) {
        disclosures.add(disclosure);
        return disclosure;
    }
}
