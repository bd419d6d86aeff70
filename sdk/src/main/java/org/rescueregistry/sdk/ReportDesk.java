package org.rescueregistry.sdk;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.federation.RegistryMetadata;
import org.rescueregistry.federation.TrustChain;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.wire.MalformedException;

/**
 * Where a platform reports to one registry: makes reports and appeals, and checks the answers, without a network. Sending them is for
 * {@code fetch.RegistryClient}, or for whoever carries them. Immutable and safe for many threads.
 *
 * <pre>{@code
 * Optional<PlatformReport> report = desk.report(decision.kept(), Stamp.at(now, random), key);
 * AnswerFinding finding = desk.check(answer, report.get());
 * }</pre>
 *
 * <p>The docs page is {@code docs/reference/feedback.md}.
 *
 * @param log the origin of the registry's log
 * @param keys of the registry's entity configuration, with which it answers
 */
public record ReportDesk(RegistrySnapshot.Origin origin, String log, Set<Es256PublicKey> keys) {
    public ReportDesk {
        keys = Set.copyOf(keys);
    }

    /**
     * The desk of the registry that a chain of trust leads to.
     *
     * @throws MalformedException as {@link RegistryMetadata#of}
     */
    public static ReportDesk of(TrustChain chain) throws MalformedException {
        RegistryMetadata metadata = RegistryMetadata.of(chain);
        return new ReportDesk(
                new RegistrySnapshot.Origin(chain.subject(), metadata.codePrefix()),
                metadata.logOrigin(),
                Set.copyOf(chain.configuration().keys().usable()));
    }

    /** Whose desk it is. */
    public EntityId registry() {
        return origin.registry();
    }

    /** Whether codes like this one are this registry's, so that reports about it belong here. */
    public boolean gives(Code code) {
        return origin.codePrefix().equals(code.prefix());
    }

    /**
     * The report of a decision: of the first of the verdict's reasons that can be reported and speaks of a code of this registry. Nothing
     * if there is none, and for a verdict in the shadow.
     */
    public Optional<PlatformReport> report(KeptDecision decision, Stamp stamp, Es256Signer platform) {
        if (decision.shadow()) {
            return Optional.empty();
        }
        for (Because because : decision.reasons()) {
            Optional<ReportReason> reason = reportable(because.reason());
            Code code = because.code();
            if (reason.isPresent() && code != null && gives(code)) {
                return Optional.of(report(decision, new Seen(code, reason.get()), stamp, platform));
            }
        }
        return Optional.empty();
    }

    /**
     * The report of what people of the platform saw beside a verdict.
     *
     * @throws IllegalArgumentException if the code is another registry's, or the reason is one for appeals
     */
    public PlatformReport report(KeptDecision decision, Seen seen, Stamp stamp, Es256Signer platform) {
        if (!gives(seen.code())) {
            throw new IllegalArgumentException(seen.code() + " is not of " + registry());
        }
        PlatformReport.Content content = new PlatformReport.Content(
                PlatformReport.Kind.REPORT, decision.id(), seen.code(), decision.account(), seen.reason(), null);
        return PlatformReport.sign(content, log, stamp, platform);
    }

    /**
     * What people saw.
     *
     * @param code the organisation that the account is, or passes itself off as
     */
    public record Seen(Code code, ReportReason reason) {}

    /**
     * What is disputed.
     *
     * @param report what the platform had sent
     * @param decision the registry's answer to it
     */
    public record Disputed(PlatformReport report, ReportDecision decision) {
        /** @throws IllegalArgumentException if the answer is to another report */
        public Disputed {
            if (!decision.answers(report)) {
                throw new IllegalArgumentException("the decision answers another report");
            }
        }
    }

    /**
     * The account's side disputes a decision of this registry's: about the same account and code, under the same decision id.
     *
     * @throws IllegalArgumentException if the reason is none for appeals
     */
    public PlatformReport appeal(Disputed disputed, ReportReason reason, Stamp stamp, Es256Signer platform) {
        PlatformReport.Content before = disputed.report().content();
        PlatformReport.Content content = new PlatformReport.Content(
                PlatformReport.Kind.APPEAL,
                before.decisionId(),
                before.code(),
                before.account(),
                reason,
                disputed.decision().id());
        return PlatformReport.sign(content, log, stamp, platform);
    }

    /** Whether this text is the registry's answer to a report or appeal. */
    public AnswerFinding check(String answer, PlatformReport asked) {
        ReportDecision decision;
        try {
            decision = ReportDecision.parse(answer);
        } catch (MalformedException e) {
            return new AnswerFinding.Refused(e.code(), String.valueOf(e.getMessage()));
        }
        if (!decision.answers(asked)) {
            return new AnswerFinding.Refused("decision_of_another", "the answer is to another report");
        }
        if (keys.stream().noneMatch(decision::isSignedBy)) {
            return new AnswerFinding.Refused(
                    "decision_signature", "the answer is signed by none of the keys of " + registry());
        }
        return new AnswerFinding.Good(decision);
    }

    /** The reason of a report that this reason of a verdict is; nothing for those that are not reported. */
    public static Optional<ReportReason> reportable(VerdictReason reason) {
        return Arrays.stream(ReportReason.values())
                .filter(one -> one.source() == ReportReason.Source.VERDICT
                        && one.text().equals(reason.name()))
                .findFirst();
    }
}
