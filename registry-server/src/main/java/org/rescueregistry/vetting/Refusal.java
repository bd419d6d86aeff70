package org.rescueregistry.vetting;

import java.util.Locale;

/** Why the case file does not take or show something. */
public enum Refusal {
    /** A digest came without its disclosure. */
    DISCLOSURE_MISSING,
    /** A disclosure came of no digest that is named. */
    DISCLOSURE_UNKNOWN,
    /** A disclosure came twice. */
    DISCLOSURE_TWICE,
    /** An account is for the platform it is on, not for another. */
    DISCLOSURE_BAD_AUDIENCE,
    /** An account or a name whose value is none. */
    DISCLOSURE_UNREADABLE,
    /** Two of one name, or a name that no credential may disclose. */
    DISCLOSURE_BAD_NAME,
    /** The disclosures are too long together. */
    DISCLOSURES_TOO_LONG,
    /** The application is for another registry or log. */
    APPLICATION_WRONG_REGISTRY,
    /** The application is not signed with the key it names. */
    APPLICATION_BAD_SIGNATURE,
    /** The application is there already, with other disclosures. */
    APPLICATION_KNOWN,
    /** The case file has no such application. */
    UNKNOWN_APPLICATION,
    /** The organisation was admitted; its case is closed. */
    APPLICATION_ADMITTED,
    /** A vetter objects, so the application cannot be admitted now. */
    APPLICATION_OBJECTED,
    /** The case file takes no more for now. */
    TOO_MANY_OPEN_APPLICATIONS,
    /** The vouch is for another application or log. */
    VOUCH_WRONG_APPLICATION,
    /** The vouch is not by a vetter in office. */
    VOUCH_NOT_BY_VETTER,
    /** The vouch is not signed with the key it names. */
    VOUCH_BAD_SIGNATURE,
    /** The vouch has expired. */
    VOUCH_EXPIRED,
    /** The objection is to another application or log. */
    OBJECTION_WRONG_APPLICATION,
    /** The objection is not by a vetter in office. */
    OBJECTION_NOT_BY_VETTER,
    /** The objection is not signed with the key it names. */
    OBJECTION_BAD_SIGNATURE,
    /** This vetter objects already. */
    ALREADY_OBJECTED,
    /** The application has no such objection. */
    UNKNOWN_OBJECTION,
    /** An objection is withdrawn by who made it. */
    WITHDRAWAL_NOT_BY_OBJECTOR,
    /** The withdrawal is not signed with the key it names. */
    WITHDRAWAL_BAD_SIGNATURE,
    /** The report is for another registry's log. */
    REPORT_WRONG_REGISTRY,
    /** The report is not by a platform in office. */
    REPORT_NOT_BY_PLATFORM,
    /** The report is not signed with the key it names. */
    REPORT_BAD_SIGNATURE,
    /** The account is on another platform than the key is for. */
    REPORT_OTHER_PLATFORM,
    /** The report was signed too long ago, or ahead of the registry's clock. */
    REPORT_NOT_IN_TIME,
    /** No organisation has the code. */
    REPORT_UNKNOWN_CODE,
    /** Another report of the same decision is there, in reply to the same. */
    REPORT_KNOWN,
    /** This key has as many reports waiting as it may. */
    TOO_MANY_OPEN_REPORTS,
    /** There is no such report, or it is another platform's. */
    UNKNOWN_REPORT,
    /** There is no such decision about this account, code and decision id. */
    UNKNOWN_DECISION,
    /** An appeal was decided; there is none against that. */
    APPEAL_DECIDED,
    /** The report was decided, by another ruling. */
    REPORT_DECIDED,
    /** The ruling is on another report or for another log. */
    RULING_WRONG_REPORT,
    /** The ruling is not by an auditor in office. */
    RULING_NOT_BY_AUDITOR,
    /** The ruling is not signed with the key it names. */
    RULING_BAD_SIGNATURE,
    /** On an appeal somebody of another body rules. */
    RULING_SAME_BODY,
    /** A statement that the ruling names is not in the log, or about something else. */
    RULING_WRONG_STATEMENT,
    /** The key that asks may not be shown this. */
    NOT_ENTITLED;

    /** The stable code, such as {@code disclosure_missing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
