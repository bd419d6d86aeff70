package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.log.Malformed.refuses;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Ed25519PublicKey;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44PublicKey;
import org.rescueregistry.key.MlDsa44Signer;

class NoteTest {
    private static final String SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String SPEC_NOTE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;
    private static final String SPEC_COSIGNED = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    @Test
    void verifiesTheExampleOfTheSpecification() throws Exception {
        VerifierKey key = VerifierKey.parse(SPEC_KEY);
        SignedNote note = SignedNote.parse(bytes(SPEC_NOTE));
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(key.claims(note.signatures().get(0))).isTrue();
        assertThat(key.verifiesNote(note.text(), note.signatures().get(0))).isTrue();
        assertThat(key.verifiesNote(
                        "This is another message.\n", note.signatures().get(0)))
                .isFalse();
        assertThat(key).hasToString(SPEC_KEY);
        assertThat(note).hasToString(SPEC_NOTE);
    }

    @Test
    void readsTheCosignedExampleAndTextWithEmptyLines() throws Exception {
        SignedNote note = SignedNote.parse(bytes(SPEC_COSIGNED));
        assertThat(note.signatures())
                .extracting(NoteSignature::name)
                .containsExactly("example.com/behind-the-sofa", "witness.example.com/w1");
        assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(20852163);
        assertThat(Checkpoint.parse(note.text()).text()).isEqualTo(note.text());
        String line = SPEC_NOTE.substring(SPEC_NOTE.indexOf('—'));
        SignedNote gaps = SignedNote.parse(bytes("Ognuno sta solo\n\ned è subito sera.\n\n" + line));
        assertThat(gaps.text()).isEqualTo("Ognuno sta solo\n\ned è subito sera.\n");
    }

    @Test
    void refusesWhatIsNoNote() {
        String line = SPEC_NOTE.substring(SPEC_NOTE.indexOf('—'));
        for (String bad : List.of("", "a\n", "a\n\n", "a\n\n\n" + "x", "a\u0001\n\n" + line, "a\r\n\n" + line)) {
            assertThat(codeOf(bad)).as(bad).startsWith("note_bad");
        }
        refuses("note_bad_text", () -> SignedNote.parse(new byte[] {(byte) 0xff, '\n', '\n'}));
        refuses("note_too_long", () -> SignedNote.parse(new byte[SignedNote.MAX_BYTES + 1]));
        for (String bad : List.of(
                line.stripTrailing(),
                line.replace("M=", "M"),
                line.replace("M=", "N="),
                line.replace("—", "-"),
                line.replace("/foo", "+foo"),
                line.replace("/foo", "\u00a0foo"),
                line.replace("example.com/foo", ""),
                "— a AAAAAA==\n",
                line + "\n")) {
            assertThat(codeOf("a\n\n" + bad)).as(bad).isIn("note_bad_signature_line", "note_bad_text");
        }
        refuses("note_bad_signature_line", () -> SignedNote.parse(bytes("a\n\n" + line.repeat(65))));
        assertThat(codeOf("a\n\n" + line.repeat(64))).isEmpty();
    }

    @Test
    void refusesKeysWhoseIdIsNotTheirs() throws Exception {
        refuses("vkey_wrong_id", () -> VerifierKey.parse(SPEC_KEY.replace("530d903a", "530d903b")));
        refuses("vkey_wrong_id", () -> VerifierKey.parse(SPEC_KEY.replace("/foo", "/bar")));
        refuses("vkey_malformed", () -> VerifierKey.parse("example.com/foo"));
        refuses("vkey_malformed", () -> VerifierKey.parse("example.com/foo+530d903a+"));
        refuses("vkey_bad_name", () -> VerifierKey.parse(SPEC_KEY.replace("example.com/foo", "")));
        refuses("hex_not_canonical", () -> VerifierKey.parse(SPEC_KEY.replace("530d903a", "530D903A")));
        // Type 0x02 of the same key bytes.
        refuses("vkey_unknown_type", () -> VerifierKey.parse(SPEC_KEY.replace("+Aeky", "+Auky")));
    }

    @Test
    void replacesTheOlderSignatureOfOneKey() throws Exception {
        SignedNote note = SignedNote.parse(bytes(SPEC_NOTE));
        assertThat(note.plus(note.signatures())).isEqualTo(note);
        NoteSignature newer =
                new NoteSignature("example.com/foo", note.signatures().get(0).keyId(), new byte[] {1});
        NoteSignature other = new NoteSignature("example.com/bar", 1, new byte[] {1});
        assertThat(note.plus(List.of(newer, other)).signatures()).containsExactly(newer, other);
    }

