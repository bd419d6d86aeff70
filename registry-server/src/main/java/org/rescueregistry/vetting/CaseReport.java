package org.rescueregistry.vetting;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;

/**
 * A case as whoever may read it is shown it.
 *
 * <pre>
 * {"application":"eyJ…","disclosures":[{"audience":"public","disclosure":"WyI…"}],"id":"…",
 *  "objections":[{"by":"…","id":"…","objection":"eyJ…","open":true}],"received":1795000000,"status":"objected",
 *  "vouches":["eyJ…"]}
 * </pre>
 *
 * <p>With the status {@code admitted} there is also {@code "code":"RR-CN7K-3M9Q-XDP2"}.
 *
 * @param standing ids of the objections that count: not withdrawn, by a vetter in office
 */
public record CaseReport(CaseRecord record, CaseStatus status, Set<Digest> standing) {
    public CaseReport {
        standing = Set.copyOf(standing);
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

    /** All of it. */
    public Json.Obj json() {
        Json.ObjectBuilder json = common().put(
                        "application", record.application().compact())
                .put("disclosures", GivenDisclosure.json(disclosures()))
                .put(
                        "objections",
                        Json.array(record.objections().stream()
                                .map(filed -> objection(filed, standing))
                                .toList()))
                .put(
                        "vouches",
                        Json.strings(
                                record.vouches().stream().map(Vouch::compact).toList()));
        return json.build();
    }

    /** One line of a list: {@code {"id":"…","objections":1,"received":1795000000,"status":"objected","vouches":2}}. */
    public Json.Obj summary() {
        return common().put("objections", standing.size())
                .put("vouches", record.vouches().size())
                .build();
    }

    private Json.ObjectBuilder common() {
        Json.ObjectBuilder json = Json.object()
                .put("id", record.application().id().base64Url())
                .put("received", record.received().getEpochSecond())
                .put("status", status.text());
        if (status instanceof CaseStatus.Admitted admitted) {
            json.put("code", admitted.code().canonical());
        }
        return json;
    }

    private static Json.Obj objection(FiledObjection filed, Set<Digest> standing) {
        return Json.object()
                .put("by", filed.objection().signer().toString())
                .put("id", filed.objection().id().base64Url())
                .put("objection", filed.objection().compact())
                .put("open", standing.contains(filed.objection().id()))
                .build();
    }
}
