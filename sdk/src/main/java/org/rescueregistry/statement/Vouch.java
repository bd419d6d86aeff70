package org.rescueregistry.statement;

import java.time.Instant;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A vetter's word for one application (section 1, embedded JWS), until it expires. Parsing does not verify it.
 *
 * <pre>{"application":"…","exp":1797000000,"iat":1795000000,"jti":"…","log":"registry.example/log"}</pre>
 */
public final class Vouch extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-vouch+jwt";

    private final String log;
    private final Digest application;
    private final Stamp stamp;
    private final Instant exp;

    private Vouch(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.log = members.string("log");
        this.application = Fields.digest(members, "application");
        this.stamp = Stamp.read(members);
        this.exp = Fields.time(members, "exp");
        members.done();
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException with the code of whichever parser refused
     */
    public static Vouch parse(String compact) throws MalformedException {
        return new Vouch(SignedJws.parse(compact, TYPE));
    }

    /** Vouches for an application until {@code exp}, in the log for which it was made. */
    public static Vouch sign(Application application, Stamp stamp, Instant exp, Es256Signer signer) {
        try {
            return new Vouch(SignedJws.sign(TYPE, payload(application, stamp, exp), signer));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, beside a header with the signer's key. */
    public static Json.Obj payload(Application application, Stamp stamp, Instant exp) {
        Json.ObjectBuilder json = Json.object()
                .put("log", application.log())
                .put("application", application.id().base64Url())
                .put("exp", Terms.requireTime(exp).getEpochSecond());
        stamp.putInto(json);
        return json.build();
    }

    public String log() {
        return log;
    }

    /** The id of the application. */
    public Digest application() {
        return application;
    }

    public Stamp stamp() {
        return stamp;
    }

    /** The first second at which it is worth nothing. */
    public Instant exp() {
        return exp;
    }
}
