package org.rescueregistry.statement;

import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/**
 * Something that one person signed, in the encoding of section 1: a compact JWS over canonical JSON. Two are equal when
 * their bytes are. Parsing does not verify a signature; {@link #isSignedBy} does.
 */
public abstract sealed class Signed
        permits Application, Approval, Objection, ObjectionWithdrawal, Promise, Statement, Vouch {
    final SignedJws jws;

    Signed(SignedJws jws) {
        this.jws = jws;
    }

    /** SHA-256 of the signing input; the signature is no part of it. */
    public final Digest id() {
        return jws.id();
    }

    /** The key said to have signed. */
    public final KeyId signer() {
        return jws.kid();
    }

    /** Whether {@code key} is the one {@link #signer()} names and has signed; computed once and remembered. */
    public final boolean isSignedBy(Es256PublicKey key) {
        return jws.isSignedBy(key);
    }

    /** The compact JWS. */
    public final String compact() {
        return jws.compact();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Signed signed && jws.equals(signed.jws);
    }

    @Override
    public final int hashCode() {
        return jws.hashCode();
    }

    @Override
    public final String toString() {
        return compact();
    }
}
