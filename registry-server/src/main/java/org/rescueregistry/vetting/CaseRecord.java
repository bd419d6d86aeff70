package org.rescueregistry.vetting;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Vouch;

/**
 * All that the case file has on one application. Everything in it was verified before it was filed.
 *
 * @param disclosures those that are left: an admitted organisation may have had some erased; in the order of their text
 * @param received when the registry took it, in whole seconds
 * @param vouches at most one by each key, in the order of the keys' text
 * @param objections withdrawn ones too, in the order of their ids' text
 */
public record CaseRecord(
        Application application,
        List<GivenDisclosure> disclosures,
        Instant received,
        List<Vouch> vouches,
        List<FiledObjection> objections) {

    public CaseRecord {
        disclosures = disclosures.stream()
                .sorted(Comparator.comparing(given -> given.disclosure().text()))
                .toList();
        vouches = vouches.stream()
                .sorted(Comparator.comparing(vouch -> vouch.signer().toString()))
                .toList();
        objections = objections.stream()
                .sorted(Comparator.comparing(filed -> filed.objection().id().base64Url()))
                .toList();
    }

    /** A case just opened. */
    static CaseRecord opened(Application application, List<GivenDisclosure> disclosures, Instant received) {
        return new CaseRecord(application, disclosures, received, List.of(), List.of());
    }
}
