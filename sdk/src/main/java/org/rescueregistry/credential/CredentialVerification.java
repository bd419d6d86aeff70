package org.rescueregistry.credential;

/** What came of verifying a well-formed credential. */
public sealed interface CredentialVerification {
    record Verified(Credential credential) implements CredentialVerification {}

    record Refused(CredentialRefusal refusal) implements CredentialVerification {}

    /** One method for each outcome. */
    interface Cases<R> {
        R verified(Credential credential);

        R refused(CredentialRefusal refusal);
    }

    default <R> R match(Cases<R> cases) {
        return this instanceof Verified verified
                ? cases.verified(verified.credential())
                : cases.refused(((Refused) this).refusal());
    }
}
