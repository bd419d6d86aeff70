package org.rescueregistry.statement;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a record says of the organisation, as digests of disclosures (RFC 9901 section 4.2).
 *
 * @param digests the profile; empty once all of it was erased
 * @param kind null once erased
 * @param jurisdiction null once erased
 * @param by id of the act that set it
 */
public record Profile(
        DigestSet digests, @Nullable Digest kind, @Nullable Digest jurisdiction, Digest by) {

    boolean has(Digest digest) {
        return digests.contains(digest) || Objects.equals(digest, kind) || Objects.equals(digest, jurisdiction);
    }

    void addTo(Collection<Digest> named) {
        named.addAll(digests.items());
        if (kind != null) {
            named.add(kind);
        }
        if (jurisdiction != null) {
            named.add(jurisdiction);
        }
    }

    Profile without(DigestSet erased) {
        return new Profile(digests.without(erased), kept(kind, erased), kept(jurisdiction, erased), by);
    }

    private static @Nullable Digest kept(@Nullable Digest digest, DigestSet erased) {
        return digest == null || erased.contains(digest) ? null : digest;
    }

    /** Puts the members {@code profile}, {@code kind} and {@code jurisdiction}. */
    void putInto(Json.ObjectBuilder json) {
        json.put("profile", digests.json());
        if (kind != null) {
            json.put("kind", kind.base64Url());
        }
        if (jurisdiction != null) {
            json.put("jurisdiction", jurisdiction.base64Url());
        }
    }

    /** Takes the members {@link #putInto} puts. */
    static Profile parse(Members members, Digest by) throws MalformedException {
        return new Profile(
                Fields.set(members, "profile"),
                Fields.optionalDigest(members, "kind"),
                Fields.optionalDigest(members, "jurisdiction"),
                by);
    }
}
