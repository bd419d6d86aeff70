package org.rescueregistry.fetch;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.sdk.Policies;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

/** Follows a registry by its log, every leaf of which it checks. */
final class RegistryReplica implements FollowedRegistry {
    /** How often the log is read on to find the state of the attestations that were given. */
    private static final int TRIES = 3;

    private static final String ATTESTATIONS = "attestations";
    private static final Digest NO_ATTESTATIONS = LiveAttestations.hash(List.of());

    private final EntityId registry;
    private final Web web;
    private final @Nullable Es256Signer reader;
    private final BatchListener listener;
    private final LargerTrees witnesses;
    private @Nullable LogReader log;
    private @Nullable RegistrySnapshot snapshot;

    RegistryReplica(
            EntityId registry, Web web, @Nullable Es256Signer reader, BatchListener listener, LargerTrees witnesses) {
        this.registry = registry;
        this.web = web;
        this.reader = reader;
        this.listener = listener;
        this.witnesses = witnesses;
    }

    /** One that chooses by itself which witnesses it asks. */
    RegistryReplica(EntityId registry, Web web, @Nullable Es256Signer reader, BatchListener listener) {
        this(registry, web, reader, listener, new LargerTrees(new SecureRandom()));
    }

    @Override
    public Optional<RegistrySnapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    @Override
    public Optional<Fold> fold() {
        return Optional.ofNullable(log).map(LogReader::fold);
    }

    @Override
    public Optional<CosignedCheckpoint> checkpoint() {
        return Optional.ofNullable(log).flatMap(LogReader::checkpoint);
    }

    @Override
    public List<Trouble> sync(TrustChain chain, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        try {
            RegistryMetadata metadata = metadata(chain);
            WitnessViews views =
                    witnesses.ask(policy(metadata), metadata.logOrigin(), WitnessViews.over(web, metadata.logOrigin()));
            advance(metadata, now, troubles);
            look(views, metadata.logOrigin(), now);
        } catch (TroubleException e) {
            troubles.add(e.trouble());
        }
        if (troubles.stream().anyMatch(trouble -> trouble.kind() == Trouble.Kind.TOO_NEW)) {
            doubt(RegistrySnapshot.Doubt.SDK_TOO_OLD);
        }
        return List.copyOf(troubles);
    }

    private void advance(RegistryMetadata metadata, Instant now, List<Trouble> troubles) {
        try {
            LogReader reading = log(metadata);
            // A log that goes on meanwhile has other attestations than those of the state that was read.
            for (int left = TRIES; left > 0 && !readOn(reading, metadata, now, troubles); left--) {
                if (left == 1) {
                    troubles.add(new Trouble(
                            Trouble.Kind.MISSING,
                            ATTESTATIONS,
                            "those that the state commits to cannot be had; none is believed"));
                }
            }
        } catch (TroubleException e) {
            if (log != null) {
                troubles.addAll(log.takeEvidence());
            }
            troubles.add(e.trouble());
        }
    }

    /** Whether what was read is whole: false if the attestations that were given are not those of the state. */
    private boolean readOn(LogReader reading, RegistryMetadata metadata, Instant now, List<Trouble> troubles)
            throws TroubleException {
        LogReader.Progress progress = reading.advance();
        troubles.addAll(progress.evidence());
        if (progress.evidence().stream().anyMatch(t -> t.kind() != Trouble.Kind.VOID_LEAF)) {
            return true;
        }
        requirePinned(reading.fold(), metadata);
        RegistrySnapshot former = snapshot;
        RegistrySnapshot bare = newer(reading, progress.checkpoint().checkpoint(), metadata, now);
        snapshot = bare;
        StateLeaf state = reading.state().orElseThrow();
        if (state.attestations().equals(NO_ATTESTATIONS)) {
            return isAttested(bare, state, List.of());
        }
        return (former != null && isAttested(bare, state, former.attestations()))
                || isAttested(bare, state, attestations(now));
    }

    /** Whether witnesses have seen more than could be had. */
    private void look(WitnessViews views, String origin, Instant now) {
        RegistrySnapshot had = snapshot;
        if (had != null) {
            Checkpoint tree =
                    new Checkpoint(origin, had.proven().size(), had.proven().root());
            if (witnesses.isWithheld(tree, views, now)) {
                doubt(RegistrySnapshot.Doubt.WITHHELD);
            }
        }
    }

    private void doubt(RegistrySnapshot.Doubt why) {
        snapshot = snapshot == null ? null : snapshot.doubting(why);
    }

    static RegistryMetadata metadata(TrustChain chain) throws TroubleException {
        try {
            return RegistryMetadata.of(chain);
        } catch (MalformedException e) {
            throw new TroubleException(
                    Trouble.Kind.NOT_TRUSTED, chain.subject().toString(), e.code() + ": " + e.getMessage());
        }
    }

