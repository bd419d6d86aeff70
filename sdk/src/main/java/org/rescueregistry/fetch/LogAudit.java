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
import org.rescueregistry.name.EntityId;
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

    public LogAudit(Collection<PinnedAnchor> anchors, Web web) {
        this.resolver = new TrustChainResolver(anchors);
        this.web = web;
    }

    /** Reads everything the registry serves. */
    public AuditReport run(EntityId registry, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        try {
            return run(chain(registry, now), now, troubles);
        } catch (TroubleException e) {
            troubles.add(e.trouble());
            return new AuditReport(registry, 0, List.of(), Optional.empty(), List.of(), List.of(), troubles);
        }
    }

    private TrustChain chain(EntityId registry, Instant now) throws TroubleException {
        Resolution resolution = resolver.resolve(registry, new HttpEntities(web), now);
        if (resolution instanceof Resolution.Refused refused) {
            throw new TroubleException(
                    refused.reason() == RefusalReason.UNREACHABLE ? Trouble.Kind.UNREACHABLE : Trouble.Kind.NOT_TRUSTED,
                    refused.link().toString(),
                    refused.reason().code() + ": " + refused.message());
        }
        return ((Resolution.Trusted) resolution).chain();
    }

    private AuditReport run(TrustChain chain, Instant now, List<Trouble> troubles) throws TroubleException {
        RegistryMetadata metadata = RegistryReplica.metadata(chain);
        LogSource source = LogSource.at(metadata.logUrl(), web);
        LogPolicy policy = RegistryReplica.policy(metadata);
        LogReader reader = new LogReader(metadata.logOrigin(), source, policy);
        WitnessViews witnesses =
                WitnessViews.ask(policy, metadata.logOrigin(), WitnessViews.over(web, metadata.logOrigin()));
        CosignedCheckpoint checkpoint = reader.latest();
        WitnessViews.Comparison compared = witnesses.compare(checkpoint.signed(), source);
        troubles.addAll(compared.troubles());
        troubles.addAll(new TreeAudit(source, checkpoint.checkpoint()).run());
        if (troubles.isEmpty()) {
            troubles.addAll(reader.advance().evidence());
            if (reader.fold().hasCharter()) {
                RegistryReplica.requirePinned(reader.fold(), metadata);
                statusLists(chain, reader.fold().statusLists(), now, troubles);
            } else {
                troubles.add(new Trouble(Trouble.Kind.WRONG_STATE, "leaf 0", "the log has no legal charter"));
            }
        }
        return new AuditReport(
                chain.subject(),
                reader.fold().size(),
                reader.fold().hasCharter() ? List.copyOf(reader.fold().records()) : List.of(),
                checkpoint.provenAsOf(now),
                witnesses.heard(),
                compared.forks(),
                troubles);
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
            return Optional.of(Replica.unreachable(uri, e));
        } catch (MalformedException e) {
            return Optional.of(new Trouble(Trouble.Kind.MALFORMED, uri, e.code() + ": " + e.getMessage()));
        }
    }
}
