package org.rescueregistry.sdk;

import org.rescueregistry.statement.ReportDecision;

/** What came of checking a registry's answer to a report ({@link ReportDesk#check}). */
public sealed interface AnswerFinding {
    /** One method for each. */
    interface Cases<R> {
        R good(ReportDecision decision);

        R refused(String code, String message);
    }

    <R> R match(Cases<R> cases);

    /** The registry answers this report, and an auditor's ruling is in it. That the auditor is in office, a replay of the log shows. */
    record Good(ReportDecision decision) implements AnswerFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.good(decision);
        }
    }

    /**
     * It is no answer.
     *
     * @param code {@code decision_of_another}, {@code decision_signature} (by none of the registry's keys), or of the parser that refused
     */
    record Refused(String code, String message) implements AnswerFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(code, message);
        }
    }
}
