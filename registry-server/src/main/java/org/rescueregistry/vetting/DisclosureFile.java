package org.rescueregistry.vetting;

import java.util.Collection;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.GivenDisclosure;

/**
 * Keeps disclosures under their <em>source</em>: the id of the application or statement with which they came. So whoever
 * hands in a copy of somebody else's disclosure changes nothing of the other's. Trusted. Any thread may call.
 *
 * <p>What is shown is joined with the {@link LogProjection}: a disclosure that no record holds is shown to nobody.
 */
public interface DisclosureFile {
    /** Keeps disclosures; one that this source brought already stays as it is. Survives a power cut once it returns. */
    void keep(Digest source, Collection<GivenDisclosure> given);

    /** Deletes what a statement brought, unless a record holds something of it. */
    void discard(Digest source);

    /** What records hold, for these audiences. */
    List<GivenDisclosure> held(Collection<Audience> audiences);

    /** What the record of {@code code} holds, for every audience. */
    List<GivenDisclosure> held(Code code);
}