    private LogReader log(RegistryMetadata metadata) throws TroubleException {
        LogPolicy policy = policies(metadata).status();
        LogSource tiles = LogSource.at(metadata.logUrl(), web);
        LogSource source = metadata.statusCheckpoint()
                .map(checkpoint -> tiles.under(() -> web.get(checkpoint)))
                .orElse(tiles);
        if (log == null) {
            log = new LogReader(metadata.logOrigin(), source, policy, listener);
        } else if (log.fold().log().equals(metadata.logOrigin())) {
            log.readFrom(source, policy);
        } else {
            throw new TroubleException(
                    Trouble.Kind.INCONSISTENT, registry.toString(), "the registry names another log than before");
        }
        return log;
    }

    /** The registry's policies; one that a single lying witness could satisfy twice over is none. */
    static Policies policies(RegistryMetadata metadata) throws TroubleException {
        try {
            return Policies.of(metadata);
        } catch (MalformedException e) {
            throw e.code().equals(Policies.TOO_WEAK)
                    ? new TroubleException(Trouble.Kind.POLICY_NOT_MET, "policy", String.valueOf(e.getMessage()))
                    : new TroubleException(Trouble.Kind.MALFORMED, "policy", e.code() + ": " + e.getMessage());
        }
    }

    /** What the registry's log has to meet. */
    static LogPolicy policy(RegistryMetadata metadata) throws TroubleException {
        return policies(metadata).log();
    }

    /** What the council pins and what the log says of itself must be the same. */
    static void requirePinned(Fold fold, RegistryMetadata metadata) throws TroubleException {
        if (!fold.hasCharter() || !fold.charterId().equals(metadata.charter())) {
            throw new TroubleException(
                    Trouble.Kind.NOT_TRUSTED, "charter", "the charter in force is not the one the council recognises");
        }
        Charter charter = fold.charter();
        if (!charter.codePrefix().equals(metadata.codePrefix())
                || !new HashSet<>(charter.logKeys()).containsAll(policyKeys(metadata))) {
            throw new TroubleException(
                    Trouble.Kind.NOT_TRUSTED, "charter", "code prefix or log keys are not those of the charter");
        }
    }

    private static List<String> policyKeys(RegistryMetadata metadata) throws TroubleException {
        return policy(metadata).logs().stream()
                .map(line -> line.key().toString())
                .toList();
    }

    private RegistrySnapshot newer(LogReader reading, Checkpoint checkpoint, RegistryMetadata metadata, Instant now)
            throws TroubleException {
        Instant asOf = reading.provenAsOf(now)
                .orElseThrow(() -> new TroubleException(
                        Trouble.Kind.POLICY_NOT_MET, "checkpoint", "its cosignatures are from the future"));
        if (snapshot != null && asOf.isBefore(snapshot.proven().asOf())) {
            asOf = snapshot.proven().asOf();
        }
        return new RegistrySnapshot(
                        new RegistrySnapshot.Origin(registry, metadata.codePrefix()),
                        new RegistrySnapshot.Proven(checkpoint.size(), checkpoint.root(), asOf),
                        reading.fold().records(),
                        disclosures(now))
                .after(snapshot);
    }

    private boolean isAttested(RegistrySnapshot replayed, StateLeaf state, List<PostAttestation> live) {
        try {
            snapshot = replayed.withAttestations(state, live);
            return true;
        } catch (MalformedException others) {
            return false;
        }
    }

    private List<PostAttestation> attestations(Instant now) throws TroubleException {
        try {
            return new RegistryClient(registry, web, () -> now).attestations();
        } catch (IOException e) {
            throw new TroubleException(Trouble.Kind.UNREACHABLE, ATTESTATIONS, LogReader.message(e));
        } catch (RegistryRefusedException e) {
            throw new TroubleException(Trouble.Kind.MISSING, ATTESTATIONS, LogReader.message(e));
        } catch (MalformedException e) {
            throw new TroubleException(Trouble.Kind.MALFORMED, ATTESTATIONS, LogReader.message(e));
        }
    }

    private List<Disclosure> disclosures(Instant now) throws TroubleException {
        RegistryClient client = new RegistryClient(registry, web, () -> now);
        try {
            return reader == null ? client.disclosures() : disclosuresFor(reader, client);
        } catch (IOException e) {
            throw new TroubleException(Trouble.Kind.UNREACHABLE, "disclosures", LogReader.message(e));
        } catch (RegistryRefusedException | MalformedException e) {
            throw new TroubleException(Trouble.Kind.MALFORMED, "disclosures", LogReader.message(e));
        }
    }

    /** A registry that does not know the key still has its public disclosures to give. */
    static List<Disclosure> disclosuresFor(Es256Signer reader, RegistryClient client)
            throws IOException, RegistryRefusedException, MalformedException {
        try {
            return client.disclosures(reader);
        } catch (RegistryRefusedException unknownThere) {
            return client.disclosures();
        }
    }
}
