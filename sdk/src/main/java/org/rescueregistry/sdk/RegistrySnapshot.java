package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * What one registry's log says as of one checkpoint, with the disclosures this reader was given.
 *
 * <p>Made by who has replayed the log and checked the checkpoint against the registry's policy, or of a {@link ProvenSnapshot};
 * nothing is checked here again. Immutable.
 */
public final class RegistrySnapshot {
    private final EntityId registry;
    private final String codePrefix;
    private final Proven proven;
    private final Map<Code, HeldRecord> records;
    private final Disclosed disclosed;
    private final AttestedPosts attested;
    private final RegisteredNames names;
    private final Set<Code> heardOf;
    private final @Nullable Doubt doubt;

    /** Why nothing follows from a snapshot that is right in itself. */
    public enum Doubt {
        /** Witnesses have seen a larger tree, and for two minutes nobody could be found who gives what is in it. */
        WITHHELD,
        /** The log goes on under acts or rules that are not known here. */
        SDK_TOO_OLD
    }

    /**
     * Which checkpoint the snapshot stands on.
     *
     * @param size of the tree
     * @param root of the tree
     * @param asOf the latest time for which cosignatures prove it current
     */
    public record Proven(long size, Digest root, Instant asOf) {}

    /**
     * @param records the state's records at the checkpoint
     * @param disclosures those this reader was given; ones that are no account or name are kept as they are
     */
    public RegistrySnapshot(
            Origin origin, Proven proven, Collection<OrganisationRecord> records, Collection<Disclosure> disclosures) {
        this.registry = origin.registry();
        this.codePrefix = origin.codePrefix();
        this.proven = proven;
        this.records = new HashMap<>();
        Disclosed known = Disclosed.of(disclosures);
        this.disclosed = known;
        this.attested = AttestedPosts.UNKNOWN;
        this.heardOf = Set.of();
        this.doubt = null;
        records.forEach(record -> this.records.put(record.code(), HeldRecord.of(record)));
        this.names = RegisteredNames.of(this.records, known);
    }

    /** What was proven, with these disclosures. */
    RegistrySnapshot(ProvenSnapshot from, Disclosed disclosed) {
        this.registry = from.origin().registry();
        this.codePrefix = from.origin().codePrefix();
        this.proven = from.proven();
        this.records = from.records();
        this.disclosed = disclosed;
        this.attested = from.attested();
        this.names = RegisteredNames.of(records, disclosed);
        this.heardOf = Set.of();
        this.doubt = null;
    }

    /** What a copy may have otherwise than what it is made of. */
    private record Beside(
            AttestedPosts attested,
            RegisteredNames names,
            Set<Code> heardOf,
            @Nullable Doubt doubt) {}

    private RegistrySnapshot(RegistrySnapshot before, Beside beside) {
        this.registry = before.registry;
        this.codePrefix = before.codePrefix;
        this.proven = before.proven;
        this.records = before.records;
        this.disclosed = before.disclosed;
        this.attested = beside.attested();
        this.names = beside.names();
        this.heardOf = Set.copyOf(beside.heardOf());
        this.doubt = beside.doubt();
    }

    /**
     * The same, with the post attestations to which the state leaf at the end of its tree commits: for who has replayed the log.
     *
     * @throws MalformedException {@code attestation_of_another_log attestation_without_record attestation_not_live
     *     attestation_not_signed}; {@code attestations_differ}: they are not all, or others
     */
    public RegistrySnapshot withAttestations(StateLeaf state, List<PostAttestation> attestations)
            throws MalformedException {
        AttestationCheck check = new AttestationCheck(state, this::record);
        AttestedPosts all = AttestedPosts.of(check.verified(attestations));
        check.requireCommitted(all);
        return new RegistrySnapshot(this, new Beside(all, names, heardOf, doubt));
    }

    /**
     * The same, and what others said: removing acts about these codes that are validly signed and not in the log yet. Until they are,
     * or are found void, nothing good is said of these.
     */
    public RegistrySnapshot hearing(Set<Code> codes) {
        return codes.equals(heardOf) ? this : new RegistrySnapshot(this, new Beside(attested, names, codes, doubt));
    }

    /** The same, without making again what an earlier one has made of names that are the same; null if there is no earlier one. */
    public RegistrySnapshot after(@Nullable RegistrySnapshot earlier) {
        RegisteredNames same = earlier == null ? names : names.orSame(earlier.names);
        return same == names ? this : new RegistrySnapshot(this, new Beside(attested, same, heardOf, doubt));
    }

    RegisteredNames names() {
        return names;
    }

    /** The same with this doubt, or with none. */
    public RegistrySnapshot doubting(@Nullable Doubt why) {
        return why == doubt ? this : new RegistrySnapshot(this, new Beside(attested, names, heardOf, why));
    }

    /** Why nothing follows from it now; empty if it can be relied on as of its time. */
    public Optional<Doubt> doubt() {
        return Optional.ofNullable(doubt);
    }

    /** Whether somebody else passed on a removing act about this code that the log does not have. */
    public boolean hasHeardOfRemoval(Code code) {
        return heardOf.contains(code);
    }

    /** Whose snapshot it is: the registry, and the two symbols its codes begin with. */
    public record Origin(EntityId registry, String codePrefix) {}

    public EntityId registry() {
        return registry;
    }

    public String codePrefix() {
        return codePrefix;
    }

    public Proven proven() {
        return proven;
    }

    /** All of them, read one after the other if they were kept as bytes: nothing for where it must be fast. */
    public Collection<OrganisationRecord> records() {
        return records.values().stream().map(HeldRecord::record).toList();
    }

    /** How many records there are. */
    public int organisations() {
        return records.size();
    }

    Collection<HeldRecord> held() {
        return records.values();
    }

    public Optional<OrganisationRecord> record(Code code) {
        return Optional.ofNullable(records.get(code)).map(HeldRecord::record);
    }

    /** What this account of a record is; empty when it was not disclosed to this reader. */
    public Optional<BoundAccount> disclosed(Account account) {
        return Optional.ofNullable(disclosed.account(account.digest()));
    }

    @Nullable
    BoundAccount account(Digest digest) {
        return disclosed.account(digest);
    }

    /** What a digest stands for; empty when it was not disclosed to this reader. */
    public Optional<Disclosure> disclosed(Digest digest) {
        return disclosed.disclosure(digest);
    }

    /** The organisation's name, if its profile discloses one to this reader. */
    public Optional<OrganisationName> name(OrganisationRecord record) {
        return record.profile().digests().items().stream()
                .map(disclosed::name)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** All that a verdict can depend on, in a few digests: what is equal in these judges equally. */
    Json.Obj identity() {
        Json.ObjectBuilder identity = Json.object()
                .put("as_of", proven.asOf().toString())
                .put("disclosures", disclosed.hash().base64Url())
                .put(
                        "heard_of",
                        Json.strings(
                                heardOf.stream().map(Code::canonical).sorted().toList()))
                .put("registry", registry.toString())
                .put("root", proven.root().base64Url())
                .put("size", proven.size());
        if (attested.isKnown()) {
            identity.put("attestations", attested.hash().base64Url());
        }
        if (doubt != null) {
            identity.put("doubt", doubt.name());
        }
        return identity.build();
    }

    /** The live post attestations, signatures verified; each read again for who asks. None of a replay that was given none. */
    public List<PostAttestation> attestations() {
        return attested.all();
    }

    AttestedPosts attested() {
        return attested;
    }
}
