package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Takes back an {@link Objection}; only who made it can. Private like it.
 *
 * <pre>{"iat":1795000000,"jti":"…","log":"registry.example/log","objection":"…"}</pre>
 */
public final class ObjectionWithdrawal extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-objection-withdrawal+jwt";

    private final String log;
    private final Digest objection;
    private final Stamp stamp;

    private ObjectionWithdrawal(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.log = members.string("log");
        this.objection = Fields.digest(members, "objection");
        this.stamp = Stamp.read(members);
        members.done();
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException with the code of whichever parser refused
     */
    public static ObjectionWithdrawal parse(String compact) throws MalformedException {
        return new ObjectionWithdrawal(SignedJws.parse(compact, TYPE));
    }

    /** Takes back the objection of this id in the log of this origin. */
    public static ObjectionWithdrawal sign(String log, Digest objection, Stamp stamp, Es256Signer signer) {
        try {
            return new ObjectionWithdrawal(SignedJws.sign(TYPE, payload(log, objection, stamp), signer));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, beside a header with the signer's key. */
    public static Json.Obj payload(String log, Digest objection, Stamp stamp) {
        Json.ObjectBuilder json = Json.object().put("log", log).put("objection", objection.base64Url());
        stamp.putInto(json);
        return json.build();
    }

    public String log() {
        return log;
    }

    /** The id of the objection. */
    public Digest objection() {
        return objection;
    }

    public Stamp stamp() {
        return stamp;
    }
}
