package org.rescueregistry.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.rescueregistry.wire.MalformedException;

/**
 * A verified cosignature: at {@link #time()} this was the largest tree the cosigner had seen of the log (C2SP
 * tlog-cosignature). With Ed25519, signed is
 *
 * <pre>
 * cosignature/v1
 * time 1679315147
 * example.com/behind-the-sofa
 * 20852163
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 * </pre>
 *
 * <p>with ML-DSA-44 the same in a structure of binary fields, the cosigner's name added. The signature line carries the time in
 * eight bytes before the 64 of Ed25519 or the 2,420 of ML-DSA-44.
 */
public final class Cosignature {
    /** Latest time that is read: the end of the year 9999. */
    static final long MAX_TIME = 253_402_300_799L;

    private final VerifierKey cosigner;
    private final Instant time;

    private Cosignature(VerifierKey cosigner, Instant time) {
        this.cosigner = cosigner;
        this.time = time;
    }

    /**
     * Checks that {@code line} is {@code cosigner}'s cosignature of {@code checkpoint}.
     *
     * @throws MalformedException {@code cosignature_other_key}, {@code cosignature_malformed}, or {@code
     *     note_bad_signature}
     */
    public static Cosignature verify(Checkpoint checkpoint, NoteSignature line, VerifierKey cosigner)
            throws MalformedException {
        if (!cosigner.type().isOfCosigners() || !cosigner.claims(line)) {
            throw new MalformedException("cosignature_other_key", "not a cosignature of " + cosigner.name());
        }
        byte[] timed = line.signature();
        if (timed.length <= Long.BYTES) {
            throw new MalformedException("cosignature_malformed", "a cosignature is a time and a signature");
        }
        long seconds = ByteBuffer.wrap(timed).getLong();
        // Zero says "no time": a log may sign so for itself, a witness may not (tlog-witness, "add-checkpoint").
        if (seconds <= 0 || seconds > MAX_TIME) {
            throw new MalformedException("cosignature_malformed", "the time of a cosignature is out of range");
        }
        byte[] signature = Arrays.copyOfRange(timed, Long.BYTES, timed.length);
        if (!cosigner.verifiesCosigned(checkpoint, seconds, signature)) {
            throw new MalformedException(
                    "note_bad_signature", "the cosignature of " + cosigner.name() + " is not right");
        }
        return new Cosignature(cosigner, Instant.ofEpochSecond(seconds));
    }

    public VerifierKey cosigner() {
        return cosigner;
    }

    /** When it was made, in whole seconds, by the cosigner's clock. */
    public Instant time() {
        return time;
    }

    @Override
    public String toString() {
        return cosigner.name() + " at " + time;
    }
}
