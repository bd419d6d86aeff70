package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rescueregistry.fetch.LogSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.testing.BusyRegistry;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.MalformedException;

/** A {@link BusyRegistry}'s log as files, cosigned by three of four witnesses; not forced, for it is read and thrown away. */
final class BusyLog {
    /** Leaves that are written at a time. */
    private static final int PORTION = 1 << 13;

    private static final String ORIGIN = "busy.example/log";

    private final Path folder;
    private final LogSigner signer;
    private final List<byte[]> portion = new ArrayList<>();
    private Digest root = Merkle.EMPTY_ROOT;
    private long statements;
    private long size;
    private long leafBytes;
    private Instant now = Instant.EPOCH;

    private BusyLog(Path folder) throws MalformedException {
        this.folder = folder;
        this.signer = LogSigner.of(ORIGIN, TestKeys.ed25519(ORIGIN), TestKeys.mlDsa44(ORIGIN));
    }

    static BusyLog write(Path folder, long statements) throws Exception {
        BusyLog log = new BusyLog(folder);
        org.rescueregistry.testing.TestRegistry registry =
                org.rescueregistry.testing.TestRegistry.unfounded("https://busy.example", ORIGIN, Limits.DEFAULT, 1);
        registry.found();
        log.statements = BusyRegistry.write(registry, statements, leaves -> {
            log.portion.addAll(leaves);
            if (log.portion.size() >= PORTION) {
                log.append();
            }
        });
        log.append();
        log.now = registry.now();
        log.sign();
        return log;
    }

    private void append() throws IOException, MalformedException {
        portion.forEach(leaf -> leafBytes += leaf.length);
        Growth growth = Growth.append(size, portion, path -> Files.readAllBytes(folder.resolve(path.toString())));
        for (Map.Entry<TilePath, byte[]> file : growth.files().entrySet()) {
            write(folder.resolve(file.getKey().toString()), file.getValue());
        }
        size = growth.newSize();
        root = growth.root();
        portion.clear();
    }

    private void sign() throws Exception {
        SignedCheckpoint signed = signer.sign(new Checkpoint(ORIGIN, size, root));
        List<NoteSignature> lines = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            for (CosignatureSigner key : org.rescueregistry.ledger.TestKeys.witness("witness.example/w" + i)) {
                lines.add(key.sign(signed, now));
            }
        }
        write(folder.resolve("checkpoint"), signed.plus(lines).note().toString().getBytes(UTF_8));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** How many leaves are statements. */
    long statements() {
        return statements;
    }

    long size() {
        return size;
    }

    /** Bytes of all leaves together. */
    long leafBytes() {
        return leafBytes;
    }

    /** When it ends. */
    Instant now() {
        return now;
    }

    LogSource source() {
        return LogSource.in(folder);
    }

    Mirror.Followed followed() {
        return new Mirror.Followed(
                ORIGIN, signer.verifierKeys(), new WitnessBench(signer.verifierKeys(), now).policy(), source());
    }
}
