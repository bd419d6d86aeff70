package org.rescueregistry.statement;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a platform tells a registry about one account and one organisation, signed with its appointed key. It has no place for the text of a
 * post, for anybody's words, or for whoever read or reported something. Encoded as the JWS of the rulebook's section 1.
 *
 * <pre>
 * {"account":"1234567890","code":"RR-CN7K-3M9Q-XDP2","decision_id":"mK3h0yWnT5m0Xk2c0e9rLg","iat":1795000000,"jti":"…","kind":"report",
 *  "log":"registry.example/log","platform":"weibo.com","reason":"NAME_CHANGED"}
 * </pre>
 *
 * <p>An appeal has the kind {@code appeal} and {@code in_reply_to}, the id of the registry's decision ({@link ReportDecision}).
 */
public final class PlatformReport extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-report+jwt";

    /** Longest report, in characters. */
    public static final int MAX_CHARS = 4096;

    /** Bytes of a decision id: enough that no two decisions of all platforms share one. */
    public static final int DECISION_ID_BYTES = 16;

    private final String log;
    private final Stamp stamp;
    private final Content content;

    /** What is sent. */
    public enum Kind {
        /** Something that the registry should look at. */
        REPORT,
        /** A decision of the registry's that the account's side disputes. */
        APPEAL;

        /** The word on the wire. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind parse(String text, String where) throws MalformedException {
            return Words.parse(values(), Kind::text, text, where);
        }
    }

    /**
     * What a report says.
     *
     * @param decisionId the platform's own name of its decision, base64url of 16 bytes ({@code sdk.Decision}); report, appeal and what comes
     *     of them are kept together by it
     * @param code the organisation that the account is, or passes itself off as
     * @param inReplyTo the id of the decision that is appealed; null in a report
     */
    public record Content(
            Kind kind,
            String decisionId,
            Code code,
            AccountId account,
            ReportReason reason,
            @Nullable Digest inReplyTo) {
        public Content {
            try {
                require(kind, decisionId, reason, inReplyTo);
            } catch (MalformedException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private static void require(Kind kind, String decisionId, ReportReason reason, @Nullable Digest inReplyTo)
                throws MalformedException {
            requireDecisionId(decisionId);
            boolean appeals = kind == Kind.APPEAL;
            if (appeals != (inReplyTo != null) || appeals != (reason.source() == ReportReason.Source.APPEAL)) {
                throw new MalformedException(
                        "report_kind", "an appeal, and nothing else, names a decision and a reason for appealing");
            }
        }

        private static Content read(Members members) throws MalformedException {
            Kind kind = Kind.parse(members.string("kind"), members.where("kind"));
            String decisionId = members.string("decision_id");
            ReportReason reason = ReportReason.parse(members.string("reason"), members.where("reason"));
            Digest inReplyTo = Fields.optionalDigest(members, "in_reply_to");
            require(kind, decisionId, reason, inReplyTo);
            return new Content(
                    kind,
                    decisionId,
                    Code.parseCanonical(members.string("code")),
                    AccountId.parse(members.string("platform"), members.string("account")),
                    reason,
                    inReplyTo);
        }

        private void putInto(Json.ObjectBuilder json) {
            json.put("account", account.id())
                    .put("code", code.canonical())
                    .put("decision_id", decisionId)
                    .put("kind", kind.text())
                    .put("platform", account.platform())
                    .put("reason", reason.text());
            if (inReplyTo != null) {
                json.put("in_reply_to", inReplyTo.base64Url());
            }
        }
    }

    private PlatformReport(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.log = members.string("log");
        this.stamp = Stamp.read(members);
        this.content = Content.read(members);
        members.done();
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException {@code report_too_long report_kind report_decision_id unknown_word}, or the code of whichever parser refused
     */
    public static PlatformReport parse(String compact) throws MalformedException {
        return new PlatformReport(SignedJws.parse(compact, TYPE, MAX_CHARS, "report_too_long"));
    }

    static String requireDecisionId(String text) throws MalformedException {
        if (Base64Url.decode(text, "decision_id").length != DECISION_ID_BYTES) {
            throw new MalformedException(
                    "report_decision_id", "decision_id is not " + DECISION_ID_BYTES + " bytes in base64url");
        }
        return text;
    }

    /**
     * Signs a report to the registry of a log.
     *
     * @throws IllegalArgumentException if it would not parse: {@code log} is so long that the report is
     */
    public static PlatformReport sign(Content content, String log, Stamp stamp, Es256Signer platform) {
        try {
            return parse(SignedJws.sign(TYPE, payload(content, log, stamp), platform)
                    .jws()
                    .compact());
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What {@link #sign} signs, beside a header with the signer's key. */
    public static Json.Obj payload(Content content, String log, Stamp stamp) {
        Json.ObjectBuilder json = Json.object().put("log", log);
        content.putInto(json);
        stamp.putInto(json);
        return json.build();
    }

    /** The log of the registry it is for. */
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
