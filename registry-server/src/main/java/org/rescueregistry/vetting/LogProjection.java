package org.rescueregistry.vetting;

import java.util.Collection;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

/**
 * What the log says of applications and disclosures, kept beside them so that one query answers. Not the truth: it may be
 * deleted at any time while the registry is down, and is rebuilt. So nothing here need survive a power cut.
 */
public interface LogProjection {
    /**
     * Replaces all of it by what a log of {@code size} leaves says, and deletes disclosures that no record holds and no
     * waiting application brought. While the registry starts: no statement with disclosures is under way.
     */
    void rebuild(long size, Collection<HeldDigests> all);

    /**
     * Replaces what it says of some records, and deletes disclosures that records held and hold no more.
     *
     * @param from the size it must have now
     * @throws IllegalStateException if it has another: somebody else follows the log too
     */
    void advance(long from, long to, Collection<HeldDigests> changed);

    /** The code under which an application was admitted. */
    Optional<Code> admitted(Digest application);
}
