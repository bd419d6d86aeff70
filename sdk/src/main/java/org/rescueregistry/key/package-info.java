/**
 * Keys, signers and digests: the only package that names Bouncy Castle or the JDK's cryptography.
 *
 * <p>Three kinds of key: ES256 (ECDSA on P-256, for people and organisations: {@link
 * org.rescueregistry.key.Es256PublicKey}); Ed25519 and ML-DSA-44, for logs and witnesses, which have one of each ({@link
 * org.rescueregistry.key.Ed25519PublicKey}, {@link org.rescueregistry.key.MlDsa44PublicKey}). Signatures run on Bouncy Castle's low-level classes, which verify several
 * times faster than the JDK's provider; SHA-256 is the JDK's, which is several times faster than Bouncy Castle's.
 * Secret bytes leave a signer only through methods whose names begin with {@code expose}.
 */
@NullMarked
package org.rescueregistry.key;

import org.jspecify.annotations.NullMarked;
