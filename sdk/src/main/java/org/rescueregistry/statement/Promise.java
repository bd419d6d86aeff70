package org.rescueregistry.statement;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A registry's word that a removing act it took will be under a cosigned checkpoint by a certain time. Whoever holds it can show later
 * that the act was kept back. Encoded as the JWS of section 1, signed with a key of the registry's entity configuration.
 *
 * <pre>{"act":"revoke","by":1795000060,"iat":1795000000,"log":"registry.example/log","statement":"…","sub":"RR-CN7K-3M9Q-XDP2"}</pre>
 */
public final class Promise extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-promise+jwt";

    /** How long a registry gives itself. */
    public static final Duration WITHIN = Duration.ofSeconds(60);

    private final String act;
    private final String log;
    private final String sub;
    private final Digest statement;
    private final Instant iat;
    private final Instant by;

    private Promise(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.act = members.string("act");
        this.by = Fields.time(members, "by");
        this.iat = Fields.time(members, "iat");
        this.log = members.string("log");
        this.statement = Fields.digest(members, "statement");
        this.sub = members.string("sub");
        members.done();
        if (!Act.REMOVING.contains(act)) {
            throw new MalformedException("promise_act", "no promise is made for the act " + act);
        }
        if (by.isBefore(iat)) {
            throw new MalformedException("promise_time", "a promise is for a time before it was made");
        }
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException {@code promise_act promise_time}, or the code of whichever parser refused
     */
    public static Promise parse(String compact) throws MalformedException {
        return new Promise(SignedJws.parse(compact, TYPE));
    }

    /** Promises that {@code statement}, which is durable in the log, is under a cosigned checkpoint {@link #WITHIN} a minute. */
    public static Promise sign(Statement statement, Instant now, Es256Signer registry) {
        if (!statement.act().isRemoving()) {
            throw new IllegalArgumentException(
                    "nothing is promised for a " + statement.act().name());
        }
        Instant made = now.truncatedTo(ChronoUnit.SECONDS);
        Json.Obj payload = Json.object()
                .put("act", statement.act().name())
                .put("by", made.plus(WITHIN).getEpochSecond())
                .put("iat", made.getEpochSecond())
                .put("log", statement.log())
                .put("statement", statement.id().base64Url())
                .put("sub", statement.sub())
                .build();
        try {
            return new Promise(SignedJws.sign(TYPE, payload, registry));
        } catch (MalformedException e) {
            throw new IllegalStateException("what was put together here does not parse", e);
        }
    }

    /** The name of the act. */
    public String act() {
        return act;
    }

    /** The origin of the log. */
    public String log() {
        return log;
    }

    /** Whom the act is about. */
    public String sub() {
        return sub;
    }

    /** The id of the statement. */
    public Digest statement() {
        return statement;
    }

    /** When the promise was made, by the registry's clock. */
    public Instant iat() {
        return iat;
    }

    /** The latest time at which the statement is under a cosigned checkpoint. */
    public Instant by() {
        return by;
    }
}