    @Test
    void believesACheckpointOnlyFromItsLog() throws Exception {
        LogSigner log = signer("example.com/log");
        LogSigner other = signer("example.com/log");
        LogSigner elsewhere = signer("example.com/else");
        Checkpoint checkpoint = new Checkpoint("example.com/log", 0, Merkle.EMPTY_ROOT);
        SignedNote note = SignedNote.parse(log.sign(checkpoint).note().toBytes());
        assertThat(SignedCheckpoint.verify(
                                note,
                                Stream.of(elsewhere, log)
                                        .flatMap(s -> s.verifierKeys().stream())
                                        .toList())
                        .checkpoint())
                .isEqualTo(checkpoint);
        refuses("checkpoint_not_signed", () -> SignedCheckpoint.verify(note, other.verifierKeys()));
        refuses("checkpoint_unknown_log", () -> SignedCheckpoint.verify(note, elsewhere.verifierKeys()));

        for (VerifierKey key : log.verifierKeys()) {
            // Either key is enough for who knows only that one; a forged line of either spoils the note.
            assertThat(SignedCheckpoint.verify(note, List.of(key)).checkpoint()).isEqualTo(checkpoint);
            for (int length : new int[] {1, 64, 8 + 2420}) {
                NoteSignature forged = new NoteSignature("example.com/log", key.keyId(), new byte[length]);
                SignedNote spoilt = note.plus(List.of(forged));
                refuses("note_bad_signature", () -> SignedCheckpoint.verify(spoilt, log.verifierKeys()));
            }
        }
        SignedNote grown = SignedNote.parse(bytes(note.toString().replace("log\n0\n", "log\n1\n")));
        refuses("note_bad_signature", () -> SignedCheckpoint.verify(grown, log.verifierKeys()));
    }

    @Test
    void refusesKeysOfImpossibleLengthAndNamesThatCannotBeSigned() throws Exception {
        Ed25519PublicKey key = Ed25519Signer.generate(new SecureRandom()).publicKey();
        MlDsa44PublicKey lattice = MlDsa44Signer.generate(new SecureRandom()).publicKey();
        // A letter of two bytes: the limit counts bytes.
        String longest = "é".repeat(127) + "x";
        assertThat(VerifierKey.parse(VerifierKey.of(longest, lattice).toString())
                        .name())
                .isEqualTo(longest);
        refuses("vkey_bad_name", () -> VerifierKey.of(longest + "x", lattice));
        refuses("vkey_bad_name", () -> VerifierKey.of(longest + "x", VerifierKey.Type.ED25519, key));
        refuses("ml_dsa_key_bad_length", () -> MlDsa44PublicKey.of(new byte[1311]));
        String text = VerifierKey.of("a", lattice).toString();
        refuses("ml_dsa_key_bad_length", () -> VerifierKey.parse(text.substring(0, text.length() - 4)));
    }

    @Test
    void readsSixteenPostQuantumSignaturesAndMore() throws Exception {
        Checkpoint checkpoint = new Checkpoint("example.com/log", 0, Merkle.EMPTY_ROOT);
        SignedCheckpoint signed = signer("example.com/log").sign(checkpoint);
        List<NoteSignature> large = new ArrayList<>();
        for (int i = 0; i < SignedNote.MAX_SIGNATURES - 2; i++) {
            large.add(new NoteSignature("example.com/w" + i, i, new byte[NoteSignature.MAX_SIGNATURE_BYTES / 2]));
        }
        SignedNote note = signed.plus(large).note();
        assertThat(SignedNote.parse(note.toBytes())).isEqualTo(note);
    }

    @Test
    void refusesWhatIsNoCheckpoint() {
        String root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        refuses("checkpoint_has_extensions", () -> Checkpoint.parse("a\n1\n" + root + "more\n"));
        for (String bad : List.of(
                "",
                "a\n1\n",
                "\n1\n" + root,
                "a\n01\n" + root,
                "a\n-1\n" + root,
                "a\n9223372036854775808\n" + root,
                "a\n1\nAAAA\n",
                "a\n1\n" + root.stripTrailing(),
                "a\n\u0661\n" + root)) {
            refuses("checkpoint_malformed", () -> Checkpoint.parse(bad));
        }
    }

    @Test
    void survivesMutation() throws Exception {
        Malformed.fuzz(bytes(SPEC_COSIGNED), b -> SignedNote.parse(b).toBytes());
        Malformed.fuzz(bytes(SPEC_COSIGNED), b -> {
            SignedNote note = SignedNote.parse(b);
            return bytes(Checkpoint.parse(note.text()).text()
                    + note.toString().substring(note.text().length()));
        });
        for (String vkey : List.of(
                SPEC_KEY, signer("example.com/foo").verifierKeys().get(1).toString())) {
            Malformed.fuzz(
                    bytes(vkey),
                    b -> bytes(VerifierKey.parse(new String(b, StandardCharsets.ISO_8859_1))
                            .toString()));
        }
    }

    private static LogSigner signer(String origin) throws Exception {
        SecureRandom random = new SecureRandom();
        return LogSigner.of(origin, Ed25519Signer.generate(random), MlDsa44Signer.generate(random));
    }

    private static String codeOf(String note) {
        try {
            SignedNote.parse(bytes(note));
            return "";
        } catch (org.rescueregistry.wire.MalformedException e) {
            return e.code();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
