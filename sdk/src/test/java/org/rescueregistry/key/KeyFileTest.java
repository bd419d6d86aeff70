package org.rescueregistry.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.wire.MalformedException;

class KeyFileTest {
    private static final char[] PASSPHRASE = "~ 2 words & signs!".toCharArray();
    private static final char[] ASCII = "correct horse".toCharArray();

    private final SecureRandom random = new SecureRandom();
    private final Es256Signer es256 = Es256Signer.generate(random);
    private final Ed25519Signer ed25519 = Ed25519Signer.generate(random);
    private final MlDsa44Signer mlDsa44 = MlDsa44Signer.generate(random);

    @Test
    void opensWhatItSealed() throws Exception {
        assertThat(es256(KeyFile.open(KeyFile.seal(es256, PASSPHRASE), PASSPHRASE))
                        .keyId())
                .isEqualTo(es256.keyId());
        assertThat(ed25519(KeyFile.open(KeyFile.seal(ed25519, PASSPHRASE), PASSPHRASE))
                        .exposeSeed())
                .isEqualTo(ed25519.exposeSeed());
    }

    @Test
    void keepsTheTwoKeysOfALogInOneFile() throws Exception {
        byte[] file = KeyFile.seal(ed25519, mlDsa44, PASSPHRASE);
        assertThat(publicText(KeyFile.open(file, PASSPHRASE)))
                .isEqualTo(ed25519.publicKey() + " " + mlDsa44.publicKey());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), PASSPHRASE);
        assertThat(java.util.Collections.list(store.aliases()))
                .containsExactlyInAnyOrder("rescue-key", "rescue-key-ml-dsa-44");
        // One without the other is no file of a log.
        store.deleteEntry("rescue-key");
        refuses(stored(store), "key_file_malformed");
    }

    @Test
    void saysThatThePassphraseIsWrong() throws Exception {
        for (byte[] file : List.of(
                KeyFile.seal(es256, PASSPHRASE),
                KeyFile.seal(ed25519, PASSPHRASE),
                KeyFile.seal(ed25519, mlDsa44, PASSPHRASE))) {
            assertThatThrownBy(() -> KeyFile.open(file, ASCII))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("wrong_passphrase"));
        }
    }

    @Test
    void refusesPassphrasesThatToolsReadDifferently() throws Exception {
        byte[] file = KeyFile.seal(es256, ASCII);
        for (char[] passphrase : List.of("".toCharArray(), "dài".toCharArray(), "tab\t".toCharArray())) {
            assertThatThrownBy(() -> KeyFile.seal(es256, passphrase))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("passphrase_not_ascii"));
            assertThatThrownBy(() -> KeyFile.open(file, passphrase))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("wrong_passphrase"));
        }
    }

    @Test
    void refusesFilesWithoutExactlyOneKeyOfItsKinds() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        empty.setKeyEntry("aes", new SecretKeySpec(new byte[16], "AES"), ASCII, null);
        refuses(stored(empty), "key_file_malformed");
        refuses(new byte[0], "key_file_malformed");
        refuses(new byte[KeyFile.MAX_BYTES + 1], "key_file_malformed");

        KeyStore two = KeyStore.getInstance("PKCS12");
        two.load(new ByteArrayInputStream(KeyFile.seal(es256, ASCII)), ASCII);
        two.setKeyEntry("second", two.getKey("rescue-key", ASCII), ASCII, two.getCertificateChain("rescue-key"));
        refuses(stored(two), "key_file_malformed");
    }

    @Test
    void isReadByTheJdksKeyStoreAsAnOrdinaryEntry() throws Exception {
        for (byte[] file : List.of(KeyFile.seal(es256, ASCII), KeyFile.seal(ed25519, ASCII))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), ASCII);
            assertThat(store.isKeyEntry("rescue-key")).isTrue();
            store.getCertificate("rescue-key")
                    .verify(store.getCertificate("rescue-key").getPublicKey());
        }
    }

    @Test
    void isReadByOpensslAndReadsWhatOpensslWrote(@TempDir Path dir) throws Exception {
        Assumptions.assumeTrue(runs(List.of("openssl", "version")), "skipped: no openssl on this machine");
        for (byte[] file : List.of(KeyFile.seal(es256, ASCII), KeyFile.seal(ed25519, ASCII))) {
            Path sealed = Files.write(dir.resolve("sealed.p12"), file);
            Path pem = dir.resolve("key.pem");
            Path again = dir.resolve("again.p12");
            String pass = "pass:" + new String(ASCII);
            assertThat(runs(List.of(
                            "openssl",
                            "pkcs12",
                            "-in",
                            sealed.toString(),
                            "-passin",
                            pass,
                            "-nodes",
                            "-out",
                            pem.toString())))
                    .isTrue();
            assertThat(runs(List.of(
                            "openssl",
                            "pkcs12",
                            "-export",
                            "-in",
                            pem.toString(),
                            "-passout",
                            pass,
                            "-out",
                            again.toString())))
                    .isTrue();
            assertThat(publicText(KeyFile.open(Files.readAllBytes(again), ASCII)))
                    .isEqualTo(publicText(KeyFile.open(file, ASCII)));
        }
    }

    @Test
    void letsNothingButMalformedExceptionOutOfDamagedFiles() throws Exception {
        long seed = System.nanoTime();
        Random damage = new Random(seed);
        byte[] one = KeyFile.seal(es256, ASCII);
        byte[] two = KeyFile.seal(ed25519, mlDsa44, ASCII);
        for (int round = 0; round < 40; round++) {
            byte[] good = round % 2 == 0 ? one : two;
            byte[] bad = good.clone();
            // Not the iteration counts near the end: a large one is only slow.
            bad[damage.nextInt(bad.length - 120)] ^= (byte) (1 + damage.nextInt(255));
            try {
                KeyFile.open(bad, ASCII);
            } catch (MalformedException expected) {
                assertThat(expected.code()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    private static Es256Signer es256(KeyFile.Opened opened) {
        return opened.match(new KeyFile.Opened.Cases<>() {
            @Override
            public Es256Signer es256(Es256Signer signer) {
                return signer;
            }

            @Override
            public Es256Signer ed25519(Ed25519Signer signer) {
                throw new AssertionError("another kind");
            }

            @Override
            public Es256Signer both(Ed25519Signer signer, MlDsa44Signer second) {
                throw new AssertionError("another kind");
            }
        });
    }

    private static Ed25519Signer ed25519(KeyFile.Opened opened) {
        return opened.match(new KeyFile.Opened.Cases<>() {
            @Override
            public Ed25519Signer es256(Es256Signer signer) {
                throw new AssertionError("the other kind");
            }

            @Override
            public Ed25519Signer ed25519(Ed25519Signer signer) {
                return signer;
            }

            @Override
            public Ed25519Signer both(Ed25519Signer signer, MlDsa44Signer second) {
                throw new AssertionError("another kind");
            }
        });
    }

    private static String publicText(KeyFile.Opened opened) {
        return opened.match(new KeyFile.Opened.Cases<>() {
            @Override
            public String es256(Es256Signer signer) {
                return signer.publicKey().toString();
            }

            @Override
            public String ed25519(Ed25519Signer signer) {
                return signer.publicKey().toString();
            }

            @Override
            public String both(Ed25519Signer signer, MlDsa44Signer second) {
                return signer.publicKey() + " " + second.publicKey();
            }
        });
    }

    private static byte[] stored(KeyStore store) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, ASCII);
        return out.toByteArray();
    }

    private static void refuses(byte[] file, String code) {
        assertThatThrownBy(() -> KeyFile.open(file, ASCII))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
