package org.rescueregistry.log;

import static org.rescueregistry.testing.FuzzTarget.must;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.testing.FuzzTarget;
import org.rescueregistry.wire.MalformedException;

/** A cosigned checkpoint from anybody: what verifies was signed, by that key, over that text, at that time, in these very bytes. */
final class CosignatureFuzz implements FuzzTarget {
    /** Witnesses 0 and 1 cosign with Ed25519, 2 and 3 are the same with ML-DSA-44. */
    private final TestLog log = new TestLog(2, true);

    /** Everything that the keys at work here have ever signed. */
    private final List<SignedNote> genuine = new ArrayList<>();

    CosignatureFuzz() throws Exception {
        for (String entry : List.of("a", "b", "c")) {
            log.grow(entry);
            genuine.add(log.cosigned(0, 100 + log.tiles.size, 1, 200, 2, 300, 3, 400)
                    .note());
        }
    }

    /** The notes that the corpus begins with. */
    List<SignedNote> genuine() {
        return List.copyOf(genuine);
    }

    @Override
    public boolean accepts(byte[] input) {
        SignedCheckpoint signed;
        try {
            signed = SignedCheckpoint.verify(SignedNote.parse(input), log.signer.verifierKeys());
        } catch (MalformedException refused) {
            return false;
        }
        must(wasSigned(signed, log.signer.verifierKeys()), "the log signed what verifies as the log's");
        boolean cosigned = false;
        for (CosignatureSigner witness : log.witnesses) {
            for (NoteSignature line : signed.note().signatures()) {
                cosigned |= cosigned(signed, line, witness.verifierKey());
            }
        }
        return cosigned;
    }

    private boolean cosigned(SignedCheckpoint signed, NoteSignature line, VerifierKey witness) {
        Cosignature cosignature;
        try {
            cosignature = Cosignature.verify(signed.checkpoint(), line, witness);
        } catch (MalformedException refused) {
            return false;
        }
        must(cosignature.cosigner().equals(witness), "a cosignature is by the key that was asked about");
        must(
                cosignature.time().getEpochSecond()
                        == ByteBuffer.wrap(line.signature()).getLong(),
                "its time is the one in the line");
        must(isGenuine(signed, line), "the witness made the line that verifies as its own");
        return true;
    }

    private boolean wasSigned(SignedCheckpoint signed, List<VerifierKey> keys) {
        return signed.note().signatures().stream()
                .filter(line -> keys.stream().anyMatch(key -> key.claims(line)))
                .allMatch(line -> isGenuine(signed, line));
    }

    private boolean isGenuine(SignedCheckpoint signed, NoteSignature line) {
        return genuine.stream()
                .anyMatch(note -> note.text().equals(signed.note().text())
                        && note.signatures().contains(line));
    }
}
