package org.rescueregistry.anchor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What an anchor set says, signed by nobody yet.
 *
 * <p>Wire form, RFC 8785 JSON, the payload of every signature:
 *
 * <pre>{@code
 * {"anchors":[{"entity_id":"https://council.example","jwks":{"keys":[{"crv":"P-256","kid":"…","kty":"EC","x":"…","y":"…"}]}}],
 *  "expires_at":1826536000,"issued_at":1795000000,
 *  "root":{"keys":[{"crv":"P-256","kty":"EC","x":"…","y":"…"}],"threshold":1},"version":1}
 * }</pre>
 *
 * <p>Root keys often lie in different hands: each holder makes a {@linkplain #sign signature}, anyone {@linkplain
 * #assemble puts them together}.
 *
 * @param version 1, then one more each time
 * @param issuedAt in whole seconds
 * @param expiresAt from then on the set counts no more; in whole seconds
 * @param root who signs this set, and the next
 * @param anchors ascending by entity identifier, at least one
 */
public record AnchorDocument(
        long version, Instant issuedAt, Instant expiresAt, RootKeys root, List<PinnedAnchor> anchors) {
    /** Most anchors in a set. */
    public static final int MAX_ANCHORS = 64;

    static final String TYPE = "rescue-anchors+jwt";

    /**
     * Copies the anchors in their order; fractions of a second are dropped.
     *
     * @throws IllegalArgumentException if it could not be read again: no anchors, one named twice, a key that verifies
     *     nothing, times the wrong way round
     */
    public AnchorDocument {
        issuedAt = Instant.ofEpochSecond(issuedAt.getEpochSecond());
        expiresAt = Instant.ofEpochSecond(expiresAt.getEpochSecond());
        anchors = anchors.stream()
                .sorted(Comparator.comparing(PinnedAnchor::entity))
                .toList();
        try {
            check(version, issuedAt, expiresAt);
            checkAnchors(anchors);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e.code() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException {@code json_not_canonical anchors_not_canonical anchors_bad_version
     *     anchors_never_valid anchors_bad_count anchors_entity_twice anchors_unusable_key anchors_too_many_root_keys
     *     anchors_bad_threshold}, or what is wrong with a member
     */
    static AnchorDocument parse(byte[] payload) throws MalformedException {
        Members members = Members.of(Json.parseCanonical(payload), "anchors");
        long version = members.integer("version");
        Instant issuedAt = Instant.ofEpochSecond(members.integer("issued_at"));
        Instant expiresAt = Instant.ofEpochSecond(members.integer("expires_at"));
        RootKeys root = RootKeys.parse(members.object("root"));
        List<Members> items = members.objects("anchors");
        checkCount(items.size());
        List<PinnedAnchor> anchors = new ArrayList<>();
        for (Members anchor : items) {
            EntityId entity = EntityId.parse(anchor.string("entity_id"));
            anchors.add(new PinnedAnchor(entity, FederationKeys.parse(anchor.value("jwks"), anchor.where("jwks"))));
            anchor.done();
        }
        members.done();
        check(version, issuedAt, expiresAt);
        checkAnchors(anchors);
        AnchorDocument document = new AnchorDocument(version, issuedAt, expiresAt, root, anchors);
        if (!Arrays.equals(document.canonical(), payload)) {
            throw new MalformedException("anchors_not_canonical", "anchors or root keys out of order, or said twice");
        }
        return document;
    }

    /** The wire form. */
    public byte[] canonical() {
        List<Json> pinned = anchors.stream()
                .<Json>map(anchor -> Json.object()
                        .put("entity_id", anchor.entity().toString())
                        .put("jwks", anchor.keys().json())
                        .build())
                .toList();
        return Json.object()
                .put("anchors", Json.array(pinned))
                .put("expires_at", expiresAt.getEpochSecond())
                .put("issued_at", issuedAt.getEpochSecond())
                .put("root", root.json())
                .put("version", version)
                .build()
                .canonical();
    }

    /** One root key's signature over this document. */
    public CompactJws sign(Es256Signer signer) {
        return CompactJws.sign(TYPE, canonical(), signer);
    }

    /**
     * The file of an anchor set: this document with its signatures, as {@link AnchorSet#load} reads it.
     *
     * @throws IllegalArgumentException if a signature is over something else
     */
    public byte[] assemble(Collection<CompactJws> signatures) {
        TreeMap<KeyId, CompactJws> byKey = new TreeMap<>();
        for (CompactJws signature : signatures) {
            if (!signature.typ().equals(TYPE) || !Arrays.equals(signature.payload(), canonical())) {
                throw new IllegalArgumentException("the signature of " + signature.kid() + " is over something else");
            }
            byKey.put(signature.kid(), signature);
        }
        return SignedAnchors.print(byKey.values());
    }

    private static void check(long version, Instant issuedAt, Instant expiresAt) throws MalformedException {
        if (version < 1) {
            throw new MalformedException("anchors_bad_version", "the version is below 1");
        }
        if (!expiresAt.isAfter(issuedAt)) {
            throw new MalformedException("anchors_never_valid", "the set expires before it is issued");
        }
    }

    private static void checkCount(int anchors) throws MalformedException {
        if (anchors < 1 || anchors > MAX_ANCHORS) {
            throw new MalformedException("anchors_bad_count", anchors + " anchors, not 1 to " + MAX_ANCHORS);
        }
    }

    private static void checkAnchors(List<PinnedAnchor> anchors) throws MalformedException {
        checkCount(anchors.size());
        if (anchors.stream().map(PinnedAnchor::entity).distinct().count() < anchors.size()) {
            throw new MalformedException("anchors_entity_twice", "an entity is named twice");
        }
        for (PinnedAnchor anchor : anchors) {
            Json keys = anchor.keys().json().members().get("keys");
            if (!(keys instanceof Json.Arr array)
                    || array.items().size() != anchor.keys().usable().size()) {
                throw new MalformedException(
                        "anchors_unusable_key", "a key of " + anchor.entity() + " cannot verify ES256");
            }
        }
    }
}
