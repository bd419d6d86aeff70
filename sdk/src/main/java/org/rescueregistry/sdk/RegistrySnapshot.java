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
import org.rescueregistry.wire.MalformedException;

/**
 * What one registry's log says as of one checkpoint, with the disclosures this reader was given.
 *
 * <p>Made by who has replayed the log and checked the checkpoint against the registry's policy; nothing is checked here
 * again. Immutable.
 */
public final class RegistrySnapshot {
    private final EntityId registry;
    private final String codePrefix;
    private final Proven proven;
    private final Map<Code, OrganisationRecord> records = new HashMap<>();
    private final Map<Digest, BoundAccount> accounts = new HashMap<>();
    private final Map<Digest, OrganisationName> names = new HashMap<>();
    private final Map<Digest, Disclosure> disclosures = new HashMap<>();
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
        this.heardOf = Set.of();
        this.doubt = null;
        records.forEach(record -> this.records.put(record.code(), record));
        disclosures.forEach(this::take);
    }

    private RegistrySnapshot(RegistrySnapshot before, Set<Code> heardOf, @Nullable Doubt doubt) {
        this.registry = before.registry;
        this.codePrefix = before.codePrefix;
        this.proven = before.proven;
        this.heardOf = Set.copyOf(heardOf);
        this.doubt = doubt;
        records.putAll(before.records);
        accounts.putAll(before.accounts);
        names.putAll(before.names);
        disclosures.putAll(before.disclosures);
    }

    /**
     * The same, and what others said: removing acts about these codes that are validly signed and not in the log yet. Until they are,
     * or are found void, nothing good is said of these.
     */
    public RegistrySnapshot hearing(Set<Code> codes) {
        return codes.equals(heardOf) ? this : new RegistrySnapshot(this, codes, doubt);
    }

    /** The same with this doubt, or with none. */
    public RegistrySnapshot doubting(@Nullable Doubt why) {
        return why == doubt ? this : new RegistrySnapshot(this, heardOf, why);
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

    private void take(Disclosure disclosure) {
        Digest digest = disclosure.digest();
        disclosures.put(digest, disclosure);
        try {
            if (disclosure.name().equals(BoundAccount.DISCLOSURE)) {
                accounts.put(digest, BoundAccount.of(disclosure));
            } else if (disclosure.name().equals(OrganisationName.DISCLOSURE)) {
                names.put(digest, OrganisationName.of(disclosure));
            }
        } catch (MalformedException unreadable) {
            // Signed by the organisation, so nobody's to repair: what depends on it stays undisclosed.
            disclosures.remove(digest);
        }
    }

    public EntityId registry() {
        return registry;
    }

    public String codePrefix() {
        return codePrefix;
    }

    public Proven proven() {
        return proven;
    }

    public Collection<OrganisationRecord> records() {
        return List.copyOf(records.values());
    }

    public Optional<OrganisationRecord> record(Code code) {
        return Optional.ofNullable(records.get(code));
    }

    /** What this account of a record is; empty when it was not disclosed to this reader. */
    public Optional<BoundAccount> disclosed(Account account) {
        return Optional.ofNullable(accounts.get(account.digest()));
    }

    /** What a digest stands for; empty when it was not disclosed to this reader. */
    public Optional<Disclosure> disclosed(Digest digest) {
        return Optional.ofNullable(disclosures.get(digest));
    }

    /** The organisation's name, if its profile discloses one to this reader. */
    public Optional<OrganisationName> name(OrganisationRecord record) {
        return record.profile().digests().items().stream()
                .map(names::get)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
