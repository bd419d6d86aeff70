package org.rescueregistry.statement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

/** What a key was accepted as, for ever (section 3); whether it still is that, the state of the registry says. */
sealed interface Office {
    record Council() implements Office {}

    record Operator() implements Office {
        @Override
        public Optional<String> bodyOfOfficer() {
            return Optional.of(Terms.REGISTRY);
        }
    }

    /** The key with which the body {@code id} appoints and dismisses. */
    record Body(String id) implements Office {}

    /** Somebody appointed; {@code platform} is the domain of a platform and else null. */
    record Person(Role role, String body, @Nullable String platform, Digest appointment) implements Office {
        @Override
        public Optional<String> bodyOfOfficer() {
            return role == Role.PLATFORM ? Optional.empty() : Optional.of(body);
        }
    }

    record Organisation(Code code) implements Office {}

    record OrganisationPause(Code code) implements Office {}

    /** The body for which an officer (vetter, auditor, operator) acts; empty for whoever is none. */
    default Optional<String> bodyOfOfficer() {
        return Optional.empty();
    }

    default boolean isOperator() {
        return this instanceof Operator;
    }

    default boolean isOfficer() {
        return bodyOfOfficer().isPresent();
    }

    default boolean is(Role role) {
        return this instanceof Person person && person.role() == role;
    }
}
