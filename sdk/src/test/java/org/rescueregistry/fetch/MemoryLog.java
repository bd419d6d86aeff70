package org.rescueregistry.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.Growth;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.log.NoteSignature;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.TilePath;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.wire.MalformedException;

/** A log in memory, cosigned by three of four witnesses; every file of it can be changed behind the reader's back. */
final class MemoryLog implements LogSource {
    private final String origin;
    private final LogSigner signer;
    private final List<CosignatureSigner> witnesses = new ArrayList<>();
    final Map<String, byte[]> files = new TreeMap<>();

    MemoryLog(String origin) {
        this.origin = origin;
        try {
            this.signer = LogSigner.of(origin, TestKeys.ed25519(origin), TestKeys.mlDsa44(origin));
            for (int i = 1; i <= 4; i++) {
                witnesses.add(CosignatureSigner.of("w" + i + ".example", TestKeys.ed25519("witness " + i)));
            }
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    LogPolicy policy() {
        StringBuilder text = new StringBuilder();
        signer.verifierKeys().forEach(key -> text.append("log " + key + "\n"));
        for (int i = 0; i < witnesses.size(); i++) {
            text.append("witness w")
                    .append(i + 1)
                    .append(" ")
                    .append(witnesses.get(i).verifierKey())
                    .append("\n");
        }
        text.append("group all 3 w1 w2 w3 w4\nquorum all\n");
        try {
            return LogPolicy.parse(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Publishes these leaves, from the first on, with this many cosignatures. */
    void publish(List<byte[]> leaves, int cosignatures, Instant now) {
        try {
            Growth growth = Growth.append(0, leaves, path -> {
                throw new IOException("empty");
            });
            growth.files().forEach((path, bytes) -> files.put(path.toString(), bytes.clone()));
            SignedCheckpoint signed = signer.sign(new Checkpoint(origin, leaves.size(), growth.root()));
            List<NoteSignature> more = witnesses.stream()
                    .limit(cosignatures)
                    .map(witness -> witness.sign(signed, now))
                    .toList();
            files.put("checkpoint", signed.plus(more).note().toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public byte[] checkpoint() throws IOException {
        return file("checkpoint");
    }

    @Override
    public byte[] read(TilePath path) throws IOException {
        return file(path.toString());
    }

    private byte[] file(String path) throws FileNotFoundException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new FileNotFoundException(path);
        }
        return bytes.clone();
    }
}
