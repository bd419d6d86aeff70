package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What an auditor says of a platform's report, signed with a key that no server has. Encoded as the JWS of the rulebook's section 1; the
 * registry passes it on within a {@link ReportDecision}.
 *
 * <pre>{"iat":1795000000,"jti":"…","log":"registry.example/log","outcome":"upheld","report":"…","statements":["…"]}</pre>
 *
 * <p>It changes nothing by itself: what has consequences is a statement in the log, and the ruling names those that followed.
 */
public final class ReportRuling extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-ruling+jwt";

    /** Most statements that it names. */
    public static final int MAX_STATEMENTS = 16;

    /** Longest ruling, in characters. */
    public static final int MAX_CHARS = 4096;

    private final String log;
    private final Stamp stamp;
    private final Content content;

    /**
     * What a ruling says.
     *
     * @param report the id of the report or appeal
     * @param outcome what is reported is so ({@code upheld}), is not so, was settled, or is not for this registry; of an appeal: whether the
     *     decision before was wrong
     * @param statements ids of the statements that followed, at most {@link #MAX_STATEMENTS}
     */
    public record Content(Digest report, FindingOutcome outcome, DigestSet statements) {
        public Content {
            if (statements.size() > MAX_STATEMENTS) {
                throw new IllegalArgumentException(statements.size() + " statements in a ruling");
            }
        }
    }

    private ReportRuling(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.log = members.string("log");
        this.stamp = Stamp.read(members);
        this.content = new Content(
                Fields.digest(members, "report"),
                FindingOutcome.parse(members.string("outcome"), members.where("outcome")),
                Terms.set(members, "statements", 0, MAX_STATEMENTS));
        members.done();
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException {@code ruling_too_long wrong_count}, or the code of whichever parser refused
     */
    public static ReportRuling parse(String compact) throws MalformedException {
        return new ReportRuling(SignedJws.parse(compact, TYPE, MAX_CHARS, "ruling_too_long"));
    }

    /**
     * Signs a ruling.
     *
     * @throws IllegalArgumentException if it would not parse: {@code log} is so long that the ruling is
     */
    public static ReportRuling sign(Content content, String log, Stamp stamp, Es256Signer auditor) {
        try {
            return parse(SignedJws.sign(TYPE, payload(content, log, stamp), auditor)
                    .jws()
                    .compact());
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, beside a header with the signer's key. */
    public static Json.Obj payload(Content content, String log, Stamp stamp) {
        Json.ObjectBuilder json = Json.object()
                .put("log", log)
                .put("outcome", content.outcome().text())
                .put("report", content.report().base64Url())
                .put("statements", content.statements().json());
        stamp.putInto(json);
        return json.build();
    }

    public String log() {
        return log;
    }

    public Stamp stamp() {
        return stamp;
    }

    public Content content() {
        return content;
    }
}
