package org.rescueregistry.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a platform knows of a post and the account that wrote it.
 *
 * <pre>
 * {"attestation":"eyJ…","bio":"","id":"1234567890","media":["…"],"names":["蓝舟救援"],"platform":"weibo.com","qr":["https://…"],
 *  "ref":"p-77","text":"…"}
 * </pre>
 *
 * <p>Any length is taken; what is longer than the limits here is {@link Outcome#UNDETERMINED}, so that no input makes a
 * verifier throw.
 *
 * @param account the author, by the platform's stable identifier
 * @param names every name the account shows now; may be empty
 * @param bio what the account says about itself; may be empty
 * @param text of the post; may be empty
 * @param qr what QR codes in its pictures say, as the platform decoded them
 * @param media SHA-256 of each picture and film, in their order
 * @param ref the platform's own name of the post, so that two posts have two decisions; may be empty. It is not looked at
 * @param attestation by which the organisation vouched for this very post when it was judged before, as the platform kept it ({@link
 *     Snapshot#attestation}); null if the platform keeps none. It need not be live any longer
 */
public record Post(
        AccountId account,
        List<String> names,
        String bio,
        String text,
        List<String> qr,
        List<Digest> media,
        String ref,
        @Nullable PostAttestation attestation) {
    /** Longest bio and text, in UTF-16 units. */
    public static final int MAX_CHARS = 100_000;

    /** Most QR codes. */
    public static final int MAX_QR = 32;

    /** Longest QR payload, in UTF-16 units: more than version 40 holds. */
    public static final int MAX_QR_CHARS = 8_192;

    /** Most pictures and films. */
    public static final int MAX_MEDIA = 64;

    /** Longest reference, in UTF-16 units. */
    public static final int MAX_REF_CHARS = 256;

    public Post {
        names = List.copyOf(names);
        qr = List.copyOf(qr);
        media = List.copyOf(media);
    }

    /** A post of words alone. */
    public Post(AccountId account, List<String> names, String bio, String text) {
        this(account, names, bio, text, List.of(), List.of(), "", null);
    }

    /** The same post with these QR payloads. */
    public Post withQr(List<String> payloads) {
        return new Post(account, names, bio, text, payloads, media, ref, attestation);
    }

    /** The same post with pictures and films of these digests. */
    public Post withMedia(List<Digest> digests) {
        return new Post(account, names, bio, text, qr, digests, ref, attestation);
    }

    /** The same post under the platform's own name for it. */
    public Post withRef(String reference) {
        return new Post(account, names, bio, text, qr, media, reference, attestation);
    }

    /** The same post, and by what the organisation vouched for it before. */
    public Post attestedBy(PostAttestation kept) {
        return new Post(account, names, bio, text, qr, media, ref, kept);
    }

    /** The first member that is longer than it may be, by its name on the wire. */
    Optional<String> tooLarge() {
        if (names.size() > BoundAccount.MAX_NAMES || anyLonger(names, BoundAccount.MAX_NAME_CHARS)) {
            return Optional.of("names");
        }
        if (bio.length() > MAX_CHARS) {
            return Optional.of("bio");
        }
        if (text.length() > MAX_CHARS) {
            return Optional.of("text");
        }
        if (qr.size() > MAX_QR || anyLonger(qr, MAX_QR_CHARS)) {
            return Optional.of("qr");
        }
        if (media.size() > MAX_MEDIA) {
            return Optional.of("media");
        }
        return ref.length() > MAX_REF_CHARS ? Optional.of("ref") : Optional.empty();
    }

    /** Without a stream or an iterator: every post is asked this. */
    private static boolean anyLonger(List<String> texts, int most) {
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).length() > most) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads the wire form; all but {@code platform} and {@code id} may be absent.
     *
     * @throws MalformedException as {@link AccountId#parse}, {@link Digest#parse}, {@link PostAttestation#parse}, {@link Members} and
     *     the JSON parser
     */
    public static Post parse(byte[] json) throws MalformedException {
        return parse(Json.parse(json));
    }

    /**
     * As {@link #parse(byte[])}.
     *
     * @throws MalformedException as there
     */
    public static Post parse(Json json) throws MalformedException {
        Members members = Members.of(json, "post");
        AccountId account = AccountId.parse(members.string("platform"), members.string("id"));
        List<Digest> media = new ArrayList<>();
        for (String digest : members.optionalStrings("media").orElse(List.of())) {
            media.add(Digest.parse(digest));
        }
        String attestation = members.optionalString("attestation").orElse(null);
        Post post = new Post(
                account,
                members.optionalStrings("names").orElse(List.of()),
                members.optionalString("bio").orElse(""),
                members.optionalString("text").orElse(""),
                members.optionalStrings("qr").orElse(List.of()),
                media,
                members.optionalString("ref").orElse(""),
                attestation == null ? null : PostAttestation.parse(attestation));
        members.done();
        return post;
    }

    /** The wire form, with every member that is not empty. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object().put("id", account.id()).put("platform", account.platform());
        putUnlessEmpty(json, "bio", bio);
        putUnlessEmpty(json, "text", text);
        putUnlessEmpty(json, "ref", ref);
        putUnlessEmpty(json, "names", names);
        putUnlessEmpty(json, "qr", qr);
        putUnlessEmpty(json, "media", media.stream().map(Digest::base64Url).toList());
        putUnlessEmpty(json, "attestation", attestation == null ? "" : attestation.compact());
        return json.build();
    }

    private static void putUnlessEmpty(Json.ObjectBuilder json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void putUnlessEmpty(Json.ObjectBuilder json, String name, List<String> values) {
        if (!values.isEmpty()) {
            json.put(name, Json.strings(values));
        }
    }
}
