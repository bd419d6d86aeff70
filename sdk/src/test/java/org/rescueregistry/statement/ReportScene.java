package org.rescueregistry.statement;

import java.time.Instant;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;

/** A platform, an auditor and a registry, and what they sign. */
final class ReportScene {
    static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    static final String LOG = "registry.example/log";
    static final Es256Signer PLATFORM = TestKeys.es256("a platform");
    static final Es256Signer AUDITOR = TestKeys.es256("an auditor");
    static final Es256Signer REGISTRY = TestKeys.es256("the registry's own key");

    private ReportScene() {}

    static Stamp stamp(String jti) {
        return new Stamp(NOW, jti);
    }

    static Code code() {
        try {
            return Code.of("CN", "00000007");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static PlatformReport.Content content() {
        return new PlatformReport.Content(
                PlatformReport.Kind.REPORT,
                "mK3h0yWnT5m0Xk2c0e9rLg",
                code(),
                new AccountId("weibo.com", "1234567890"),
                ReportReason.NAME_CHANGED,
                null);
    }

    static PlatformReport report() {
        return PlatformReport.sign(content(), LOG, stamp("AAAAAAAAAAAAAAAAAAAAAA"), PLATFORM);
    }

    static ReportRuling ruling(FindingOutcome outcome) {
        ReportRuling.Content content = new ReportRuling.Content(
                report().id(), outcome, DigestSet.of(TestKeys.digest("a finding"), TestKeys.digest("a suspension")));
        return ReportRuling.sign(content, LOG, stamp("AQAAAAAAAAAAAAAAAAAAAA"), AUDITOR);
    }

    static ReportDecision decision() {
        return ReportDecision.sign(report(), ruling(FindingOutcome.UPHELD), NOW.plusSeconds(300), REGISTRY);
    }

    static PlatformReport appeal() {
        PlatformReport.Content first = content();
        return PlatformReport.sign(
                new PlatformReport.Content(
                        PlatformReport.Kind.APPEAL,
                        first.decisionId(),
                        first.code(),
                        first.account(),
                        ReportReason.FACTS_NEW,
                        decision().id()),
                LOG,
                stamp("AgAAAAAAAAAAAAAAAAAAAA"),
                PLATFORM);
    }

    /** A JWS with this payload and the form of a signature, which parsers do not verify. */
    static String unsigned(String typ, byte[] payload) {
        String header =
                Base64Url.encode(CompactJws.header(typ, PLATFORM.keyId()).canonical());
        byte[] signature = new byte[64];
        signature[31] = 1;
        signature[63] = 1;
        return header + "." + Base64Url.encode(payload) + "." + Base64Url.encode(signature);
    }
}
