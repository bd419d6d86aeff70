package org.rescueregistry.http;

import java.time.Duration;
import java.util.function.ToIntFunction;
import org.rescueregistry.vetting.Decision;
import org.rescueregistry.vetting.Refusal;

/** What the case file refuses, as statuses of HTTP. */
final class Refusals {
    private static final Duration CASES_FULL = Duration.ofHours(1);

    private Refusals() {}

    /** What was granted; a refusal leaves as a problem of the status that {@link #statusOf} gives. */
    static <T> T granted(Decision<T> decision) throws ProblemException {
        return granted(decision, Refusals::statusOf);
    }

    static <T> T granted(Decision<T> decision, ToIntFunction<Refusal> status) throws ProblemException {
        if (decision instanceof Decision.Granted<T> granted) {
            return granted.value();
        }
        Decision.Refused<T> refused = (Decision.Refused<T>) decision;
        Refusal reason = refused.reason();
        throw new Problem(
                        status.applyAsInt(reason), reason.code(), refused.message(), isFull(reason) ? CASES_FULL : null)
                .exception();
    }

    private static boolean isFull(Refusal reason) {
        return reason == Refusal.TOO_MANY_OPEN_APPLICATIONS || reason == Refusal.TOO_MANY_OPEN_REPORTS;
    }

    private static int statusOf(Refusal refusal) {
        return switch (refusal) {
            case NOT_ENTITLED, REPORT_NOT_BY_PLATFORM, REPORT_OTHER_PLATFORM, RULING_NOT_BY_AUDITOR -> 403;
            case UNKNOWN_APPLICATION, UNKNOWN_OBJECTION, UNKNOWN_REPORT -> 404;
            case APPLICATION_KNOWN,
                    APPLICATION_ADMITTED,
                    APPLICATION_OBJECTED,
                    ALREADY_OBJECTED,
                    REPORT_KNOWN,
                    REPORT_DECIDED,
                    APPEAL_DECIDED -> 409;
            case TOO_MANY_OPEN_REPORTS -> 429;
            case TOO_MANY_OPEN_APPLICATIONS -> 503;
            case DISCLOSURE_MISSING,
                    DISCLOSURE_UNKNOWN,
                    DISCLOSURE_TWICE,
                    DISCLOSURE_BAD_AUDIENCE,
                    DISCLOSURE_UNREADABLE,
                    DISCLOSURE_BAD_NAME,
                    DISCLOSURES_TOO_LONG,
                    APPLICATION_WRONG_REGISTRY,
                    APPLICATION_BAD_SIGNATURE,
                    VOUCH_WRONG_APPLICATION,
                    VOUCH_NOT_BY_VETTER,
                    VOUCH_BAD_SIGNATURE,
                    VOUCH_EXPIRED,
                    OBJECTION_WRONG_APPLICATION,
                    OBJECTION_NOT_BY_VETTER,
                    OBJECTION_BAD_SIGNATURE,
                    WITHDRAWAL_NOT_BY_OBJECTOR,
                    WITHDRAWAL_BAD_SIGNATURE,
                    REPORT_WRONG_REGISTRY,
                    REPORT_BAD_SIGNATURE,
                    REPORT_NOT_IN_TIME,
                    REPORT_UNKNOWN_CODE,
                    UNKNOWN_DECISION,
                    RULING_WRONG_REPORT,
                    RULING_BAD_SIGNATURE,
                    RULING_SAME_BODY,
                    RULING_WRONG_STATEMENT -> 422;
        };
    }
}
