package org.rescueregistry.vetting;

import java.util.Collection;
import java.util.List;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;

/**
 * A case as whoever may read it is shown it.
 *
 * <pre>
 * {"application":"eyJ…","disclosures":[{"audience":"public","disclosure":"WyI…"}],"id":"…","objections":["eyJ…"],
 *  "received":1795000000,"status":"objected","vouches":["eyJ…"]}
 * </pre>
 *
 * <p>With the status {@code admitted} there is also {@code "code":"RR-CN7K-3M9Q-XDP2"}.
 *
 * @param objections those that stand: not withdrawn, by a vetter in office
 */
public record CaseReport(CaseRecord record, CaseStatus status, List<Objection> objections) {
    public CaseReport {
        objections = List.copyOf(objections);
    }

    /** The disclosures that may be shown: those for the registry to compare with are not. */
    public List<GivenDisclosure> disclosures() {
        return shown(record.disclosures());
    }

    static List<GivenDisclosure> shown(Collection<GivenDisclosure> given) {
        return given.stream()
                .filter(one -> !one.audience().equals(Audience.CHECK_ONLY))
                .toList();
    }

    /** The wire form. */
    public Json.Obj json() {
        Json.ObjectBuilder json = Json.object()
                .put("application", record.application().compact())
                .put("disclosures", GivenDisclosure.json(disclosures()))
                .put("id", record.application().id().base64Url())
                .put(
                        "objections",
                        Json.strings(objections.stream().map(Objection::compact).toList()))
                .put("received", record.received().getEpochSecond())
                .put("status", status.text())
                .put(
                        "vouches",
                        Json.strings(
                                record.vouches().stream().map(Vouch::compact).toList()));
        if (status instanceof CaseStatus.Admitted admitted) {
            json.put("code", admitted.code().canonical());
        }
        return json.build();
    }
}
