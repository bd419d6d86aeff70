package org.rescueregistry.issuance;

import java.util.Locale;
import org.rescueregistry.credential.CredentialFile;

/** What came of asking for a credential. */
public sealed interface Issuance {
    /** One method for each outcome. */
    interface Cases<R> {
        R issued(CredentialFile file);

        R refused(Reason reason, String message);
    }

    <R> R match(Cases<R> cases);

    /** Why none is issued. */
    enum Reason {
        /** There is no organisation with this code. */
        UNKNOWN_SUBJECT,
        /** Only the organisation itself is given its credential. */
        NOT_ENTITLED,
        /** The organisation is revoked or withdrawn, or its admission has expired. */
        NOT_IN_FORCE,
        /** Its admission is not under a checkpoint that enough witnesses have cosigned; ask again in a moment. */
        NOT_PUBLISHED,
        /** No chain of trust leads to this registry now, so nobody could verify it. */
        NOT_RECOGNISED;

        /** The stable code, such as {@code not_published}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A credential with all that proves it. */
    record Issued(CredentialFile file) implements Issuance {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.issued(file);
        }
    }

    /**
     * No credential.
     *
     * @param message in plain words
     */
    record Refused(Reason reason, String message) implements Issuance {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(reason, message);
        }
    }
}
