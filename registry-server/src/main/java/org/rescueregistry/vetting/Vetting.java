package org.rescueregistry.vetting;

import java.util.function.Supplier;
import org.rescueregistry.name.EntityId;

/**
 * The case file of one registry.
 *
 * @param applications what waits to be admitted
 * @param disclosures what digests stand for
 * @param follower to be told of every batch
 */
public record Vetting(Applications applications, Disclosures disclosures, Follower follower) {
    /**
     * Whose case file it is.
     *
     * @param log the origin of its log
     */
    public record Home(EntityId registry, String log) {}

    /** Where it is kept. */
    public record Files(CaseFile cases, DisclosureFile disclosures, LogProjection projection) {}

    /**
     * Puts the case file together; nothing is read yet.
     *
     * @param state the state after the newest batch
     */
    public static Vetting create(Home home, Files files, Supplier<PublicState> state) {
        Applications applications = new Applications(home, files.cases(), files.projection(), state);
        return new Vetting(
                applications,
                new Disclosures(applications, files.disclosures(), state),
                new Follower(files.projection()));
    }
}
