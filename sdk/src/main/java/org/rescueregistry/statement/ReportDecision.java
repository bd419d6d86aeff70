package org.rescueregistry.statement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A registry's answer to a platform's report or appeal, signed with a key of the registry's entity configuration, which the platform has
 * with the trust chain and needs no network for. Inside is the auditor's own {@link ReportRuling}: a server without an auditor cannot make
 * an answer that a replay of the log would not find out. Encoded as the JWS of the rulebook's section 1.
 *
 * <pre>
 * {"decision_id":"mK3h0yWnT5m0Xk2c0e9rLg","iat":1795000300,"log":"registry.example/log","platform":"weibo.com","report":"…",
 *  "ruling":"eyJ…"}
 * </pre>
 */
public final class ReportDecision extends Signed {
    /** The {@code typ} of its header. */
    public static final String TYPE = "rescue-decision+jwt";

    /** Longest decision, in characters. */
    public static final int MAX_CHARS = 8192;

    private final String decisionId;
    private final Instant iat;
    private final String log;
    private final String platform;
    private final Digest report;
    private final ReportRuling ruling;

    private ReportDecision(SignedJws jws) throws MalformedException {
        super(jws);
        Members members = jws.members();
        this.decisionId = PlatformReport.requireDecisionId(members.string("decision_id"));
        this.iat = Fields.time(members, "iat");
        this.log = members.string("log");
        this.platform = Terms.domain(members, "platform");
        this.report = Fields.digest(members, "report");
        this.ruling = ReportRuling.parse(members.string("ruling"));
        members.done();
        if (!ruling.log().equals(log) || !ruling.content().report().equals(report)) {
            throw new MalformedException("decision_ruling", "the ruling in it is about another report");
        }
    }

    /**
     * Reads the compact JWS.
     *
     * @throws MalformedException {@code decision_too_long decision_ruling report_decision_id}, or the code of whichever parser refused
     */
    public static ReportDecision parse(String compact) throws MalformedException {
        return new ReportDecision(SignedJws.parse(compact, TYPE, MAX_CHARS, "decision_too_long"));
    }

    /**
     * Answers {@code report} with an auditor's ruling.
     *
     * @throws IllegalArgumentException if the ruling is about another report
     */
    public static ReportDecision sign(PlatformReport report, ReportRuling ruling, Instant now, Es256Signer registry) {
        Json.Obj payload = payload(
                report.content().decisionId(),
                now.truncatedTo(ChronoUnit.SECONDS),
                report.content().account().platform(),
                ruling);
        try {
            if (!ruling.content().report().equals(report.id()) || !ruling.log().equals(report.log())) {
                throw new MalformedException("decision_ruling", "the ruling is about another report");
            }
            return parse(SignedJws.sign(TYPE, payload, registry).jws().compact());
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Json.Obj payload(String decisionId, Instant iat, String platform, ReportRuling ruling) {
        return Json.object()
                .put("decision_id", decisionId)
                .put("iat", iat.getEpochSecond())
                .put("log", ruling.log())
                .put("platform", platform)
                .put("report", ruling.content().report().base64Url())
                .put("ruling", ruling.compact())
                .build();
    }

    /** What was signed. */
    Json.Obj payload() {
        return payload(decisionId, iat, platform, ruling);
    }

    /** Whether this answers that report, as far as their members say. */
    public boolean answers(PlatformReport asked) {
        return report.equals(asked.id())
                && log.equals(asked.log())
                && decisionId.equals(asked.content().decisionId())
                && platform.equals(asked.content().account().platform());
    }

    /** The platform's own name of its decision. */
    public String decisionId() {
        return decisionId;
    }

    /** When the registry took the ruling, by its clock. */
    public Instant iat() {
        return iat;
    }

    public String log() {
        return log;
    }

    /** The domain of the platform that is answered. */
    public String platform() {
        return platform;
    }

    /** The id of the report or appeal. */
    public Digest report() {
        return report;
    }

    /** The auditor's word. */
    public ReportRuling ruling() {
        return ruling;
    }

    public FindingOutcome outcome() {
        return ruling.content().outcome();
    }

    /** Ids of the statements that followed. */
    public DigestSet statements() {
        return ruling.content().statements();
    }
}
