package org.rescueregistry.sdk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.credential.Credential;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.credential.CredentialIssuer;
import org.rescueregistry.credential.CredentialVerification;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Profile;
import org.rescueregistry.statement.Status;
import org.rescueregistry.wire.MalformedException;

/**
 * Judges a credential file by all there is: the registry's signature, the receipt, and what the registry's log says now
 * of the organisation. Pure, like {@link RescueVerifier}.
 *
 * <p>The order is that of <em>how lasting</em> a refusal is: a false signature first, a status that may change last.
 */
public final class CredentialCheck {
    private final Snapshot snapshot;
    private final VerificationPolicy policy;
    private final Instant now;

    public CredentialCheck(Snapshot snapshot, VerificationPolicy policy, Instant now) {
        this.snapshot = snapshot;
        this.policy = policy;
        this.now = now;
    }

    /**
     * Judges a file.
     *
     * @param chain of the registry that issued it, from a pinned anchor
     */
    public CredentialFinding check(CredentialFile file, TrustChain chain) {
        CredentialIssuer issuer = new CredentialIssuer(
                chain.subject(), chain.configuration().keys().usable());
        CredentialVerification verification = file.credential().verify(issuer, now);
        if (verification instanceof CredentialVerification.Refused refused) {
            return refuted(
                    refused.refusal().code(), "the credential is not one of " + chain.subject() + ", or not now");
        }
        Credential credential = ((CredentialVerification.Verified) verification).credential();
        RegistrySnapshot registry = snapshot.registries().stream()
                .filter(known -> known.registry().equals(chain.subject()))
                .findFirst()
                .orElse(null);
        if (registry == null) {
            return new CredentialFinding.Undetermined(
                    "no_registry", "nothing is known of the log of " + chain.subject());
        }
        OrganisationRecord record = registry.record(credential.claims().code()).orElse(null);
        if (record == null) {
            return refuted(
                    "credential_not_admitted",
                    "the log admits nobody under " + credential.claims().code());
        }
        return receipt(file, chain, record)
                .orElseGet(() ->
                        standing(credential, record.at(now), registry.proven().asOf()));
    }

    /**
     * The replay behind the snapshot has hashed the leaf itself; what the receipt adds is that it is of this log, of this
     * admission, and was seen by enough witnesses.
     */
    private static Optional<CredentialFinding> receipt(
            CredentialFile file, TrustChain chain, OrganisationRecord record) {
        try {
            RegistryMetadata metadata = RegistryMetadata.of(chain);
            LogPolicy witnesses = LogPolicy.parse(metadata.policy().getBytes(StandardCharsets.UTF_8));
            TlogProof receipt = TlogProof.parse(file.receipt().getBytes(StandardCharsets.UTF_8));
            if (receipt.index() != record.admission().at().index()) {
                return Optional.of(refuted("receipt_of_another", "the receipt is of another leaf than the admission"));
            }
            return witnesses.check(receipt.note()) instanceof PolicyResult.Met
                    ? Optional.empty()
                    : Optional.of(refuted(
                            "receipt_policy_not_met", "too few witnesses have signed the receipt's checkpoint"));
        } catch (MalformedException e) {
            return Optional.of(refuted(e.code(), "the receipt cannot be read: " + e.getMessage()));
        }
    }

    private CredentialFinding standing(Credential credential, OrganisationRecord record, Instant asOf) {
        if (!credential.claims().holder().equals(record.keys().key())
                || !digests(record.profile()).containsAll(credential.claims().digests())) {
            return refuted("credential_superseded", "the organisation has another key or profile by now");
        }
        if (record.status() != Status.ACTIVE) {
            return refuted(
                    "status_" + record.status().text(),
                    "the organisation is " + record.status().text());
        }
        if (!record.isValidAt(now)) {
            return refuted("outside_validity", "the admission is not valid at this time");
        }
        Instant freshUntil = asOf.plus(policy.maxStatusAge());
        return now.isAfter(freshUntil)
                ? new CredentialFinding.Undetermined("status_too_old", "what is known of the registry is of " + asOf)
                : new CredentialFinding.Valid(credential, record, asOf, freshUntil);
    }

    private static List<Digest> digests(Profile profile) {
        List<Digest> digests = new ArrayList<>(profile.digests().items());
        if (profile.kind() != null) {
            digests.add(profile.kind());
        }
        if (profile.jurisdiction() != null) {
            digests.add(profile.jurisdiction());
        }
        return digests;
    }

    private static CredentialFinding refuted(String code, String message) {
        return new CredentialFinding.Refuted(code, message);
    }
}
