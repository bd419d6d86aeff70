package org.rescueregistry.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.federation.RefusalReason;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.Resolution;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.federation.TrustChainResolver;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.StatusListRef;
import org.rescueregistry.statement.StatusLists;
import org.rescueregistry.status.StatusListToken;
import org.rescueregistry.wire.MalformedException;

/**
 * Audits one registry from its first leaf: the chain to a pinned anchor, the cosignatures, what its witnesses say they have
 * cosigned, every entry and tile against the signed root, every statement by the rules, every state leaf recomputed, and the status lists that are served
 * against the state.
 */
public final class LogAudit {
    private final TrustChainResolver resolver;
    private final Web web;
    private final BatchListener listener;
    private final LogCheck.Progress progress;
    private final List<Promise> promises;

    public LogAudit(Collection<PinnedAnchor> anchors, Web web) {
        this(
                new TrustChainResolver(anchors),
                web,
                new Telling(BatchListener.NONE, (leaves, total, bytes) -> {}),
                List.of());
    }

    /** Who is told what while an audit goes on. */
    private record Telling(BatchListener batches, LogCheck.Progress progress) {}

    private LogAudit(TrustChainResolver resolver, Web web, Telling telling, Collection<Promise> promises) {
        this.resolver = resolver;
        this.web = web;
        this.listener = telling.batches();
        this.progress = telling.progress();
        this.promises = List.copyOf(promises);
    }

    /** The same, telling of every batch, also of those that were checked at an earlier audit. */
    public LogAudit telling(BatchListener tells) {
        return new LogAudit(resolver, web, new Telling(tells, progress), promises);
    }

    /** The same, telling how far it is, on the thread that runs it. */
    public LogAudit showing(LogCheck.Progress shows) {
        return new LogAudit(resolver, web, new Telling(listener, shows), promises);
    }

    /** The same, holding what a registry promised against its log. Promises of other registries are passed over. */
    public LogAudit holding(Collection<Promise> given) {
        return new LogAudit(resolver, web, new Telling(listener, progress), given);
    }

    /** Reads everything the registry serves. */
    public AuditReport run(EntityId registry, Instant now) {
        try {
            return run(registry, now, null);
        } catch (IOException | MalformedException e) {
            throw new IllegalStateException("nothing is kept here", e);
        }
    }

    /**
     * Goes on from where an earlier audit stopped, and keeps what it checks in {@code folder}, chunk by chunk.
     *
     * @throws IOException the folder cannot be read or written
     * @throws MalformedException {@code audit_folder_damaged} or {@code audit_folder_of_another}
     */
    public AuditReport resume(EntityId registry, Instant now, AuditFolder folder)
            throws IOException, MalformedException {
        return run(registry, now, folder);
    }

    private AuditReport run(EntityId registry, Instant now, @Nullable AuditFolder folder)
            throws IOException, MalformedException {
        List<Trouble> troubles = new ArrayList<>();
        try {
            return run(chain(resolver, web, registry, now), now, folder, troubles);
        } catch (TroubleException e) {
            troubles.add(e.trouble());
            long size = folder == null ? 0 : folder.size();
            return new AuditReport(
                    registry, size, size, 0, List.of(), Optional.empty(), List.of(), List.of(), troubles);
        }
    }

    static TrustChain chain(TrustChainResolver resolver, Web web, EntityId registry, Instant now)
            throws TroubleException {
        Resolution resolution = resolver.resolve(registry, new HttpEntities(web), now);
        if (resolution instanceof Resolution.Refused refused) {
            throw new TroubleException(
                    refused.reason() == RefusalReason.UNREACHABLE ? Trouble.Kind.UNREACHABLE : Trouble.Kind.NOT_TRUSTED,
                    refused.link().toString(),
                    refused.reason().code() + ": " + refused.message());
        }
        return ((Resolution.Trusted) resolution).chain();
    }

