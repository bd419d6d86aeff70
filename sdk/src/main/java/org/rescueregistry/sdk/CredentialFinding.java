package org.rescueregistry.sdk;

import java.time.Instant;
import org.rescueregistry.credential.Credential;
import org.rescueregistry.statement.OrganisationRecord;

/** What {@link CredentialCheck} says of a credential file. */
public sealed interface CredentialFinding {
    /** One method for each outcome. */
    interface Cases<R> {
        R valid(Valid finding);

        R refuted(Refuted finding);

        R undetermined(Undetermined finding);
    }

    <R> R match(Cases<R> cases);

    /**
     * The credential is what the registry says now.
     *
     * @param record of the organisation, as of {@code asOf}
     * @param freshUntil when to ask again at the latest
     */
    record Valid(Credential credential, OrganisationRecord record, Instant asOf, Instant freshUntil)
            implements CredentialFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.valid(this);
        }
    }

    /** It is not, or not any more. */
    record Refuted(String code, String message) implements CredentialFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refuted(this);
        }
    }

    /** What is known of its registry does not suffice to say. */
    record Undetermined(String code, String message) implements CredentialFinding {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.undetermined(this);
        }
    }
}
