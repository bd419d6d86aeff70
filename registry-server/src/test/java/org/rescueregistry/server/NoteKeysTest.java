package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/** The keys of a witness, from start to start. */
class NoteKeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private List<VerifierKey> start() throws Exception {
        return WitnessServer.keys(folder, "witness.example/w1", RANDOM).stream()
                .map(CosignatureSigner::verifierKey)
                .toList();
    }

    private Path oldFile(byte[] sealed) throws Exception {
        return Files.write(folder.resolve("witness.p12"), sealed);
    }

    private char[] passphrase() throws Exception {
        Secrets.create(folder.resolve("passphrase"), RANDOM);
        return Files.readString(folder.resolve("passphrase")).strip().toCharArray();
    }

    @Test
    void areTheSameAtEveryStart() throws Exception {
        List<VerifierKey> first = start();
        assertThat(first)
                .extracting(VerifierKey::type)
                .containsExactly(VerifierKey.Type.COSIGNATURE_V1, VerifierKey.Type.ML_DSA_44);
        assertThat(start()).isEqualTo(first);
    }

    @Test
    void aFileWithAnEd25519KeyAloneGetsTheOtherAndKeepsItsOwn() throws Exception {
        Ed25519Signer old = Ed25519Signer.generate(RANDOM);
        Path file = oldFile(KeyFile.seal(old, passphrase()));

        List<VerifierKey> completed = start();
        assertThat(completed.get(0))
                .isEqualTo(VerifierKey.of("witness.example/w1", VerifierKey.Type.COSIGNATURE_V1, old.publicKey()));
        assertThat(start()).isEqualTo(completed).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("witness.p12", "passphrase");
        }
    }

    @Test
    void aKeyOfAPersonIsNoKeyOfAWitness() throws Exception {
        oldFile(KeyFile.seal(Es256Signer.generate(RANDOM), passphrase()));
        assertThatThrownBy(this::start)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("wrong_kind_of_key"));
    }
}
