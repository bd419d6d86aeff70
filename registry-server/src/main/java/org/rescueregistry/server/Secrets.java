package org.rescueregistry.server;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The private keys of a program: {@code .p12} files that share one passphrase, which is in a file of its own. */
public final class Secrets {
    /** The name of the passphrase's file. */
    public static final String PASSPHRASE = "passphrase";

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
    private static final int PASSPHRASE_BYTES = 24;
    private static final int MAX_PASSPHRASE = 1024;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final char[] passphrase;

    private Secrets(char[] passphrase) {
        this.passphrase = passphrase;
    }

    /**
     * Reads the passphrase, the first line of the file.
     *
     * @throws MalformedException {@code passphrase_missing}, or {@code passphrase_exposed} when others may read the file
     */
    public static Secrets read(Path file) throws IOException, MalformedException {
        try {
            if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new MalformedException(
                        "passphrase_exposed", file + " can be read by other users: chmod 600 " + file);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > MAX_PASSPHRASE) {
                throw new MalformedException("passphrase_missing", file + " is too long for a passphrase");
            }
            CharBuffer text = StandardCharsets.US_ASCII.decode(java.nio.ByteBuffer.wrap(bytes));
            int end = 0;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            char[] passphrase = new char[end];
            text.get(passphrase);
            Arrays.fill(bytes, (byte) 0);
            if (end == 0) {
                throw new MalformedException("passphrase_missing", file + " is empty");
            }
            return new Secrets(passphrase);
        } catch (NoSuchFileException e) {
            throw new MalformedException("passphrase_missing", file + " is not there", e);
        }
    }

    /** Draws a passphrase and keeps it in a new file that nobody else may read. */
    public static Secrets create(Path file, SecureRandom random) throws IOException, MalformedException {
        byte[] drawn = new byte[PASSPHRASE_BYTES];
        random.nextBytes(drawn);
        writeNew(file, (Base64Url.encode(drawn) + "\n").getBytes(StandardCharsets.US_ASCII));
        return read(file);
    }

    /**
     * Opens an ES256 key.
     *
     * @throws MalformedException {@code key_missing}, {@code wrong_kind_of_key}, or as {@link KeyFile#open}
     */
    public Es256Signer es256(Path file) throws IOException, MalformedException {
        return open(file)
                .match(new KeyFile.Opened.Cases<Result<Es256Signer>>() {
                    @Override
                    public Result<Es256Signer> es256(Es256Signer signer) {
                        return () -> signer;
                    }

                    @Override
                    public Result<Es256Signer> ed25519(Ed25519Signer signer) {
                        return () -> {
                            throw wrongKind(file, "ES256");
                        };
                    }

                    @Override
                    public Result<Es256Signer> both(Ed25519Signer ed25519, MlDsa44Signer mlDsa44) {
                        return ed25519(ed25519);
                    }
                })
                .get();
    }

    /**
     * Opens the two keys of a log or witness. A file from before logs had two, with an Ed25519 key alone, gets an ML-DSA-44 key
     * here: the old key stays what it was, whoever knows only that one is not disturbed.
     *
     * @throws MalformedException as {@link #es256}
     */
    NoteKeys noteKeys(Path file, SecureRandom random) throws IOException, MalformedException {
        return open(file)
                .match(new KeyFile.Opened.Cases<Result<NoteKeys>>() {
                    @Override
                    public Result<NoteKeys> es256(Es256Signer signer) {
                        return () -> {
                            throw wrongKind(file, "Ed25519");
                        };
                    }

                    @Override
                    public Result<NoteKeys> ed25519(Ed25519Signer signer) {
                        return () -> completed(file, new NoteKeys(signer, MlDsa44Signer.generate(random)));
                    }

                    @Override
                    public Result<NoteKeys> both(Ed25519Signer ed25519, MlDsa44Signer mlDsa44) {
                        return () -> new NoteKeys(ed25519, mlDsa44);
                    }
                })
                .get();
    }

    private NoteKeys completed(Path file, NoteKeys keys) throws MalformedException, IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        writeNew(aside, keys.seal(passphrase));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        LOG.warn(
                "{} held an Ed25519 key alone; now it holds an ML-DSA-44 key as well. Back it up, and give the new key to"
                        + " whoever verifies its signatures.",
                file);
        return keys;
    }

    /** Writes a key to a new file. */
    public void keep(Path file, Es256Signer signer) throws IOException, MalformedException {
        writeNew(file, KeyFile.seal(signer, passphrase));
    }

    void keep(Path file, NoteKeys keys) throws IOException, MalformedException {
        writeNew(file, keys.seal(passphrase));
    }

    private interface Result<T> {
        T get() throws IOException, MalformedException;
    }

    private KeyFile.Opened open(Path file) throws IOException, MalformedException {
        try {
            return KeyFile.open(Files.readAllBytes(file), passphrase);
        } catch (NoSuchFileException e) {
            throw new MalformedException("key_missing", file + " is not there", e);
        } catch (MalformedException e) {
            throw new MalformedException(e.code(), file + ": " + e.getMessage(), e);
        }
    }

    private static MalformedException wrongKind(Path file, String wanted) {
        return new MalformedException("wrong_kind_of_key", file + " holds no " + wanted + " key");
    }

    private static void writeNew(Path file, byte[] bytes) throws IOException {
        FileAttribute<?>[] mine = isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, mine);
        Files.write(file, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
