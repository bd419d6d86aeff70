package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.ConsistencyProof;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.ReceiptResult;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.StateMap;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * Judges snapshots and deltas of one registry, to which a trust chain leads. Pure; the steps are those of
 * docs/reference/snapshot.md, "Checking it by hand", in their order. What does not hold is refused whole.
 *
 * <pre>{@code
 * SnapshotCheck check = SnapshotCheck.of(chain, now);
 * SnapshotFinding finding = check.whole(SnapshotFile.parse(bytes), known);
 * }</pre>
 */
public final class SnapshotCheck {
    private final RegistrySnapshot.Origin origin;
    private final RegistryMetadata metadata;
    private final TrustedLog log;
    private final Instant now;

    private SnapshotCheck(TrustChain chain, RegistryMetadata metadata, TrustedLog log, Instant now) {
        this.origin = new RegistrySnapshot.Origin(chain.subject(), metadata.codePrefix());
        this.metadata = metadata;
        this.log = log;
        this.now = now;
    }

    /**
     * Under the policy that the registry's status has to meet.
     *
     * @throws MalformedException as {@link TrustedLog#of(TrustChain)}
     */
    public static SnapshotCheck of(TrustChain chain, Instant now) throws MalformedException {
        return new SnapshotCheck(chain, RegistryMetadata.of(chain), TrustedLog.of(chain), now);
    }

    /** The tree a state stands on, and T. */
    private record Standing(Checkpoint tree, Instant asOf) {}

    /**
     * A whole snapshot.
     *
     * @param before what is known already; null for nothing. A replica never goes back behind it
     */
    public SnapshotFinding whole(SnapshotFile file, @Nullable ProvenSnapshot before) {
        return finding(() -> {
            SnapshotContent content = file.content();
            Standing standing = standing(content);
            requireNotBack(standing, before);
            Disclosed disclosed = Disclosed.of(content.disclosures());
            Disclosed.Named named = disclosed.named();
            Map<Code, HeldRecord> records = opened(content, named);
            AttestationCheck check = attestations(content, records);
            // Beside the signatures, which every processor can verify, goes what only one can do.
            InParallel.Both<StateMap, AttestedPosts> both = InParallel.both(
                    () -> {
                        StateMap map = map(StateMap.EMPTY, content);
                        requireNamed(named.missing(), List.of());
                        // Kept with them: whoever names the snapshot asks for it.
                        Digest unused = disclosed.hash();
                        return map;
                    },
                    () -> {
                        AttestedPosts attested = AttestedPosts.of(check.verifiedTexts(content.attestations()));
                        check.requireCommitted(attested);
                        return attested;
                    });
            return snapshot(
                    standing,
                    before,
                    content,
                    new ProvenSnapshot.Body(records, both.first(), disclosed, both.second()));
        });
    }

    /** What changed since {@code before}. */
    public SnapshotFinding delta(SnapshotDelta delta, ProvenSnapshot before) {
        return finding(() -> {
            SnapshotContent content = delta.content();
            Standing standing = standing(content);
            requireContinued(delta, standing.tree, before.proven());
            Disclosed.Named named = Disclosed.of(content.disclosures()).named();
            Map<Code, HeldRecord> changed = opened(content, named);
            ProvenSnapshot.Body old = before.body();
            Map<Code, HeldRecord> records = new HashMap<>(old.records());
            records.putAll(changed);
            StateMap map = map(old.map(), content);
            // Most of them are of records that came along; the others may have come late.
            requireNamed(named.missing(), records.values());
            Disclosed disclosed =
                    old.disclosed().without(gone(old, changed, records)).with(content.disclosures());
            if (!disclosed.hash().equals(delta.disclosed())) {
                throw new MalformedException(
                        "disclosed_differ", "other disclosures were added or erased than the delta says");
            }
            AttestationCheck check = attestations(content, records);
            AttestedPosts stay = old.attested().changed(new HashSet<>(delta.ended()), List.of());
            check.requireStillLive(stay, changed);
            AttestedPosts attested = stay.changed(Set.of(), check.verifiedTexts(content.attestations()));
            check.requireCommitted(attested);
            return snapshot(standing, before, content, new ProvenSnapshot.Body(records, map, disclosed, attested));
        });
    }

