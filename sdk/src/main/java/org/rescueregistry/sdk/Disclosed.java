package org.rescueregistry.sdk;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.wire.MalformedException;

/** Disclosures by their digest, and what they say of accounts and names. Immutable. */
final class Disclosed {
    static final Disclosed NOTHING = new Disclosed(Map.of());

    private final Map<Digest, Meaning> byDigest;

    /** Made when it is asked for: sorting is most of it, and most of them are the same after a delta. */
    private volatile @Nullable Digest hash;

    /** A disclosure without its parsed value; its account or name if it is one. */
    private record Meaning(
            Disclosure disclosure,
            @Nullable BoundAccount account,
            @Nullable OrganisationName name) {}

    private Disclosed(Map<Digest, Meaning> byDigest) {
        this.byDigest = byDigest;
    }

    static Disclosed of(Collection<Disclosure> disclosures) {
        return NOTHING.with(disclosures);
    }

    /** These too. */
    Disclosed with(Collection<Disclosure> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<Digest, Meaning> all = new HashMap<>(2 * (byDigest.size() + more.size()));
        all.putAll(byDigest);
        more.parallelStream()
                .map(Disclosed::meaning)
                .forEachOrdered(one -> all.putIfAbsent(one.disclosure().digest(), one));
        return new Disclosed(all);
    }

    private static Meaning meaning(Disclosure disclosure) {
        Disclosure slim = disclosure.unread();
        try {
            if (disclosure.name().equals(BoundAccount.DISCLOSURE)) {
                return new Meaning(slim, withSharedPlatform(BoundAccount.of(disclosure)), null);
            } else if (disclosure.name().equals(OrganisationName.DISCLOSURE)) {
                return new Meaning(slim, null, OrganisationName.of(disclosure));
            }
        } catch (MalformedException unreadable) {
            // Signed by the organisation, so nobody's to repair: what depends on it stays undisclosed.
        }
        return new Meaning(slim, null, null);
    }

    /** There are few platforms, and tens of thousands of accounts. */
    private static BoundAccount withSharedPlatform(BoundAccount bound) {
        AccountId account = bound.account();
        return new BoundAccount(new AccountId(account.platform().intern(), account.id()), bound.names());
    }

    /** Those whose digest is one of these. */
    Disclosed only(Set<Digest> digests) {
        if (digests.containsAll(byDigest.keySet())) {
            return this;
        }
        Map<Digest, Meaning> kept = new HashMap<>(byDigest);
        kept.keySet().retainAll(digests);
        return new Disclosed(kept);
    }

    /** Without these. */
    Disclosed without(Set<Digest> digests) {
        if (digests.stream().noneMatch(byDigest::containsKey)) {
            return this;
        }
        Map<Digest, Meaning> kept = new HashMap<>(byDigest);
        digests.forEach(kept::remove);
        return new Disclosed(kept);
    }

    /** The object that stands here for an equal digest, so that who keeps it beside this keeps one of them. */
    Digest shared(Digest digest) {
        Meaning known = byDigest.get(digest);
        return known == null ? digest : known.disclosure().digest();
    }

    Set<Digest> digests() {
        return byDigest.keySet();
    }

    /** SHA-256 over all digests, 32 bytes each, ascending: names exactly these disclosures. */
    Digest hash() {
        Digest known = hash;
        if (known == null) {
            known = Digest.sha256(byDigest.keySet());
            hash = known;
        }
        return known;
    }

    List<Disclosure> all() {
        return byDigest.values().stream().map(Meaning::disclosure).toList();
    }

    Optional<Disclosure> disclosure(Digest digest) {
        Meaning known = byDigest.get(digest);
        return known == null || isUnreadable(known) ? Optional.empty() : Optional.of(known.disclosure());
    }

    private static boolean isUnreadable(Meaning known) {
        String name = known.disclosure().name();
        return (known.account() == null && name.equals(BoundAccount.DISCLOSURE))
                || (known.name() == null && name.equals(OrganisationName.DISCLOSURE));
    }

    @Nullable
    BoundAccount account(Digest digest) {
        Meaning known = byDigest.get(digest);
        return known == null ? null : known.account();
    }

    @Nullable
    OrganisationName name(Digest digest) {
        Meaning known = byDigest.get(digest);
        return known == null ? null : known.name();
    }
}
