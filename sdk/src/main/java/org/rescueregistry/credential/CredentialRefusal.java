package org.rescueregistry.credential;

/** Why a well-formed credential, or the proof that its holder shows it, is not believed. */
public enum CredentialRefusal {
    /** It names another issuer than the one expected. */
    ISSUER("credential_issuer"),
    /** It names a key that is none of the issuer's. */
    UNKNOWN_KEY("credential_unknown_key"),
    /** The signature is not the named key's. */
    SIGNATURE("credential_signature"),
    /** Its first day is yet to come. */
    NOT_YET_VALID("credential_not_yet_valid"),
    /** Its last day is over. */
    EXPIRED("credential_expired"),
    /** The key binding is not signed with the holder's key. */
    KEY_BINDING_SIGNATURE("key_binding_signature"),
    /** The key binding is of another credential, or of other disclosures. */
    KEY_BINDING_HASH("key_binding_hash"),
    /** The key binding answers another request. */
    KEY_BINDING_NONCE("key_binding_nonce"),
    /** The key binding is meant for somebody else. */
    KEY_BINDING_AUDIENCE("key_binding_audience"),
    /** The key binding was made too long ago, or in the future. */
    KEY_BINDING_TIME("key_binding_time");

    private final String code;

    CredentialRefusal(String code) {
        this.code = code;
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}