    private interface Steps {
        ProvenSnapshot take() throws MalformedException;
    }

    private static SnapshotFinding finding(Steps steps) {
        try {
            return new SnapshotFinding.Taken(steps.take());
        } catch (MalformedException e) {
            return new SnapshotFinding.Refused(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private ProvenSnapshot snapshot(
            Standing standing, @Nullable ProvenSnapshot before, SnapshotContent content, ProvenSnapshot.Body body) {
        Instant asOf = before != null && before.proven().asOf().isAfter(standing.asOf)
                ? before.proven().asOf()
                : standing.asOf;
        return new ProvenSnapshot(
                origin,
                new RegistrySnapshot.Proven(standing.tree.size(), standing.tree.root(), asOf),
                new ProvenSnapshot.Head(content.charter(), content.state(), content.receipt()),
                body);
    }

    // ---- the state --------------------------------------------------------------------------------------------------

    private Standing standing(SnapshotContent content) throws MalformedException {
        CosignedCheckpoint checkpoint = receipt(content);
        StateLeaf state = content.state();
        Checkpoint tree = checkpoint.checkpoint();
        if (!state.log().equals(log.origin())) {
            throw new MalformedException("state_of_another_log", "the state leaf is of the log " + state.log());
        }
        if (state.size() != content.receipt().index()) {
            throw new MalformedException(
                    "state_misplaced", "the state leaf closes no batch: it is of the index " + state.size());
        }
        if (state.size() != tree.size() - 1) {
            throw new MalformedException(
                    "state_not_newest", "the tree goes on behind this state, to " + tree.size() + " leaves");
        }
        requirePinned(content);
        Instant asOf = checkpoint
                .provenAsOf(now)
                .orElseThrow(() -> new MalformedException(
                        "no_time_proven", "too few cosignatures vouch for a time that is not in the future"));
        if (state.time().isAfter(now.plus(CosignedCheckpoint.CLOCK_SKEW))) {
            throw new MalformedException("state_from_future", "the state is of " + state.time());
        }
        return new Standing(tree, asOf);
    }

    private CosignedCheckpoint receipt(SnapshotContent content) throws MalformedException {
        String of = Checkpoint.parse(content.receipt().note().text()).origin();
        if (!of.equals(log.origin())) {
            throw new MalformedException("wrong_origin", "the checkpoint is of the log " + of);
        }
        ReceiptResult result =
                content.receipt().verify(Merkle.leafHash(content.state().bytes()), log.policy());
        if (result instanceof ReceiptResult.Logged logged) {
            return logged.entry().checkpoint();
        }
        if (result instanceof ReceiptResult.TooFew tooFew) {
            throw new MalformedException(
                    "policy_not_met",
                    "too few of those who have to have signed it; missing: " + String.join(", ", tooFew.missing()));
        }
        throw new MalformedException("state_not_included", "the state leaf is not in the tree at its index");
    }

    /** What the council pins and what the log says of itself must be the same. */
    private void requirePinned(SnapshotContent content) throws MalformedException {
        Statement brought = content.charter();
        if (!brought.id().equals(metadata.charter())
                || !content.state().charter().equals(metadata.charter())) {
            throw new MalformedException(
                    "charter_not_pinned", "the charter in force is not the one the council recognises");
        }
        Charter charter = charter(brought.act());
        Set<String> logKeys = new HashSet<>();
        log.policy().logs().forEach(line -> logKeys.add(line.key().toString()));
        if (charter == null
                || !charter.codePrefix().equals(metadata.codePrefix())
                || !new HashSet<>(charter.logKeys()).containsAll(logKeys)) {
            throw new MalformedException("charter_differs", "code prefix or log keys are not those of the charter");
        }
    }

    private static @Nullable Charter charter(Act act) {
        if (act instanceof Act.Found found) {
            return found.charter();
        }
        return act instanceof Act.Recharter recharter ? recharter.charter() : null;
    }

    private static void requireNotBack(Standing standing, @Nullable ProvenSnapshot before) throws MalformedException {
        if (before == null) {
            return;
        }
        RegistrySnapshot.Proven known = before.proven();
        if (standing.tree.size() < known.size()) {
            throw new MalformedException(
                    "size_went_back",
                    "a tree of " + standing.tree.size() + " leaves, and " + known.size() + " are known");
        }
        if (standing.tree.size() == known.size() && !standing.tree.root().equals(known.root())) {
            throw new MalformedException("tree_differs", "the log has signed two trees of " + known.size() + " leaves");
        }
    }

    private static void requireContinued(SnapshotDelta delta, Checkpoint tree, RegistrySnapshot.Proven known)
            throws MalformedException {
        if (delta.since() != known.size()) {
            throw new MalformedException(
                    "delta_of_another_size", "it starts from " + delta.since() + " leaves, not " + known.size());
        }
        ConsistencyProof proof = new ConsistencyProof(delta.since(), tree.size(), delta.consistency());
        if (!proof.verify(known.root(), tree.root()).isProven()) {
            throw new MalformedException(
                    "tree_not_continued",
                    "it does not show that the tree of " + tree.size() + " leaves continues the one of "
                            + known.size());
        }
    }

    // ---- records and disclosures ------------------------------------------------------------------------------------

    /** The records that came along. */
    private Map<Code, HeldRecord> opened(SnapshotContent content, Disclosed.Named named) throws MalformedException {
        Map<Code, HeldRecord> records = new LinkedHashMap<>();
        for (HeldRecord record : HeldRecord.open(content.records(), named)) {
            if (!record.code().prefix().equals(origin.codePrefix())) {
                throw new MalformedException(
                        "wrong_registry", "codes of " + log.origin() + " begin with " + origin.codePrefix());
            }
            records.put(record.code(), record);
        }
        return records;
    }

    private AttestationCheck attestations(SnapshotContent content, Map<Code, HeldRecord> records) {
        return new AttestationCheck(
                content.state(), code -> Optional.ofNullable(records.get(code)).map(HeldRecord::recordOnce));
    }

    private static StateMap map(StateMap before, SnapshotContent content) throws MalformedException {
        Map<Code, byte[]> changed = new LinkedHashMap<>();
        content.records().forEach(row -> changed.put(row.code(), row.bytes()));
        StateMap map = before.putAll(changed);
        if (!map.root().equals(content.state().map())) {
            throw new MalformedException("map_differs", "these are not the records that the state commits to");
        }
        return map;
    }

    /** These digests of disclosures stand in one of these records. */
    private static void requireNamed(Set<Digest> disclosures, Collection<HeldRecord> records)
            throws MalformedException {
        if (!HeldRecord.named(disclosures, records).containsAll(disclosures)) {
            throw new MalformedException("disclosure_unknown", "no record names the digest of a disclosure");
        }
    }

    /** What the records that came along do not name any longer, and no other does. */
    private static Set<Digest> gone(
            ProvenSnapshot.Body old, Map<Code, HeldRecord> changed, Map<Code, HeldRecord> records) {
        Set<Digest> dropped = new HashSet<>();
        for (Code code : changed.keySet()) {
            HeldRecord held = old.records().get(code);
            if (held != null) {
                dropped.addAll(held.record().digests());
            }
        }
        dropped.removeIf(digest -> !old.disclosed().has(digest));
        // Mostly nothing is left to look for in all the others.
        dropped.removeAll(HeldRecord.named(dropped, changed.values()));
        dropped.removeAll(HeldRecord.named(dropped, records.values()));
        return dropped;
    }
}
