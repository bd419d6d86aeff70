package org.rescueregistry.issuance;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.rescueregistry.credential.CredentialClaims;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.credential.RescueCredential;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.status.StatusReference;
import org.rescueregistry.wire.MalformedException;

/**
 * Issues an organisation's credential: what its {@code admit} leaf says, the disclosures that are left of it, and the key it
 * has now. It says nothing that the log does not prove, so it is made anew for whoever may have it, and kept nowhere; and it
 * is released only with the receipt of that leaf. Safe for any number of threads.
 */
public final class Credentials {
    private final EntityId registry;
    private final Es256Signer issuer;
    private final Sources sources;

    /**
     * Where a credential comes from.
     *
     * @param disclosures those of a record that its organisation may be given
     * @param chain entity statements from this registry's own to the trust anchor's; empty when there is no valid chain
     */
    public record Sources(
            Supplier<Admissions> log, Function<Code, List<Disclosure>> disclosures, Supplier<List<String>> chain) {}

    private Credentials(EntityId registry, Es256Signer issuer, Sources sources) {
        this.registry = registry;
        this.issuer = issuer;
        this.sources = sources;
    }

    /** {@code issuer} holds a key of the registry's entity configuration. */
    public static Credentials create(EntityId registry, Es256Signer issuer, Sources sources) {
        return new Credentials(registry, issuer, sources);
    }

    /**
     * Issues the credential of {@code code}.
     *
     * @param asker a key whose possession was proved
     */
    public Issuance issue(Code code, KeyId asker, Instant now) {
        Admissions log = sources.log().get();
        Optional<OrganisationRecord> found = log.record(code).map(record -> record.at(now));
        if (found.isEmpty()) {
            return new Issuance.Refused(
                    Issuance.Reason.UNKNOWN_SUBJECT, "there is no organisation with the code " + code);
        }
        OrganisationRecord record = found.get();
        if (!record.keys().key().keyId().equals(asker)) {
            return new Issuance.Refused(
                    Issuance.Reason.NOT_ENTITLED, "only the organisation is given its credential; this is not its key");
        }
        if (!record.status().isInForce() || !now.isBefore(record.admission().validUntil())) {
            return new Issuance.Refused(Issuance.Reason.NOT_IN_FORCE, "the admission of " + code + " has ended");
        }
        Optional<String> receipt = log.receipt(record.admission().at().index());
        if (receipt.isEmpty()) {
            return new Issuance.Refused(
                    Issuance.Reason.NOT_PUBLISHED, "the witnesses have not cosigned the admission of " + code + " yet");
        }
        List<String> chain = sources.chain().get();
        if (chain.isEmpty()) {
            return new Issuance.Refused(
                    Issuance.Reason.NOT_RECOGNISED, "no chain of trust leads from the council to this registry now");
        }
        return new Issuance.Issued(new CredentialFile(credential(record, log, now), receipt.get(), chain));
    }

    private RescueCredential credential(OrganisationRecord record, Admissions log, Instant now) {
        Collection<Digest> digests =
                digests(application(log.leaf(record.admission().at().index())));
        CredentialClaims claims = new CredentialClaims(
                registry,
                record.code(),
                record.keys().key(),
                reference(record.admission().statusIndex(), log.statusListSize()),
                now,
                record.admission().validFrom(),
                record.admission().validUntil(),
                new ArrayList<>(digests));
        List<Disclosure> disclosures = sources.disclosures().apply(record.code()).stream()
                .filter(disclosure -> digests.contains(disclosure.digest()))
                .toList();
        return RescueCredential.issue(claims, disclosures, issuer);
    }

    private static Collection<Digest> digests(Application application) {
        Collection<Digest> digests =
                new TreeSet<>(application.content().profile().items());
        digests.add(application.content().kind());
        digests.add(application.content().jurisdiction());
        return digests;
    }

    private StatusReference reference(long statusIndex, int listSize) {
        URI list = registry.resolve("/status/" + (statusIndex / listSize + 1));
        return new StatusReference(list, (int) (statusIndex % listSize));
    }

    private static Application application(byte[] leaf) {
        try {
            if (Statement.parse(leaf).act() instanceof Act.Admit admit) {
                return admit.application();
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("the leaf that admitted is no statement", e);
        }
        throw new IllegalStateException("the leaf that admitted is no admission");
    }
}
