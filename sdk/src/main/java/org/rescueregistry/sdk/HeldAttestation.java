package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;

/**
 * A live post attestation of a snapshot whose signature was verified: what a verdict asks for, and packed the bytes from which the JWS is
 * made again; half of what the objects take, for there may be tens of thousands. Immutable.
 */
final class HeldAttestation implements Comparable<HeldAttestation> {
    private static final int TEXT = Digest.SIZE;
    private static final int KID = TEXT + Digest.SIZE;
    private static final int SIGNATURE = KID + Digest.SIZE;

    private final AccountId account;
    private final Code organisation;
    private final DigestSet media;
    private final @Nullable PostCode code;
    private final long iat;
    private final long exp;

    /** Id, text and kid, 32 bytes each; the signature; the payload. */
    private final byte[] packed;

    private final int payload;

    private HeldAttestation(PostAttestation attestation, Code organisation, byte[] signature, byte[] payload) {
        AccountId by = attestation.account();
        // There are few platforms.
        this.account = new AccountId(by.platform().intern(), by.id());
        this.organisation = organisation;
        this.media = attestation.media();
        this.code = attestation.content().code();
        this.iat = attestation.iat().getEpochSecond();
        this.exp = attestation.exp().getEpochSecond();
        this.payload = SIGNATURE + signature.length;
        this.packed = new byte[this.payload + payload.length];
        attestation.id().writeTo(packed, 0);
        attestation.text().writeTo(packed, TEXT);
        attestation.signer().thumbprint().writeTo(packed, KID);
        System.arraycopy(signature, 0, packed, SIGNATURE, signature.length);
        System.arraycopy(payload, 0, packed, this.payload, payload.length);
    }

    /** @param organisation its own, as one object for all that it signed */
    static HeldAttestation of(PostAttestation attestation, Code organisation) {
        String compact = attestation.compact();
        int header = compact.indexOf('.');
        int end = compact.indexOf('.', header + 1);
        try {
            return new HeldAttestation(
                    attestation,
                    organisation,
                    Base64Url.decode(compact.substring(end + 1), "signature"),
                    Base64Url.decode(compact.substring(header + 1, end), "payload"));
        } catch (MalformedException impossible) {
            throw new IllegalStateException("it was read before", impossible);
        }
    }

    /** The attestation, read again. */
    PostAttestation attestation() {
        try {
            return PostAttestation.parse(compact());
        } catch (MalformedException impossible) {
            throw new IllegalStateException("it was read before", impossible);
        }
    }

    /** The compact JWS, made again. */
    String compact() {
        byte[] header = CompactJws.header(PostAttestation.TYPE, new KeyId(Digest.of(packed, KID)))
                .canonical();
        return Base64Url.encode(header)
                + "." + Base64Url.encode(part(payload, packed.length))
                + "." + Base64Url.encode(part(SIGNATURE, payload));
    }

    private byte[] part(int from, int to) {
        byte[] part = new byte[to - from];
        System.arraycopy(packed, from, part, 0, part.length);
        return part;
    }

    Digest id() {
        return Digest.of(packed, 0);
    }

    AccountId account() {
        return account;
    }

    Code organisation() {
        return organisation;
    }

    DigestSet media() {
        return media;
    }

    @Nullable
    PostCode code() {
        return code;
    }

    boolean hasId(Digest id) {
        return id.isAt(packed, 0);
    }

    /** Whether it is of a post with this digest of its canonical text. */
    boolean isOf(Digest text) {
        return text.isAt(packed, TEXT);
    }

    boolean isBy(KeyId key) {
        return key.thumbprint().isAt(packed, KID);
    }

    Instant iat() {
        return Instant.ofEpochSecond(iat);
    }

    Instant exp() {
        return Instant.ofEpochSecond(exp);
    }

    boolean isInTime(Instant now) {
        return LiveAttestations.isInTime(iat(), exp(), now);
    }

    /** By account; those of one account in the order in which they were signed. */
    @Override
    public int compareTo(HeldAttestation other) {
        int order = AttestedPosts.BY_ACCOUNT.compare(account, other.account);
        if (order == 0) {
            order = Long.compare(iat, other.iat);
        }
        return order == 0 ? id().compareTo(other.id()) : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeldAttestation held && held.hasId(id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return new String(part(payload, packed.length), UTF_8);
    }
}
