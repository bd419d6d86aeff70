package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A vetter's objection to an application. It is private: it goes into the case file, never into the log, and while it
 * is open the registry takes no admission of that application. Encoded as the JWS of the rulebook's section 1.
 *
 * <pre>{"application":"…","iat":1795000000,"jti":"…","log":"registry.example/log","reason":"the letter is forged"}</pre>
 */
public final class Objection extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-objection+jwt";

    /** Longest reason, in UTF-16 units. */
    public static final int MAX_REASON_CHARS = 2000;

    private final String log;
    private final Digest application;
    private final Stamp stamp;
    private final String reason;

    private Objection(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.log = members.string("log");
        this.application = Fields.digest(members, "application");
        this.stamp = Stamp.read(members);
        this.reason = members.string("reason");
        members.done();
        if (reason.isBlank() || reason.length() > MAX_REASON_CHARS) {
            throw new MalformedException(
                    "objection_reason", "an objection has a reason of 1 to " + MAX_REASON_CHARS + " characters");
        }
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException {@code objection_reason}, or the code of whichever parser refused
     */
    public static Objection parse(String compact) throws MalformedException {
        return new Objection(SignedJws.parse(compact, TYPE));
    }

    /**
     * Objects to an application.
     *
     * @throws MalformedException {@code objection_reason}
     */
    public static Objection sign(Application application, String reason, Stamp stamp, Es256Signer signer)
            throws MalformedException {
        return new Objection(SignedJws.sign(TYPE, payload(application, reason, stamp), signer));
    }

    /** What {@link #sign} signs, beside a header with the signer's key. */
    public static Json.Obj payload(Application application, String reason, Stamp stamp) {
        Json.ObjectBuilder json = Json.object()
                .put("log", application.log())
                .put("application", application.id().base64Url())
                .put("reason", reason);
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

    public String reason() {
        return reason;
    }
}
