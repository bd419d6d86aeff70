package org.rescueregistry.statement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;

/**
 * Somebody appointed who may act (section 3).
 *
 * @param body the body that appointed them
 * @param platform domain of a platform; null for a vetter or auditor
 * @param appointment id of the act, on which an admission rests for which they vouch
 */
public record Person(
        Es256PublicKey key,
        Role role,
        String body,
        @Nullable String platform,
        Digest appointment) {
    static Optional<Person> of(Holder holder) {
        return holder.office() instanceof Office.Person person
                ? Optional.of(
                        new Person(holder.key(), person.role(), person.body(), person.platform(), person.appointment()))
                : Optional.empty();
    }
}
