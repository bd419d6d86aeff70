package org.rescueregistry.sdk;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Admission;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Confirmation;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationKeys;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Position;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Profile;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Suspension;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Registries made by hand, without logs: what a verdict depends on, to be changed one thing at a time. */
final class VerdictScene {
    static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    static final String WEIBO = "weibo.example";
    static final AccountId BLUE = new AccountId(WEIBO, "100");
    static final AccountId STRANGER = new AccountId(WEIBO, "200");
    static final EntityId CN = entity("https://cn.example");
    static final EntityId TH = entity("https://th.example");

    private static final String LOG = "registry.example/log";
    private static final Digest SOME = Digest.sha256(new byte[] {1});
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Es256Signer KEY = Es256Signer.generate(RANDOM);

    private final EntityId registry;
    private final String prefix;
    private final List<Team> teams = new ArrayList<>();
    final List<PostAttestation> attestations = new ArrayList<>();
    boolean knowsAttestations = true;
    Instant provenAsOf = NOW.minusSeconds(5);
    RegistrySnapshot.@Nullable Doubt doubt;
    Set<Code> heardOf = Set.of();

    VerdictScene(EntityId registry, String prefix) {
        this.registry = registry;
        this.prefix = prefix;
    }

    /** An organisation: its record, and what is disclosed of it. */
    static final class Team {
        final Code code;
        final List<Disclosure> disclosures = new ArrayList<>();
        OrganisationRecord record;

        private Team(Code code, OrganisationRecord record) {
            this.code = code;
            this.record = record;
        }

        Team now(UnaryOperator<OrganisationRecord> change) {
            record = change.apply(record);
            return this;
        }

        Team withhold(String name) {
            disclosures.removeIf(disclosure -> disclosure.name().equals(name));
            return this;
        }
    }

    /** The one registry of most tests, with the team of most tests. */
    static VerdictScene cn() {
        VerdictScene scene = new VerdictScene(CN, "CN");
        scene.team("7K3M9QXD", "蓝舟救援", new BoundAccount(BLUE, List.of("蓝舟救援", "blueboat")));
        return scene;
    }

    static EntityId entity(String text) {
        try {
            return EntityId.parse(text);
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Code code(String random) {
        try {
            return Code.of(prefix, random);
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A team in good standing whose accounts vetters have confirmed. */
    Team team(String random, String name, BoundAccount... accounts) {
        Disclosure named = OrganisationName.of("zh-Hans", name).disclose(RANDOM);
        Disclosure kind = Disclosure.create("kind", new Json.Str("rescue_team"), RANDOM);
        List<Disclosure> bound =
                Arrays.stream(accounts).map(account -> account.disclose(RANDOM)).toList();
        Code code = code(random);
        OrganisationRecord record = new OrganisationRecord(
                code,
                new Admission(
                        new Position(SOME, 4), List.of(), 0, NOW.minusSeconds(1000), NOW.plus(Duration.ofDays(100))),
                new Profile(DigestSet.of(named.digest()), kind.digest(), null, SOME),
                new OrganisationKeys(KEY.publicKey(), KEY.publicKey(), SOME),
                bound.stream()
                        .map(disclosure -> account(disclosure).withConfirmation(byVetters(NOW.plusSeconds(1000))))
                        .toList(),
                List.of(),
                List.of(),
                null,
                new Position(SOME, 5));
        Team team = new Team(code, record);
        team.disclosures.addAll(List.of(named, kind));
        team.disclosures.addAll(bound);
        teams.add(team);
        return team;
    }

    private static Account account(Disclosure disclosure) {
        return Account.unconfirmed(SOME, disclosure.digest(), NOW.minusSeconds(100));
    }

    static Confirmation byVetters(Instant until) {
        return new Confirmation(List.of(KEY.keyId()), 5, until, Confirmation.VETTERS);
    }

    static Confirmation byPlatform(String domain, Instant until) {
        return new Confirmation(List.of(KEY.keyId()), 5, until, Confirmation.platform(domain));
    }

    static Suspension suspension(Reason reason, @Nullable Instant until) {
        return new Suspension(SOME, KEY.keyId(), Suspension.Kind.OFFICERS, reason, NOW.minusSeconds(50), until);
    }

    /** Only this confirmation, for every account. */
    static UnaryOperator<OrganisationRecord> confirmedOnly(Confirmation confirmation) {
        return record -> {
            OrganisationRecord bare = record.withoutConfirmations();
            for (Account account : record.accounts()) {
                bare = bare.withConfirmation(account.digest(), confirmation);
            }
            return bare;
        };
    }

    Team blue() {
        return teams.get(0);
    }

    /** The team vouches for a post, for a day from {@link #NOW} on; live as long as the team's record lets it be. */
    PostAttestation attest(Team team, Post post) {
        return attest(team, post, null);
    }

    /** The same, for a post with a code. */
    PostAttestation attest(Team team, Post post, @Nullable PostCode code) {
        return attest(team, post, code, Duration.ofDays(1));
    }

    /** The same, for so long. */
    PostAttestation attest(Team team, Post post, @Nullable PostCode code, Duration life) {
        PostAttestation attestation = signed(team, post, code, life);
        attestations.add(attestation);
        return attestation;
    }

    /** The same, which nobody publishes. */
    PostAttestation signed(Team team, Post post, @Nullable PostCode code, Duration life) {
        PostAttestation.Content content = new PostAttestation.Content(
                post.account(), Digest.sha256(PostText.of(post.text()).utf8()), DigestSet.of(post.media()), code);
        Instant iat = NOW.minusSeconds(10);
        return PostAttestation.sign(
                content, Envelope.about(team.code, LOG, Stamp.at(iat, RANDOM)), NOW.plus(life), KEY);
    }

    private List<PostAttestation> live(Instant time) {
        return attestations.stream()
                .filter(one -> teams.stream().anyMatch(team -> LiveAttestations.isLive(one, team.record, time)))
                .toList();
    }

    private RegistrySnapshot attested(RegistrySnapshot made) {
        Instant time = provenAsOf.truncatedTo(ChronoUnit.SECONDS);
        List<PostAttestation> live = live(time);
        Digest hash =
                LiveAttestations.hash(live.stream().map(PostAttestation::id).toList());
        try {
            return made.withAttestations(new StateLeaf(hash, SOME, LOG, SOME, 6, new TreeMap<>(), time), live);
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    RegistrySnapshot registrySnapshot() {
        RegistrySnapshot made = new RegistrySnapshot(
                new RegistrySnapshot.Origin(registry, prefix),
                new RegistrySnapshot.Proven(7, SOME, provenAsOf),
                teams.stream().map(team -> team.record).toList(),
                teams.stream().flatMap(team -> team.disclosures.stream()).toList());
        return (knowsAttestations ? attested(made) : made).hearing(heardOf).doubting(doubt);
    }

    static Snapshot snapshot(VerdictScene... scenes) {
        return new Snapshot(
                Arrays.stream(scenes).map(VerdictScene::registrySnapshot).toList());
    }

    static RescueVerifier verifier(RescueVerifier.Builder builder, VerdictScene... scenes) {
        RescueVerifier verifier = builder.build();
        verifier.use(snapshot(scenes));
        return verifier;
    }

    Verdict verdict(Post post) {
        return verifier(RescueVerifier.builder(), this).verify(post, NOW);
    }

    static Post by(AccountId account, String name, String bio, String text) {
        return new Post(account, List.of(name), bio, text);
    }

    /** An ordinary post of the team of most tests. */
    static Post blues() {
        return by(BLUE, "蓝舟救援", "", "今天又救出三人");
    }
}
