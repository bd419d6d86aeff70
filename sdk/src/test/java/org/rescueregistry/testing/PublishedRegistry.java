package org.rescueregistry.testing;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.Metadata;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.StatementDraft;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TileHashes;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.SnapshotContent;
import org.rescueregistry.sdk.SnapshotDelta;
import org.rescueregistry.sdk.SnapshotFile;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * An invented registry with all around it that makes its snapshots hold: a council that recognises it, a log, four witnesses of whom
 * three must cosign, two replayers of whom both must, organisations that disclose their name and accounts.
 */
public final class PublishedRegistry {
    public static final List<String> WITNESSES = List.of("w1", "w2", "w3", "w4");
    public static final List<String> REPLAYERS = List.of("r1", "r2");
    public static final String PLATFORM = "weibo.example";

    private final EntityId council;
    private final EntityId entity;
    private final TestRegistry registry;
    private final Es256Signer issuer;
    private final LogSigner log;
    private final String witnessUrl;
    private final Map<String, CosignatureSigner> cosigners = new LinkedHashMap<>();
    private final Map<Digest, Disclosure> disclosures = new LinkedHashMap<>();
    private final SecureRandom random;
    private int accounts;

    /**
     * A registry whose entity identifier and council's are below this base.
     *
     * @param base such as {@code https://example.org} or {@code http://127.0.0.1:8080}
     */
    public PublishedRegistry(String base) {
        this(base, "registry", 6);
    }

    /** Another one under the same council. */
    public PublishedRegistry(String base, String name, long seed) {
        this(base, name, "CN", seed, new SecureRandom());
    }

    /** One whose disclosures have the salts that come from {@code salts}, so that all of it is the same each time. */
    public PublishedRegistry(String base, Random salts) {
        this(base, "CN", salts);
    }

