package org.rescueregistry.sdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

/** Holds post attestations against the records and the state leaf that commits to them (docs/reference/attestations.md). */
final class AttestationCheck {
    private final StateLeaf state;
    private final Function<Code, Optional<OrganisationRecord>> records;

    /** Those that were asked for. */
    private final Map<Code, Optional<OrganisationRecord>> vouching = new ConcurrentHashMap<>();

    /**
     * @param records as of the state leaf; asked once for each organisation that vouches, on any thread
     */
    AttestationCheck(StateLeaf state, Function<Code, Optional<OrganisationRecord>> records) {
        this.state = state;
        this.records = records;
    }

    /**
     * The attestations, each live at the state leaf and signed; signatures on as many threads as there are.
     *
     * @throws MalformedException {@code attestation_of_another_log attestation_without_record attestation_not_live
     *     attestation_not_signed}
     */
    List<HeldAttestation> verified(List<PostAttestation> attestations) throws MalformedException {
        Map<Code, Integer> signatures = new HashMap<>();
        attestations.forEach(one -> signatures.merge(one.organisation(), 1, Integer::sum));
        expect(signatures);
        return InParallel.read(attestations, this::verified);
    }

    /**
     * The same of their texts, ascending; each is read and forgotten.
     *
     * @throws MalformedException or as {@link PostAttestation#parse}
     */
    List<HeldAttestation> verifiedTexts(List<String> attestations) throws MalformedException {
        Map<Code, Integer> signatures = new HashMap<>();
        int next;
        for (int first = 0; first < attestations.size(); first = next) {
            // What one key has signed has one header, and so stands together.
            String header = header(attestations.get(first));
            next = first + 1;
            while (next < attestations.size() && attestations.get(next).startsWith(header)) {
                next++;
            }
            Code organisation = PostAttestation.parse(attestations.get(first)).organisation();
            signatures.merge(organisation, next - first, Integer::sum);
        }
        expect(signatures);
        return InParallel.read(attestations, text -> verified(PostAttestation.parse(text)));
    }

    private static String header(String compact) {
        return compact.substring(0, compact.indexOf('.') + 1);
    }

    private void expect(Map<Code, Integer> signatures) {
        signatures.entrySet().parallelStream()
                .forEach(count -> vouching(count.getKey())
                        .ifPresent(record -> record.keys().key().expect(count.getValue())));
    }

    private Optional<OrganisationRecord> vouching(Code organisation) {
        return vouching.computeIfAbsent(organisation, records);
    }

    private HeldAttestation verified(PostAttestation one) throws MalformedException {
        OrganisationRecord record =
                requireLive(one, vouching(one.organisation()).orElse(null));
        if (!one.isSignedBy(record.keys().key())) {
            throw new MalformedException(
                    "attestation_not_signed", "the signature of the attestation " + one.id() + " is false");
        }
        return HeldAttestation.of(one, record.code());
    }

    /**
     * That those which stay are still live, when these records changed.
     *
     * @throws MalformedException {@code attestation_not_live}
     */
    void requireStillLive(AttestedPosts all, Map<Code, HeldRecord> changed) throws MalformedException {
        for (HeldAttestation one : (Iterable<HeldAttestation>) all.stream()::iterator) {
            if (!one.isInTime(state.time()) || changed.containsKey(one.organisation())) {
                OrganisationRecord unused = requireLive(
                        one.attestation(), records.apply(one.organisation()).orElse(null));
            }
        }
    }

    private OrganisationRecord requireLive(PostAttestation one, @Nullable OrganisationRecord record)
            throws MalformedException {
        if (!one.log().equals(state.log())) {
            throw new MalformedException(
                    "attestation_of_another_log", "the attestation " + one.id() + " is for the log " + one.log());
        }
        if (record == null) {
            throw new MalformedException(
                    "attestation_without_record", "the attestation " + one.id() + " is of no organisation there is");
        }
        if (!LiveAttestations.isLive(one, record, state.time())) {
            throw new MalformedException(
                    "attestation_not_live", "the attestation " + one.id() + " does not count at " + state.time());
        }
        return record;
    }

    /**
     * That these are those to which the state leaf commits.
     *
     * @throws MalformedException {@code attestations_differ}
     */
    void requireCommitted(AttestedPosts all) throws MalformedException {
        if (!all.hash().equals(state.attestations())) {
            throw new MalformedException(
                    "attestations_differ", "these are not the post attestations that the state commits to");
        }
    }
}
