package org.rescueregistry.vetting;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Base64Url;

/** What a platform and auditors send to a {@link TestRegistry}. */
public final class TestReports {
    /** The key with which the registry answers. */
    public static final Es256Signer ENTITY = TestKeys.es256("the registry's entity key");

    private final TestRegistry registry;
    private final Code code;

    public TestReports(TestRegistry registry, Code code) {
        this.registry = registry;
        this.code = code;
    }

    /** Signs the registry's answers. */
    public static ReportDecision seal(PlatformReport report, ReportRuling ruling, Instant now) {
        return ReportDecision.sign(report, ruling, now, ENTITY);
    }

    /** A report on the platform's decision number {@code number}. */
    public PlatformReport report(int number) {
        return sign(content(number, null), registry.log(), registry.platform());
    }

    /** An appeal against the answer to {@link #report}. */
    public PlatformReport appeal(int number, Digest disputed) {
        return sign(content(number, disputed), registry.log(), registry.platform());
    }

    public PlatformReport sign(PlatformReport.Content content, String log, Es256Signer signer) {
        return PlatformReport.sign(content, log, registry.stamp(), signer);
    }

    public PlatformReport.Content content(int number, @Nullable Digest disputed) {
        byte[] id = new byte[16];
        id[14] = (byte) (number >> 8);
        id[15] = (byte) number;
        return new PlatformReport.Content(
                disputed == null ? PlatformReport.Kind.REPORT : PlatformReport.Kind.APPEAL,
                Base64Url.encode(id),
                code,
                new AccountId(TestRegistry.PLATFORM, "1234567890"),
                disputed == null ? ReportReason.ADVANCE_FEE_OR_EXTORTION : ReportReason.FACTS_NEW,
                disputed);
    }

    /** What the auditor of a body says. */
    public ReportRuling ruling(PlatformReport report, String body, FindingOutcome outcome, Digest... followed) {
        ReportRuling.Content content = new ReportRuling.Content(report.id(), outcome, DigestSet.of(List.of(followed)));
        return ReportRuling.sign(content, registry.log(), registry.stamp(), registry.auditor(body));
    }
}
