package org.rescueregistry.statement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.wire.CanonicalReader;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * An organisation's word that a post of one of its accounts is its own (docs/reference/attestations.md): a JWS in the encoding of
 * section 1, beside the log.
 *
 * <pre>
 * {"account":"1234567890","exp":1797592000,"iat":1795000000,"jti":"…","log":"registry.example/log",
 *  "platform":"weibo.com","sub":"RR-CN7K-3M9Q-XDP2","text":"n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"}
 * </pre>
 *
 * <p>Parsing checks the shape alone; whether it counts, {@link LiveAttestations} and the signature say.
 */
public final class PostAttestation extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-post+jwt";

    /** Longest compact JWS, in characters. */
    public static final int MAX_CHARS = 8_192;

    /** Most pictures and films. */
    public static final int MAX_MEDIA = 64;

    /** Longest time from {@code iat} to {@code exp}. */
    public static final Duration MAX_LIFE = Duration.ofDays(366);

    private final String log;
    private final Code organisation;
    private final Content content;
    private final Stamp stamp;
    private final Instant exp;

    /**
     * Which post it is.
     *
     * @param account that shows it
     * @param text SHA-256 of its canonical text ({@code claim.PostText})
     * @param media SHA-256 of each picture and film, in no order; empty when it has none
     * @param code that the post may show; null when it has none
     */
    public record Content(
            AccountId account,
            Digest text,
            DigestSet media,
            @Nullable PostCode code) {
        private static Content read(Members members) throws MalformedException {
            String code = members.optionalString("code").orElse(null);
            return new Content(
                    AccountId.parse(members.string("platform"), members.string("account")),
                    Fields.digest(members, "text"),
                    members.optionalValue("media").isPresent()
                            ? Terms.set(members, "media", 1, MAX_MEDIA)
                            : DigestSet.EMPTY,
                    code == null ? null : PostCode.parseCanonical(code));
        }

        private void putInto(Json.ObjectBuilder json) {
            json.put("account", account.id())
                    .put("platform", account.platform())
                    .put("text", text.base64Url());
            if (media.size() > 0) {
                json.put("media", media.json());
            }
            if (code != null) {
                json.put("code", code.canonical());
            }
        }
    }

    /** What a payload says. */
    private record Said(String log, Code organisation, Content content, Stamp stamp, Instant exp) {
        static Said read(Members members) throws MalformedException {
            Said said = new Said(
                    members.string("log"),
                    Code.parseCanonical(members.string("sub")),
                    Content.read(members),
                    Stamp.read(members),
                    Fields.time(members, "exp"));
            members.done();
            return said;
        }

        /** That of a plain payload without media, from its bytes: who starts from a snapshot reads thousands. Null for any other. */
        static @Nullable Said plain(byte[] payload) {
            try {
                return read(new CanonicalReader(payload));
            } catch (MalformedException otherwise) {
                return null;
            }
        }

        private static Said read(CanonicalReader in) throws MalformedException {
            in.expect("{\"account\":");
            String account = in.string();
            PostCode code = in.takes(",\"code\":") ? PostCode.parseCanonical(in.string()) : null;
            in.expect(",\"exp\":");
            Instant exp = Fields.time(in);
            in.expect(",\"iat\":");
            Instant iat = Fields.time(in);
            in.expect(",\"jti\":");
            Stamp stamp = Stamp.parse(iat, in.string());
            in.expect(",\"log\":");
            String log = in.string();
            in.expect(",\"platform\":");
            AccountId by = AccountId.parse(in.string(), account);
            in.expect(",\"sub\":");
            Code organisation = Code.parseCanonical(in.string());
            in.expect(",\"text\":");
            Digest text = Digest.parse(in.string());
            in.expect("}");
            in.end();
            return new Said(log, organisation, new Content(by, text, DigestSet.EMPTY, code), stamp, exp);
        }
    }

    private PostAttestation(CompactJws jws, Said said) throws MalformedException {
        super(jws);
        this.content = said.content();
        this.exp = said.exp();
        this.log = said.log();
        this.organisation = said.organisation();
        this.stamp = said.stamp();
        if (!exp.isAfter(stamp.iat()) || exp.isAfter(stamp.iat().plus(MAX_LIFE))) {
            throw new MalformedException(
                    "attestation_lifetime",
                    "exp is not after iat, or more than " + MAX_LIFE.toDays() + " days after it");
        }
        if (content.code() != null && !content.code().prefix().equals(organisation.prefix())) {
            throw new MalformedException("attestation_code", "the post's code is of another registry than sub");
        }
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException {@code attestation_too_long attestation_lifetime attestation_code}, or the code of whichever parser
     *     refused
     */
    public static PostAttestation parse(String compact) throws MalformedException {
        SignedJws.requireShort(compact, TYPE, MAX_CHARS, "attestation_too_long");
        CompactJws jws = SignedJws.jws(compact, TYPE);
        Said plain = Said.plain(jws.payload());
        return new PostAttestation(
                jws, plain == null ? Said.read(SignedJws.of(jws).members()) : plain);
    }

    /**
     * Vouches for a post until {@code exp}.
     *
     * @param envelope about the organisation; rests on no act
     * @throws IllegalArgumentException if it would not parse: it is too long, lives too long, has too many media or a code of another
     *     registry
     */
    public static PostAttestation sign(Content content, Envelope envelope, Instant exp, Es256Signer signer) {
        try {
            return parse(SignedJws.sign(TYPE, payload(content, envelope, exp), signer)
                    .jws()
                    .compact());
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, whoever does, beside a header with the signer's key. */
    public static Json.Obj payload(Content content, Envelope envelope, Instant exp) {
        Json.ObjectBuilder json =
                Json.object().put("exp", Terms.requireTime(exp).getEpochSecond());
        content.putInto(json);
        envelope.putInto(json);
        return json.build();
    }

    /** The origin of the log of the registry for which it was made. */
    public String log() {
        return log;
    }

    /** Who vouches. */
    public Code organisation() {
        return organisation;
    }

    /** Which post it is. */
    public Content content() {
        return content;
    }

    public AccountId account() {
        return content.account();
    }

    /** SHA-256 of the canonical text. */
    public Digest text() {
        return content.text();
    }

    /** SHA-256 of each picture and film. */
    public DigestSet media() {
        return content.media();
    }

    public Optional<PostCode> code() {
        return Optional.ofNullable(content.code());
    }

    public Stamp stamp() {
        return stamp;
    }

    /** When it was signed, by the signer's clock. */
    public Instant iat() {
        return stamp.iat();
    }

    /** The first second at which it is worth nothing. */
    public Instant exp() {
        return exp;
    }
}