    private AuditReport run(TrustChain chain, Instant now, @Nullable AuditFolder folder, List<Trouble> troubles)
            throws TroubleException, IOException, MalformedException {
        RegistryMetadata metadata = RegistryReplica.metadata(chain);
        LogSource source = LogSource.at(metadata.logUrl(), web);
        LogPolicy policy = RegistryReplica.policy(metadata);
        PromiseCheck promised = new PromiseCheck(
                metadata.logOrigin(), chain.configuration().keys().usable(), promises);
        LogReader reader = new LogReader(metadata.logOrigin(), source, policy, (batch, fold) -> {
            promised.closed(batch);
            listener.closed(batch, fold);
        });
        WitnessViews witnesses =
                WitnessViews.ask(policy, metadata.logOrigin(), WitnessViews.over(web, metadata.logOrigin()));
        if (folder != null) {
            folder.readInto(reader, progress);
            Optional<SignedNote> seen = folder.seenBefore();
            witnesses = seen.isPresent() ? witnesses.and(seen.get()) : witnesses;
        }
        long resumedFrom = reader.size();
        CosignedCheckpoint checkpoint = reader.latest();
        WitnessViews.Comparison compared = witnesses.compare(checkpoint.signed(), source);
        troubles.addAll(compared.troubles());
        if (!compared.troubles().isEmpty()) {
            troubles.addAll(new TreeAudit(source, checkpoint.checkpoint()).run());
        } else if (read(new Reading(reader, source, checkpoint), folder, troubles)) {
            if (reader.fold().hasCharter()) {
                RegistryReplica.requirePinned(reader.fold(), metadata);
                statusLists(chain, reader.fold().statusLists(), now, troubles);
                troubles.addAll(promised.broken(now));
            } else {
                troubles.add(new Trouble(Trouble.Kind.WRONG_STATE, "leaf 0", "the log has no legal charter"));
            }
        }
        return new AuditReport(
                chain.subject(),
                reader.fold().size(),
                resumedFrom,
                promised.size(),
                reader.fold().hasCharter() ? List.copyOf(reader.fold().records()) : List.of(),
                checkpoint.provenAsOf(now),
                witnesses.heard(),
                compared.forks(),
                troubles);
    }

    /** What is read, and up to where. */
    private record Reading(LogReader reader, LogSource source, CosignedCheckpoint checkpoint) {}

    /** Whether all of it could be read; what is wrong with it is added. */
    private boolean read(Reading reading, @Nullable AuditFolder folder, List<Trouble> troubles) throws IOException {
        LogReader reader = reading.reader();
        CosignedCheckpoint checkpoint = reading.checkpoint();
        if (folder != null) {
            folder.begin(checkpoint);
        }
        long[] bytes = new long[1];
        try {
            troubles.addAll(reader.advance(checkpoint, (bundles, reached) -> {
                        if (folder != null) {
                            folder.keep(reader.fold().log(), bundles, reached);
                        }
                        bundles.forEach(read -> bytes[0] += read.bundle().length());
                        progress.at(reached.size(), checkpoint.checkpoint().size(), bytes[0]);
                    })
                    .evidence());
            return true;
        } catch (TroubleException e) {
            troubles.addAll(reader.takeEvidence());
            // The log contradicts what it signed: then all of it is looked at, to name what is wrong and who is.
            List<Trouble> named = e.trouble().kind().isEvidence()
                    ? new TreeAudit(reading.source(), checkpoint.checkpoint()).run()
                    : List.of();
            troubles.addAll(named.isEmpty() ? List.of(e.trouble()) : named);
            return false;
        }
    }

    private void statusLists(TrustChain chain, StatusLists lists, Instant now, List<Trouble> troubles) {
        Collection<Es256PublicKey> keys = chain.configuration().keys().usable();
        for (Map.Entry<String, StatusListRef> list : lists.refs().entrySet()) {
            statusList(list.getKey(), list.getValue().sha256(), keys, now).ifPresent(troubles::add);
        }
    }

    private Optional<Trouble> statusList(String uri, Digest expected, Collection<Es256PublicKey> keys, Instant now) {
        try {
            String token = new String(web.get(URI.create(uri)), StandardCharsets.US_ASCII);
            for (Es256PublicKey key : keys) {
                if (StatusListToken.verify(token, key, URI.create(uri), now)
                        instanceof StatusListToken.Verification.Verified verified) {
                    return verified.token().claims().list().digest().equals(expected)
                            ? Optional.empty()
                            : Optional.of(new Trouble(
                                    Trouble.Kind.INCONSISTENT, uri, "the list served is not the one the log gives"));
                }
            }
            return Optional.of(
                    new Trouble(Trouble.Kind.INCONSISTENT, uri, "the list is not signed by the registry, or expired"));
        } catch (IOException e) {
            return Optional.of(Replica.unreachable(uri, e).trouble());
        } catch (MalformedException e) {
            return Optional.of(new Trouble(Trouble.Kind.MALFORMED, uri, e.code() + ": " + e.getMessage()));
        }
    }
}
