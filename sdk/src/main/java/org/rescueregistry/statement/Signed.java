package org.rescueregistry.statement;

import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/**
 * Something that one person signed, in the encoding of section 1: a compact JWS over canonical JSON. Two are equal when
 * their bytes are. Parsing does not verify a signature; {@link #isSignedBy} does.
 */
public abstract sealed class Signed
        permits Application,
                Approval,
                Objection,
                ObjectionWithdrawal,
                PlatformReport,
                PostAttestation,
                Promise,
                ReportDecision,
                ReportRuling,
                Statement,
                Vouch {
    /** Without the payload: what a subclass has read of it is all that is kept, for many of these are in memory at a time. */
    private final CompactJws jws;

    /** What verifying gave. A kid is the digest of one key, so the answer does not depend on who asks. */
    private volatile @Nullable Boolean verified;

    Signed(SignedJws read) {
        this(read.jws());
    }

    Signed(CompactJws jws) {
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

    /**
     * Whether {@code key} is the one {@link #signer()} names and has signed; computed once and remembered, so that several threads
     * may verify before one folds.
     */
    public final boolean isSignedBy(Es256PublicKey key) {
        if (!key.keyId().equals(jws.kid())) {
            return false;
        }
        Boolean known = verified;
        if (known == null) {
            known = jws.verify(key);
            verified = known;
        }
        return known;
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
