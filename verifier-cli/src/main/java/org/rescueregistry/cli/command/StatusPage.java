package org.rescueregistry.cli.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.cli.output.Page;
import org.rescueregistry.cli.output.Tone;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.StatusFinding;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Standing;
import org.rescueregistry.statement.Status;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** What a status proof shows, in plain words and as data. */
final class StatusPage implements StatusFinding.Cases<Page> {
    private final @Nullable Code code;
    private final boolean past;
    private final Duration maxAge;

    /**
     * @param code null if a file could not be read and no code was given
     * @param past whether it was asked what held at an earlier time
     * @param maxAge how old a status may be; of an earlier time any may be
     */
    StatusPage(@Nullable Code code, boolean past, Duration maxAge) {
        this.code = code;
        this.past = past;
        this.maxAge = maxAge;
    }

    static ExitCode exit(StatusFinding finding) {
        return finding.match(new StatusFinding.Cases<>() {
            @Override
            public ExitCode registered(StatusFinding.Registered found) {
                return found.isGood() ? ExitCode.VERIFIED : ExitCode.REFUTED;
            }

            @Override
            public ExitCode notRegistered(StatusFinding.NotRegistered found) {
                return ExitCode.REFUTED;
            }

            @Override
            public ExitCode refuted(StatusFinding.Refuted found) {
                return ExitCode.REFUTED;
            }

            @Override
            public ExitCode undetermined(StatusFinding.Undetermined found) {
                return ExitCode.UNDETERMINED;
            }
        });
    }

    @Override
    public Page registered(StatusFinding.Registered found) {
        OrganisationRecord record = found.record();
        boolean valid = record.isValidAt(found.moment().at());
        Page page = new Page(proven("registered", found.moment())
                .put("record", recordJson(record))
                .put("status", record.status().text())
                .put("valid", valid)
                .build());
        page.headline(
                tone(found),
                words()
                        + (past ? " was " : " is ")
                        + (record.standing().isPause()
                                ? "paused"
                                : record.status().text())
                        + (valid ? "" : ", outside its validity"));
        standing(page, record.standing());
        page.field(
                "valid",
                PlainWords.time(record.admission().validFrom()) + " to "
                        + PlainWords.time(record.admission().validUntil()));
        page.field("key", record.keys().key().keyId().toString());
        return moment(page, found.moment());
    }

    private static void standing(Page page, Standing standing) {
        if (standing.reason() != null && !standing.isPause()) {
            page.field("reason", standing.reason().text());
        }
        if (standing.since() != null) {
            page.field("since", PlainWords.time(standing.since()));
        }
        if (standing.until() != null) {
            page.field("until", PlainWords.time(standing.until()));
        }
    }

    private static Tone tone(StatusFinding.Registered found) {
        if (found.isGood()) {
            return Tone.GOOD;
        }
        return found.record().status() == Status.SUSPENDED ? Tone.DOUBT : Tone.BAD;
    }

    @Override
    public Page notRegistered(StatusFinding.NotRegistered found) {
        Page page = new Page(proven("not_registered", found.moment()).build())
                .headline(
                        Tone.BAD,
                        words() + (past ? " was" : " is") + " not registered: the registry " + (past ? "had" : "has")
                                + " given nobody this code");
        return moment(page, found.moment());
    }

    @Override
    public Page refuted(StatusFinding.Refuted found) {
        return page("refuted", found.code(), found.message())
                .headline(Tone.BAD, "the proof is false: " + found.message() + " [" + found.code() + "]")
                .line(
                        "  Of the organisation that says nothing. Do not believe who gave you this file; ask the registry.");
    }

    @Override
    public Page undetermined(StatusFinding.Undetermined found) {
        return page("undetermined", found.code(), found.message())
                .headline(Tone.DOUBT, "nobody can say by this proof: " + found.message() + " [" + found.code() + "]");
    }

    private Page page(String outcome, String reason, String message) {
        Json.ObjectBuilder data =
                Json.object().put("message", message).put("outcome", outcome).put("reason", reason);
        if (code != null) {
            data.put("code", code.canonical());
        }
        return new Page(data.build());
    }

    private Json.ObjectBuilder proven(String outcome, StatusFinding.Moment moment) {
        Json.ObjectBuilder data = Json.object()
                .put("as_of", moment.asOf().getEpochSecond())
                .put("at", moment.at().getEpochSecond())
                .put("code", words())
                .put("outcome", outcome)
                .put("size", moment.size());
        if (!past) {
            data.put("fresh_until", freshUntil(moment).getEpochSecond());
        }
        return data;
    }

    private Page moment(Page page, StatusFinding.Moment moment) {
        if (past) {
            page.field("at", PlainWords.time(moment.at()));
        } else {
            page.field("proven as of", PlainWords.time(moment.asOf()));
            page.field("fresh until", PlainWords.time(freshUntil(moment)));
        }
        return page.field("log", moment.size() + " leaves");
    }

    private String words() {
        return String.valueOf(code);
    }

    private Instant freshUntil(StatusFinding.Moment moment) {
        return moment.asOf().plus(maxAge);
    }

    private static Json recordJson(OrganisationRecord record) {
        try {
            return Json.parse(record.bytes());
        } catch (MalformedException e) {
            throw new IllegalStateException("a record prints JSON", e);
        }
    }
}
