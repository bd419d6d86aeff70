package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * An organisation's application (section 1, embedded JWS), signed with the key it names. Parsing does not verify it:
 * {@link #isSigned()} does.
 *
 * <pre>
 * {"accounts":["…"],"iat":1795000000,"jti":"…","jurisdiction":"…","key":{…},"kind":"…","log":"registry.example/log",
 *  "pause_key":{…},"profile":["…"],"sub":"https://registry.example"}
 * </pre>
 */
public final class Application extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-application+jwt";

    private static final int MAX_PROFILE = 32;
    private static final int MAX_ACCOUNTS = 16;

    private final String log;
    private final String sub;
    private final Stamp stamp;
    private final Content content;

    /**
     * What the organisation says of itself.
     *
     * @param key the organisation's key; it signs the application
     * @param pauseKey kept elsewhere; it can do nothing but pause the organisation
     * @param profile 1 to 32 digests of disclosures
     * @param kind digest of a disclosure
     * @param jurisdiction digest of a disclosure
     * @param accounts 0 to 16 digests of disclosures
     */
    public record Content(
            Es256PublicKey key,
            Es256PublicKey pauseKey,
            DigestSet profile,
            Digest kind,
            Digest jurisdiction,
            DigestSet accounts) {

        private static Content read(Members members) throws MalformedException {
            return new Content(
                    Fields.key(members, "key"),
                    Fields.key(members, "pause_key"),
                    Terms.set(members, "profile", 1, MAX_PROFILE),
                    Fields.digest(members, "kind"),
                    Fields.digest(members, "jurisdiction"),
                    Terms.set(members, "accounts", 0, MAX_ACCOUNTS));
        }

        private void putInto(Json.ObjectBuilder json) {
            json.put("key", key.jwk())
                    .put("pause_key", pauseKey.jwk())
                    .put("profile", profile.json())
                    .put("kind", kind.base64Url())
                    .put("jurisdiction", jurisdiction.base64Url())
                    .put("accounts", accounts.json());
        }
    }

    private Application(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.log = members.string("log");
        this.sub = members.string("sub");
        this.stamp = Stamp.read(members);
        this.content = Content.read(members);
        members.done();
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException with the code of whichever parser refused
     */
    public static Application parse(String compact) throws MalformedException {
        return new Application(SignedJws.parse(compact, TYPE));
    }

    /** Signs an application; the signer's is to be the key in {@code content}. */
    public static Application sign(Content content, Envelope envelope, Es256Signer signer) {
        try {
            return new Application(SignedJws.sign(TYPE, payload(content, envelope), signer));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, beside a header with the signer's key. */
    public static Json.Obj payload(Content content, Envelope envelope) {
        Json.ObjectBuilder json = Json.object();
        envelope.putInto(json);
        content.putInto(json);
        return json.build();
    }

    /** Whether the key it names has signed it. */
    public boolean isSigned() {
        return isSignedBy(content.key());
    }

    public String log() {
        return log;
    }

    /** The registry's entity id, as text. */
    public String sub() {
        return sub;
    }

    public Stamp stamp() {
        return stamp;
    }

    public Content content() {
        return content;
    }
}
