package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rescueregistry.log.Malformed.refuses;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.testing.TestKeys;

class CosignatureTest {
    private static final Instant TIME = Instant.ofEpochSecond(1679315147);
    private static final String NAME = "witness.example.com/w1";

    private final MlDsa44Signer key = TestKeys.mlDsa44(NAME);
    private final TestLog log;
    private final List<CosignatureSigner> witness;

    CosignatureTest() throws Exception {
        log = new TestLog(1).grow("a", "b", "c");
        witness = List.of(CosignatureSigner.of(NAME, TestKeys.ed25519(NAME)), CosignatureSigner.of(NAME, key));
    }

    @Test
    void verifiesWhatAWitnessSignedWithEitherKey() throws Exception {
        SignedCheckpoint signed = log.checkpoint();
        for (CosignatureSigner signer : witness) {
            NoteSignature line = signer.sign(signed, TIME.plusMillis(700));
            Cosignature verified = Cosignature.verify(signed.checkpoint(), line, signer.verifierKey());
            assertThat(verified.time()).isEqualTo(TIME);
            assertThat(verified.cosigner()).isEqualTo(signer.verifierKey());
            assertThat(NoteSignature.parseLines(line.line().getBytes(StandardCharsets.UTF_8)))
                    .containsExactly(line);
        }
        refuses(
                "cosignature_other_key",
                () -> Cosignature.verify(
                        signed.checkpoint(),
                        witness.get(0).sign(signed, TIME),
                        witness.get(1).verifierKey()));
    }

    /** The structure {@code cosigned_message}, written out field by field as the specification has it. */
    @Test
    void signsTheStructureOfTheSpecification() throws Exception {
        Checkpoint checkpoint = log.checkpoint().checkpoint();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream message = new DataOutputStream(bytes);
        message.write(new byte[] {'s', 'u', 'b', 't', 'r', 'e', 'e', '/', 'v', '1', '\n', 0});
        message.writeByte(22);
        message.writeBytes("witness.example.com/w1");
        message.writeLong(1679315147);
        message.writeByte(20);
        message.writeBytes("registry.example/log");
        message.writeLong(0);
        message.writeLong(3);
        message.write(checkpoint.root().toBytes());

        byte[] line = witness.get(1).sign(log.checkpoint(), TIME).signature();
        assertThat(line).hasSize(8 + 2420);
        assertThat(ByteBuffer.wrap(line).getLong()).isEqualTo(1679315147);
        byte[] signature = Arrays.copyOfRange(line, 8, line.length);
        assertThat(signature).isEqualTo(key.sign(bytes.toByteArray()));
        assertThat(key.publicKey().verify(bytes.toByteArray(), signature)).isTrue();
    }

    @Test
    void theLogSignsWithoutATimeAndTheSameWayEachTime() throws Exception {
        SignedCheckpoint signed = log.checkpoint();
        assertThat(signed.note()).isEqualTo(log.checkpoint().note());
        assertThat(signed.note().signatures())
                .extracting(line -> line.signature().length)
                .containsExactly(64, 8 + 2420);
        assertThat(ByteBuffer.wrap(signed.note().signatures().get(1).signature())
                        .getLong())
                .isZero();
        assertThatThrownBy(() -> log.signer.sign(new Checkpoint("other.example/log", 0, Merkle.EMPTY_ROOT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A log may say a time in its own line, and ours does not ask for one. */
    @Test
    void believesALogThatSaysATimeAndNoWitnessThatSaysNone() throws Exception {
        Checkpoint checkpoint = new Checkpoint(NAME, 0, Merkle.EMPTY_ROOT);
        VerifierKey verifier = witness.get(1).verifierKey();
        for (long seconds : new long[] {0, 1679315147, Long.MAX_VALUE}) {
            SignedNote note = SignedNote.of(checkpoint.text(), List.of(line(seconds, checkpoint)));
            assertThat(SignedCheckpoint.verify(note, List.of(verifier)).checkpoint())
                    .isEqualTo(checkpoint);
        }
        refuses(
                "note_bad_signature",
                () -> SignedCheckpoint.verify(
                        SignedNote.of(checkpoint.text(), List.of(line(-1, checkpoint))), List.of(verifier)));
        for (long seconds : new long[] {0, -1, Long.MAX_VALUE}) {
            refuses("cosignature_malformed", () -> Cosignature.verify(checkpoint, line(seconds, checkpoint), verifier));
        }
    }

    @Test
    void refusesWhatWasSignedForAnotherNameLogTreeOrTime() throws Exception {
        Checkpoint checkpoint = log.checkpoint().checkpoint();
        VerifierKey verifier = witness.get(1).verifierKey();
        byte[] good = witness.get(1).sign(log.checkpoint(), TIME).signature();
        Checkpoint larger = new Checkpoint(checkpoint.origin(), 4, checkpoint.root());
        Checkpoint elsewhere = new Checkpoint("registry.example/log2", 3, checkpoint.root());
        Checkpoint otherwise = new Checkpoint(checkpoint.origin(), 3, Digest.sha256(new byte[0]));
        Checkpoint tooLong = new Checkpoint("x".repeat(256), 3, checkpoint.root());
        NoteSignature line = new NoteSignature(NAME, verifier.keyId(), good);
        for (Checkpoint other : List.of(larger, elsewhere, otherwise, tooLong)) {
            refuses("note_bad_signature", () -> Cosignature.verify(other, line, verifier));
        }
        byte[] later = good.clone();
        later[7]++;
        refuses(
                "note_bad_signature",
                () -> Cosignature.verify(checkpoint, new NoteSignature(NAME, verifier.keyId(), later), verifier));
        // The same public key under another name: an ML-DSA-44 cosignature commits to the name.
        VerifierKey renamed = VerifierKey.of("witness.example.com/w2", key.publicKey());
        NoteSignature moved = new NoteSignature(renamed.name(), renamed.keyId(), good);
        refuses("note_bad_signature", () -> Cosignature.verify(checkpoint, moved, renamed));
    }

    private NoteSignature line(long seconds, Checkpoint checkpoint) {
        byte[] signature = key.sign(SignedMessage.cosigned(NAME, seconds, checkpoint));
        return new NoteSignature(NAME, witness.get(1).verifierKey().keyId(), SignedMessage.timed(seconds, signature));
    }
}
