package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.rescueregistry.testing.FuzzTarget.must;

import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** An attestation from anybody: it has one spelling, keeps its limits, and is the same when it was packed. */
final class AttestationFuzz implements FuzzTarget {
    @Override
    public boolean accepts(byte[] input) {
        String text = new String(input, ISO_8859_1);
        PostAttestation read;
        try {
            read = PostAttestation.parse(text);
        } catch (MalformedException refused) {
            return false;
        }
        must(read.compact().equals(text), "it prints what it read");
        must(text.length() <= PostAttestation.MAX_CHARS, "it is no longer than it may be");
        must(read.media().size() <= PostAttestation.MAX_MEDIA, "it has no more media than it may");
        must(
                read.exp().isAfter(read.iat()) && !read.exp().isAfter(read.iat().plus(PostAttestation.MAX_LIFE)),
                "it lives, and no longer than it may");
        must(LiveAttestations.isInTime(read.iat(), read.exp(), read.iat()), "it counts when it was signed");
        must(!LiveAttestations.isInTime(read.iat(), read.exp(), read.exp()), "it does not count from its end on");
        HeldAttestation held = HeldAttestation.of(read, read.organisation());
        must(held.attestation().equals(read), "it is the same when it was packed");
        must(held.hasId(read.id()) && held.isOf(read.text()) && held.isBy(read.signer()), "it is found by what it is");
        return true;
    }
}
