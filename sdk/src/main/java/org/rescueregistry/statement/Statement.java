package org.rescueregistry.statement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A signed statement, a leaf of the log (section 1): a compact JWS in its one encoding.
 *
 * <pre>
 * {"alg":"ES256","kid":"…","typ":"rescue-statement+jwt"}
 * {"account":"…","act":"unbind","iat":1795000000,"jti":"…","log":"registry.example/log","sub":"RR-CN7K-3M9Q-XDP2"}
 * </pre>
 *
 * <p>Parsing checks the shape alone. Who signed it, whether the signature is good and what comes of it, the {@link Fold}
 * judges at the place where it stands. Safe for any number of threads.
 */
public final class Statement extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-statement+jwt";

    /** Longest leaf, in bytes: the limit of an entry bundle. */
    public static final int MAX_BYTES = 65_535;

    private final Envelope envelope;
    private final Act act;
    private final Digest content;
    private final @Nullable Code organisation;

    /** Acts of statements that were read before, by their {@link #content}; null where there is none. */
    interface Acts {
        @Nullable
        Act of(Digest content);
    }

    private Statement(SignedJws jws, Acts known) throws MalformedException {
        super(jws);
        Members members = jws.members();
        String name = members.string("act");
        String log = members.string("log");
        String sub = members.string("sub");
        Stamp stamp = Stamp.read(members);
        this.content = contentOf(jws.payload());
        Act same = known.of(content);
        this.act = same == null ? ActReader.read(name, members) : same;
        this.envelope = new Envelope(
                log, sub, stamp, act.hasBasis() ? Terms.set(members, "basis", 1, Integer.MAX_VALUE) : DigestSet.EMPTY);
        if (same == null) {
            members.done();
        }
        this.organisation = act.isOnRegistry() ? null : Code.parseCanonical(sub);
        if (act instanceof Act.Found) {
            EntityId.parse(sub);
        }
    }

    /**
     * Reads a leaf.
     *
     * @throws MalformedException {@code statement_too_long}, {@code unknown_act}, {@code unknown_rules}, or the code of
     *     whichever parser refused
     */
    public static Statement parse(byte[] leaf) throws MalformedException {
        return parse(leaf, content -> null);
    }

    /** Reads a leaf; of an equal statement by somebody else the act, and what it remembers to have verified, is taken from {@code known}. */
    static Statement parse(byte[] leaf, Acts known) throws MalformedException {
        if (leaf.length > MAX_BYTES) {
            throw new MalformedException("statement_too_long", "a statement has at most " + MAX_BYTES + " bytes");
        }
        // Every byte beyond ASCII becomes a character no part of a JWS may have.
        return new Statement(SignedJws.parse(new String(leaf, StandardCharsets.ISO_8859_1), TYPE), known);
    }

    /** Reads the text of a leaf; refusals as {@link #parse(byte[])}. */
    public static Statement parse(String leaf) throws MalformedException {
        return parse(leaf.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Signs an act.
     *
     * @throws IllegalArgumentException if the statement would not parse: it is too long, lacks a basis, or a count or
     *     subject is not what the rulebook says
     */
    public static Statement sign(Act act, Envelope envelope, Es256Signer signer) {
        String compact =
                SignedJws.sign(TYPE, payload(act, envelope), signer).jws().compact();
        try {
            return parse(compact);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, whoever does, beside a header with the signer's key. */
    public static Json.Obj payload(Act act, Envelope envelope) {
        Json.ObjectBuilder json = Json.object().put("act", act.name());
        envelope.putInto(json);
        return act.match(new ActWriter(json)).build();
    }

    /** An equal statement by another person (section 4, <em>Several signers</em>). */
    public Statement countersigned(Instant now, RandomGenerator random, Es256Signer signer) {
        return sign(act, envelope.restamped(now, random), signer);
    }

    /** The log's origin. */
    public String log() {
        return envelope.log();
    }

    /** A code or the registry's entity id, as text. */
    public String sub() {
        return envelope.sub();
    }

    /** The organisation it is about; nothing if it is about the registry. */
    public Optional<Code> organisation() {
        return Optional.ofNullable(organisation);
    }

    /** When it was signed, by the signer's clock. */
    public Instant iat() {
        return envelope.stamp().iat();
    }

    public DigestSet basis() {
        return envelope.basis();
    }

    public Envelope envelope() {
        return envelope;
    }

    public Act act() {
        return act;
    }

    /** What equal statements of several people have in common: the digest of the payload without its stamp. */
    public Digest content() {
        return content;
    }

    /** The bytes of the leaf. */
    public byte[] bytes() {
        return compact().getBytes(StandardCharsets.US_ASCII);
    }

    static Digest contentOf(Json.Obj payload) {
        TreeMap<String, Json> members = new TreeMap<>(payload.members());
        members.remove("iat");
        members.remove("jti");
        return Digest.sha256(new Json.Obj(members).canonical());
    }
}
