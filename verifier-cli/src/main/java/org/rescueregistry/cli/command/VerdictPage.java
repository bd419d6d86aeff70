package org.rescueregistry.cli.command;

import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Verdict;

/** A verdict for people and programs. */
final class VerdictPage {
    private VerdictPage() {}

    static Page of(Verdict verdict) {
        Page page = new Page(verdict.json())
                .headline(tone(verdict.outcome()), verdict.outcome() + ": " + words(verdict.outcome()));
        for (Because because : verdict.reasons()) {
            StringBuilder about = new StringBuilder(because.reason().words());
            if (because.code() != null) {
                about.append(", ").append(because.code());
            }
            if (because.registry() != null) {
                about.append(", ").append(because.registry());
            }
            if (because.detail() != null) {
                about.append(", ").append(because.detail());
            }
            page.field(because.reason().name(), about.toString());
        }
        if (verdict.asOf() != null) {
            page.field("as of", PlainWords.time(verdict.asOf()));
        }
        if (verdict.freshUntil() != null) {
            page.field("fresh until", PlainWords.time(verdict.freshUntil()));
        }
        return page;
    }

    /** Zero for a verified account alone: what claims nothing is not verified by that. */
    static ExitCode exit(Outcome outcome) {
        return switch (outcome) {
            case ACCOUNT_VERIFIED -> ExitCode.VERIFIED;
            case NO_LONGER_VALID, CLAIM_MISMATCH -> ExitCode.REFUTED;
            case LOOKALIKE_SUSPECTED, UNVERIFIED_CLAIM, NOT_A_CLAIM, UNDETERMINED -> ExitCode.UNDETERMINED;
        };
    }

    static String words(Outcome outcome) {
        return switch (outcome) {
            case ACCOUNT_VERIFIED -> "the account is that of an organisation in good standing";
            case NO_LONGER_VALID -> "the account is an organisation's whose admission does not hold now";
            case CLAIM_MISMATCH -> "the account shows the code of another; a person should look";
            case LOOKALIKE_SUSPECTED -> "the account's name resembles a registered one; a person should look";
            case UNVERIFIED_CLAIM -> "somebody speaks as a rescue team whom no registry knows; unknown is not false";
            case NOT_A_CLAIM -> "nothing here claims to be a rescue team";
            case UNDETERMINED -> "nobody can say now";
        };
    }

    private static Tone tone(Outcome outcome) {
        return switch (exit(outcome)) {
            case VERIFIED -> Tone.GOOD;
            case REFUTED -> Tone.BAD;
            case USAGE, UNDETERMINED, UNREACHABLE, BUG -> Tone.DOUBT;
        };
    }
}
