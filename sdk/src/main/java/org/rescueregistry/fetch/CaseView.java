package org.rescueregistry.fetch;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * What a vetter, an operator or the applicant is shown of a case file.
 *
 * <pre>
 * {"application":"…","code":"RR-…","disclosures":[{"audience":"public","disclosure":"…"}],
 *  "objections":["…"],"status":"open","vouches":["…"]}
 * </pre>
 *
 * @param status {@code open} or {@code admitted}
 * @param code the code given at admission; empty before
 * @param objections those that are open
 */
public record CaseView(
        Application application,
        String status,
        String code,
        List<GivenDisclosure> disclosures,
        List<Vouch> vouches,
        List<Objection> objections) {
    public CaseView {
        disclosures = List.copyOf(disclosures);
        vouches = List.copyOf(vouches);
        objections = List.copyOf(objections);
    }

    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("application", application.compact())
                .put("disclosures", GivenDisclosure.json(disclosures))
                .put(
                        "objections",
                        Json.strings(objections.stream().map(Objection::compact).toList()))
                .put("status", status)
                .put(
                        "vouches",
                        Json.strings(vouches.stream().map(Vouch::compact).toList()));
        if (!code.isEmpty()) {
            json.put("code", code);
        }
        return json.build();
    }

    /**
     * Reads the wire form.
     *
     * @throws MalformedException as the parsers of its parts
     */
    public static CaseView parse(Json value) throws MalformedException {
        Members members = Members.of(value, "case");
        List<Vouch> vouches = new ArrayList<>();
        for (String vouch : members.strings("vouches")) {
            vouches.add(Vouch.parse(vouch));
        }
        List<Objection> objections = new ArrayList<>();
        for (String objection : members.strings("objections")) {
            objections.add(Objection.parse(objection));
        }
        return new CaseView(
                Application.parse(members.string("application")),
                members.string("status"),
                members.optionalString("code").orElse(""),
                GivenDisclosure.parse(members.objects("disclosures")),
                vouches,
                objections);
    }
}
