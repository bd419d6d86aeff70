package org.rescueregistry.statement;

import java.util.List;
import java.util.function.Predicate;

/**
 * Whose statements make an act complete, when one is not enough (section 3, <em>Several signers</em>).
 *
 * @param differentBodies whether no two may be of one body
 * @param quorum whether <em>k</em> operators are among them, who by completing an act show that they are not lost
 */
record Need(List<Part> parts, boolean differentBodies, boolean quorum) {
    /** So many people in such an office. */
    record Part(long count, Predicate<Office> who) {}

    /** <em>k</em> operators. */
    static Need operators(Charter charter) {
        return new Need(List.of(new Part(charter.quorum(), Office::isOperator)), false, true);
    }

    /** A body's key and <em>k</em> operators. */
    static Need bodyAndOperators(Charter charter) {
        Part body = new Part(1, Office.Body.class::isInstance);
        return new Need(List.of(body, new Part(charter.quorum(), Office::isOperator)), false, true);
    }

    static Need twoVetters() {
        return new Need(List.of(new Part(2, office -> office.is(Role.VETTER))), false, false);
    }

    /** Two officers of two bodies; which officers may sign, the row says. */
    static Need twoBodies() {
        return new Need(List.of(new Part(2, Office::isOfficer)), true, false);
    }

    static Need organisationAndVetter() {
        Part organisation = new Part(1, Office.Organisation.class::isInstance);
        return new Need(List.of(organisation, new Part(1, office -> office.is(Role.VETTER))), false, false);
    }

    /** How many have to sign. */
    long count() {
        return parts.stream().mapToLong(Part::count).sum();
    }

    /** How many of those have. */
    long have(List<Holder> signers) {
        return parts.stream()
                .mapToLong(part -> Math.min(
                        part.count(),
                        signers.stream()
                                .filter(signer -> part.who().test(signer.office()))
                                .count()))
                .sum();
    }
}
