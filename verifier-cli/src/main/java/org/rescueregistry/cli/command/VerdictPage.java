package org.rescueregistry.cli.command;

import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.sdk.Because;
import org.rescueregistry.sdk.Messages;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.ReplayFile;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.wire.Json;

/** A verdict for people and programs. */
final class VerdictPage {
    private VerdictPage() {}

    static Page of(Verdict verdict) {
        Page page = new Page(verdict.json())
                .headline(tone(verdict.outcome()), verdict.outcome() + ": " + words(verdict.outcome()));
        Messages messages = Messages.in("en");
        for (Because because : verdict.reasons()) {
            StringBuilder about = new StringBuilder(messages.reason(because));
            if (because.code() != null) {
                about.append(", ").append(because.code());
            }
            if (because.registry() != null) {
                about.append(", ").append(because.registry());
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

    /** Whether a verdict came out as it was. */
    static Page replayed(ReplayFile.Finding finding) {
        Json.Obj data = Json.object()
                .put("differences", Json.strings(finding.differences()))
                .put("same", finding.isSame())
                .put("verdict", finding.now().json())
                .build();
        String other = String.join(", ", finding.differences());
        Page page = new Page(data);
        if (finding.isSame()) {
            page.headline(Tone.GOOD, "the same verdict, byte for byte");
        } else if (other.isEmpty()) {
            page.headline(Tone.BAD, "another verdict, though all that decides is of the same version");
        } else {
            page.headline(Tone.DOUBT, "cannot be the same, being of another version: " + other);
        }
        return page.add(of(finding.now()));
    }

    /** Zero for a verified account alone: what claims nothing is not verified by that. */
    static ExitCode exit(Outcome outcome) {
        return switch (outcome) {
            case POST_VERIFIED, ACCOUNT_VERIFIED -> ExitCode.VERIFIED;
            case NO_LONGER_VALID, CLAIM_MISMATCH -> ExitCode.REFUTED;
            case LOOKALIKE_SUSPECTED, UNVERIFIED_CLAIM, NOT_A_CLAIM, UNDETERMINED -> ExitCode.UNDETERMINED;
        };
    }

    static String words(Outcome outcome) {
        return switch (outcome) {
            case POST_VERIFIED -> "the organisation signed this post, from its own account";
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