    /** One of those whose codes begin with these symbols. */
    public PublishedRegistry(String base, String codePrefix, Random salts) {
        this(base, "registry", codePrefix, 6, new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                salts.nextBytes(bytes);
            }
        });
    }

    private PublishedRegistry(String base, String name, String codePrefix, long seed, SecureRandom salts) {
        random = salts;
        try {
            council = EntityId.parse(base + "/council");
            entity = EntityId.parse(base + "/" + name);
            String origin = base.replaceFirst("https?://", "") + "/" + name + "/log";
            registry = TestRegistry.unfounded(entity.toString(), origin, Limits.DEFAULT, seed, codePrefix);
            issuer = TestKeys.es256(entity + " federation key");
            log = LogSigner.of(origin, TestKeys.ed25519(origin), TestKeys.mlDsa44(origin));
            witnessUrl = base + "/witness";
            for (String witness : WITNESSES) {
                cosigners.put(witness, CosignatureSigner.of("witness.example/" + witness, TestKeys.ed25519(witness)));
            }
            for (String replayer : REPLAYERS) {
                cosigners.put(
                        replayer, CosignatureSigner.of("replayer.example/" + replayer, TestKeys.ed25519(replayer)));
            }
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
        registry.found();
    }

    public TestRegistry registry() {
        return registry;
    }

    public EntityId entity() {
        return entity;
    }

    public Instant now() {
        return registry.now();
    }

    // ---- organisations ----------------------------------------------------------------------------------------------

    /** An organisation with a name and an account that is its own, and what it disclosed. */
    public record Admitted(TestOrganisation organisation, Disclosure name, Disclosure account, AccountId accountId) {}

    /** Admits an organisation that discloses its name and one account to everybody. */
    public Admitted admit() {
        Admitted admitted = undisclosed();
        disclose(admitted.name());
        disclose(admitted.account());
        return admitted;
    }

    /** Admits an organisation whose disclosures nobody is shown. */
    public Admitted undisclosed() {
        int number = accounts++;
        AccountId account = new AccountId(PLATFORM, Integer.toString(1000 + number));
        return undisclosed(
                OrganisationName.of("en", "Team " + number), new BoundAccount(account, List.of("team " + number)));
    }

    /** Admits an organisation of this name with this account, which it discloses to everybody. */
    public Admitted admit(OrganisationName named, BoundAccount account) {
        Admitted admitted = undisclosed(named, account);
        disclose(admitted.name());
        disclose(admitted.account());
        return admitted;
    }

    /** As {@link #admit(OrganisationName, BoundAccount)}, disclosed to nobody. */
    public Admitted undisclosed(OrganisationName named, BoundAccount account) {
        TestOrganisation team = registry.organisation();
        Disclosure bound = account.disclose(random);
        Disclosure name = named.disclose(random);
        registry.write(registry.admission(
                team,
                new Application.Content(
                        team.key().publicKey(),
                        team.pauseKey().publicKey(),
                        DigestSet.of(name.digest()),
                        TestKeys.digest(team.code() + " kind"),
                        TestKeys.digest(team.code() + " jurisdiction"),
                        DigestSet.of(bound.digest()))));
        return new Admitted(team, name, bound, account.account());
    }

    /** A further account, which an organisation may bind, disclosed to everybody. */
    public Disclosure further(BoundAccount account) {
        Disclosure disclosure = account.disclose(random);
        disclose(disclosure);
        return disclosure;
    }

    /** An organisation vouches for a post of its account, for a month; the registry publishes that with a state of its own. */
    public PostAttestation attest(Admitted by, String text) {
        PostAttestation attestation = attestation(by, text);
        registry.attest(attestation);
        return attestation;
    }

    /** The same, which nobody is shown yet. */
    public PostAttestation attestation(Admitted by, String text) {
        return PostAttestation.sign(
                new PostAttestation.Content(
                        by.accountId(), Digest.sha256(PostText.of(text).utf8()), DigestSet.EMPTY, null),
                Envelope.about(by.organisation().code(), registry.log(), registry.stamp()),
                now().plus(Duration.ofDays(30)),
                by.organisation().key());
    }

    /** From now on this is disclosed to everybody. */
    public void disclose(Disclosure disclosure) {
        disclosures.put(disclosure.digest(), disclosure);
    }

    /** From now on nobody is shown this any more. */
    public void conceal(Disclosure disclosure) {
        disclosures.remove(disclosure.digest());
    }

    /** What is disclosed to everybody and named by a record. */
    public List<Disclosure> disclosed() {
        Set<Digest> named = new HashSet<>();
        registry.fold().records().forEach(record -> named.addAll(record.digests()));
        return disclosures.values().stream()
                .filter(disclosure -> named.contains(disclosure.digest()))
                .toList();
    }

    // ---- the federation ---------------------------------------------------------------------------------------------

    public List<PinnedAnchor> anchors() {
        return List.of(
                new PinnedAnchor(council, FederationKeys.of(registry.council().publicKey())));
    }

    public String councilConfiguration() {
        Json.Obj endpoints = Json.object()
                .put("federation_fetch_endpoint", council + "/fetch")
                .put("federation_list_endpoint", council + "/list")
                .build();
        return valid(StatementDraft.configuration(
                        council, FederationKeys.of(registry.council().publicKey())))
                .metadata(Metadata.of(Metadata.FEDERATION_ENTITY, endpoints))
                .sign(registry.council());
    }

    public String subordinate() {
        return subordinate(registry.charter().codePrefix());
    }

    private String subordinate(String codePrefix) {
        return valid(StatementDraft.subordinate(council, entity, FederationKeys.of(issuer.publicKey())))
                .metadata(RegistryMetadata.pin(codePrefix, registry.fold().charterId()))
                .sign(registry.council());
    }

    public String configuration() {
        return valid(StatementDraft.configuration(entity, FederationKeys.of(issuer.publicKey())))
                .authorityHints(List.of(council))
                .metadata(Metadata.of(RegistryMetadata.ENTITY_TYPE, metadata().json()))
                .sign(issuer);
    }

    private RegistryMetadata metadata() {
        return new RegistryMetadata(
                registry.log(),
                entity.resolve("/log"),
                registry.charter().logKeys(),
                policy(),
                REPLAYERS.stream().map(this::key).toList(),
                entity.resolve("/status/"),
                entity.resolve("/snapshot"),
                entity.resolve("/disclosures"),
                registry.charter().codePrefix(),
                registry.fold().charterId(),
                new RegistryMetadata.Status(statusPolicy(), entity.resolve("/checkpoint")));
    }

    private StatementDraft valid(StatementDraft draft) {
        return draft.valid(now().minus(Duration.ofHours(1)), now().plus(Duration.ofHours(23)));
    }

    private String key(String cosigner) {
        return cosigners.get(cosigner).verifierKey().toString();
    }

    /** Three of four witnesses. */
    public String policy() {
        return lines() + "quorum witnesses\n";
    }

    /** And both replayers. */
    public String statusPolicy() {
        StringBuilder text = new StringBuilder(lines());
        REPLAYERS.forEach(name -> text.append("witness " + name + " " + key(name) + "\n"));
        return text + "group replayers all r1 r2\ngroup both all witnesses replayers\nquorum both\n";
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        log.verifierKeys().forEach(key -> text.append("log " + key + "\n"));
        WITNESSES.forEach(name -> text.append("witness " + name + " " + key(name) + " " + witnessUrl + "/" + name)
                .append('\n'));
        return text.append("group witnesses 3 w1 w2 w3 w4\n").toString();
    }

    /** The registry's chain as the council gives it now. */
    public List<String> chain() {
        return List.of(configuration(), subordinate(), councilConfiguration());
    }

    /** The same, verified. */
    public TrustChain trusted() {
        return trusted(chain());
    }

    /** A chain whose council gives the registry another code prefix than its charter has. */
    public TrustChain trustedAs(String codePrefix) {
        return trusted(List.of(configuration(), subordinate(codePrefix), councilConfiguration()));
    }

    private TrustChain trusted(List<String> chain) {
        try {
            Resolution resolution = new TrustChainResolver(anchors()).verify(Json.strings(chain), now());
            return ((Resolution.Trusted) resolution).chain();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- snapshots --------------------------------------------------------------------------------------------------

    /** Everybody who vouches for a status. */
    public static List<String> everybody() {
        List<String> all = new ArrayList<>(WITNESSES);
        all.addAll(REPLAYERS);
        return all;
    }

    /** The log's tree of so many leaves, signed by it and by these, now. */
    public SignedCheckpoint tree(List<byte[]> leaves, Collection<String> signers) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        SignedCheckpoint signed = log.sign(new Checkpoint(registry.log(), leaves.size(), root(leaves, files)));
        return signed.plus(signers.stream()
                .map(name -> cosigners.get(name).sign(signed, now()))
                .toList());
    }

    private static Digest root(List<byte[]> leaves, Map<String, byte[]> files) {
        try {
            Growth growth = Growth.append(0, leaves, path -> {
                throw new IOException("the empty tree has no tiles");
            });
            growth.files().forEach((path, bytes) -> files.put(path.toString(), bytes.clone()));
            return growth.root();
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static TileHashes hashes(List<byte[]> leaves) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        root(leaves, files);
        return new TileHashes(leaves.size(), path -> files.get(path.toString()));
    }

    /** The newest whole snapshot, with the chain. */
    public SnapshotFile whole() {
        return new SnapshotFile(chain(), content(registry.fold().records(), disclosed(), everybody()));
    }

    /** The newest state with these records and disclosures, vouched for by these. */
    public SnapshotContent content(
            Collection<OrganisationRecord> records, Collection<Disclosure> shown, Collection<String> signers) {
        List<byte[]> leaves = registry.leaves();
        try {
            return new SnapshotContent(
                    Statement.parse(leaves.get(0)),
                    StateLeaf.parse(leaves.get(leaves.size() - 1)),
                    records.stream().map(SnapshotContent.Row::of).toList(),
                    List.copyOf(shown),
                    registry.liveAttestations().stream()
                            .map(PostAttestation::compact)
                            .toList(),
                    receipt(leaves, signers));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of the last of these leaves. */
    TlogProof receipt(List<byte[]> leaves, Collection<String> signers) {
        try {
            return TlogProof.of(hashes(leaves).inclusionProof(leaves.size() - 1L), tree(leaves, signers));
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** The newest whole snapshot with another state leaf at the end, which all have signed all the same. */
    public SnapshotFile lying(UnaryOperator<StateLeaf> lie) {
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        SnapshotContent honest = content(registry.fold().records(), disclosed(), everybody());
        StateLeaf state = lie.apply(honest.state());
        leaves.set(leaves.size() - 1, state.bytes());
        return new SnapshotFile(
                chain(),
                new SnapshotContent(
                        honest.charter(),
                        state,
                        honest.records(),
                        honest.disclosures(),
                        honest.attestations(),
                        receipt(leaves, everybody())));
    }

    /** What changed since the tree of {@code since} leaves: these records, these disclosures. */
    public SnapshotDelta delta(long since, Collection<OrganisationRecord> records, Collection<Disclosure> shown) {
        try {
            Set<Digest> all = new HashSet<>();
            disclosed().forEach(disclosure -> all.add(disclosure.digest()));
            return new SnapshotDelta(
                    since,
                    hashes(registry.leaves()).consistencyProof(since).hashes(),
                    SnapshotDelta.disclosed(all),
                    content(records, shown, everybody()),
                    ended());
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private List<Digest> ended() {
        Set<Digest> ended = new HashSet<>();
        registry.attestations().forEach(one -> ended.add(one.id()));
        registry.liveAttestations().forEach(one -> ended.remove(one.id()));
        return List.copyOf(ended);
    }

    /** The size of the log. */
    public long size() {
        return registry.leaves().size();
    }
}
