package org.rescueregistry.sdk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * One row of the index of vectors: a file, what is asked of it, and what has to come out.
 *
 * @param about what was done to the file
 * @param at null if it is asked what holds now
 * @param expected the finding as JSON
 */
record StatusVector(
        String file,
        String about,
        Code code,
        Instant now,
        Duration maxAge,
        @Nullable Instant at,
        String policy,
        Json.Obj expected) {

    Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("about", about)
                .put("code", code.canonical())
                .put("expect", expected)
                .put("file", file)
                .put("max_age", maxAge.toSeconds())
                .put("now", now.getEpochSecond())
                .put("policy", policy);
        if (at != null) {
            json.put("at", at.getEpochSecond());
        }
        return json.build();
    }

    static StatusVector parse(Members row) throws MalformedException {
        return new StatusVector(
                row.string("file"),
                row.string("about"),
                Code.parseCanonical(row.string("code")),
                Instant.ofEpochSecond(row.integer("now")),
                Duration.ofSeconds(row.integer("max_age")),
                row.optionalInteger("at").map(Instant::ofEpochSecond).orElse(null),
                row.string("policy"),
                row.object("expect").json());
    }

    /** What our check makes of these bytes. */
    Json.Obj found(byte[] bytes, LogPolicy trusted) throws MalformedException {
        StatusProofCheck check = new StatusProofCheck(TrustedLog.of(trusted), new VerificationPolicy(maxAge), now);
        StatusFinding finding;
        try {
            StatusProof proof = StatusProof.parse(bytes);
            finding = at == null ? check.now(proof, code) : check.at(proof, code, at);
        } catch (MalformedException e) {
            finding = StatusFinding.of(e);
        }
        return finding.match(new StatusFinding.Cases<>() {
            @Override
            public Json.Obj registered(StatusFinding.Registered found) {
                return Json.object()
                        .put("as_of", found.moment().asOf().getEpochSecond())
                        .put("outcome", "registered")
                        .put("status", found.record().status().text())
                        .put("valid", found.record().isValidAt(found.moment().at()))
                        .build();
            }

            @Override
            public Json.Obj notRegistered(StatusFinding.NotRegistered found) {
                return Json.object()
                        .put("as_of", found.moment().asOf().getEpochSecond())
                        .put("outcome", "not_registered")
                        .build();
            }

            @Override
            public Json.Obj refuted(StatusFinding.Refuted found) {
                return reason("refuted", found.code());
            }

            @Override
            public Json.Obj undetermined(StatusFinding.Undetermined found) {
                return reason("undetermined", found.code());
            }
        });
    }

    static Json.Obj reason(String outcome, String code) {
        return Json.object().put("outcome", outcome).put("reason", code).build();
    }
}
