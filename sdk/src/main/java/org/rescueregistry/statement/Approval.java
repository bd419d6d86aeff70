package org.rescueregistry.statement;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Somebody's consent to a charter, or a new key's proof that somebody holds it (section 1, embedded JWS). Parsing does
 * not verify it.
 *
 * <pre>{"act":"recharter","content":"…","iat":1795000000,"jti":"…","log":"registry.example/log","sub":"https://…"}</pre>
 */
public final class Approval extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-approval+jwt";

    private final Of of;
    private final String log;
    private final String sub;
    private final Digest content;

    /** The acts that carry approvals. */
    public enum Of {
        CHARTER,
        RECHARTER,
        REKEY;

        /** The word on the wire. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Approval(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.of = Words.parse(Of.values(), Of::text, members.string("act"), members.where("act"));
        this.log = members.string("log");
        this.sub = members.string("sub");
        this.content = Fields.digest(members, "content");
        Stamp.read(members);
        members.done();
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException with the code of whichever parser refused
     */
    public static Approval parse(String compact) throws MalformedException {
        return new Approval(SignedJws.parse(compact, TYPE));
    }

    /** Approves {@code content}, which {@link Charter#digest()} or {@link #rekeyContent} gives. */
    public static Approval sign(Of of, Digest content, Envelope envelope, Es256Signer signer) {
        try {
            return new Approval(SignedJws.sign(TYPE, payload(of, content, envelope), signer));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, beside a header with the signer's key. */
    public static Json.Obj payload(Of of, Digest content, Envelope envelope) {
        Json.ObjectBuilder json = Json.object().put("act", of.text()).put("content", content.base64Url());
        envelope.putInto(json);
        return json.build();
    }

    /** What the approval in a {@code rekey} is of: the digest of {@code key} and, if it is set too, {@code pause_key}. */
    public static Digest rekeyContent(Es256PublicKey key, @Nullable Es256PublicKey pauseKey) {
        Json.ObjectBuilder json = Json.object().put("key", key.jwk());
        if (pauseKey != null) {
            json.put("pause_key", pauseKey.jwk());
        }
        return Digest.sha256(json.build().canonical());
    }

    /** Whether it is of this act, in this log, on this subject, of this content. */
    boolean isOf(Of act, Digest approved, Statement statement) {
        return of == act && content.equals(approved) && log.equals(statement.log()) && sub.equals(statement.sub());
    }
}
