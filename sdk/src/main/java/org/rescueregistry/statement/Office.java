package org.rescueregistry.statement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;

/** What a key was accepted as, for ever (section 3). */
sealed interface Office {
    /** Whether {@code key}, which was accepted for this office, is live in it. */
    boolean isLive(KeyId key, RegistryState state);

    /** The same for whoever reads. */
    Signatory signatory();

    record Council() implements Office {
        @Override
        public boolean isLive(KeyId key, RegistryState state) {
            return state.charter().council().keyId().equals(key);
        }

        @Override
        public Signatory signatory() {
            return new Signatory("council", null);
        }
    }

    record Operator() implements Office {
        @Override
        public boolean isLive(KeyId key, RegistryState state) {
            return state.charter().isOperator(key);
        }

        @Override
        public Signatory signatory() {
            return new Signatory("operator", null);
        }

        @Override
        public Optional<String> bodyOfOfficer() {
            return Optional.of(Terms.REGISTRY);
        }
    }

    /** The key with which the body {@code id} appoints and dismisses. */
    record Body(String id) implements Office {
        @Override
        public boolean isLive(KeyId key, RegistryState state) {
            return state.charter()
                    .body(id)
                    .filter(body -> body.key().keyId().equals(key))
                    .isPresent();
        }

        @Override
        public Signatory signatory() {
            return new Signatory("body", id);
        }
    }

    /** Somebody appointed; {@code platform} is the domain of a platform and else null. */
    record Person(Role role, String body, @Nullable String platform, Digest appointment) implements Office {
        @Override
        public boolean isLive(KeyId key, RegistryState state) {
            return !state.isDismissed(key) && state.charter().body(body).isPresent();
        }

        @Override
        public Signatory signatory() {
            return new Signatory(role.text(), platform == null ? body : platform);
        }

        @Override
        public Optional<String> bodyOfOfficer() {
            return role == Role.PLATFORM ? Optional.empty() : Optional.of(body);
        }
    }

    record Organisation(Code code) implements Office {
        @Override
        public boolean isLive(KeyId key, RegistryState state) {
            return state.keyOf(code).equals(Optional.of(key));
        }

        @Override
        public Signatory signatory() {
            return new Signatory("organisation", code.canonical());
        }
    }

    record OrganisationPause(Code code) implements Office {
        @Override
        public boolean isLive(KeyId key, RegistryState state) {
            return state.pauseKeyOf(code).equals(Optional.of(key));
        }

        @Override
        public Signatory signatory() {
            return new Signatory("pause key", code.canonical());
        }
    }

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
