package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.wire.MalformedException;

/** A log with keys, and witnesses w0, w1 … that cosign when told to. */
final class TestLog {
    static final String ORIGIN = "registry.example/log";

    final NoteSigner signer;
    final List<CosignatureSigner> witnesses = new ArrayList<>();
    final MemoryTiles tiles = new MemoryTiles();

    TestLog(int witnessCount) throws Exception {
        Random seeds = new Random(witnessCount);
        signer = NoteSigner.of(ORIGIN, Ed25519Signer.fromSeed(seed(seeds)));
        for (int i = 0; i < witnessCount; i++) {
            witnesses.add(CosignatureSigner.of("witness.example/w" + i, Ed25519Signer.fromSeed(seed(seeds))));
        }
    }

    private static byte[] seed(Random random) {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return seed;
    }

    TestLog grow(String... entries) throws Exception {
        List<byte[]> bytes = new ArrayList<>();
        for (String entry : entries) {
            bytes.add(entry.getBytes(StandardCharsets.UTF_8));
        }
        tiles.append(bytes);
        return this;
    }

    SignedCheckpoint checkpoint() {
        return signer.sign(new Checkpoint(ORIGIN, tiles.size, tiles.root));
    }

    /** The checkpoint, cosigned by the witnesses with these numbers at these seconds: number, second, and so on. */
    SignedCheckpoint cosigned(long... numbersAndSeconds) {
        SignedCheckpoint signed = checkpoint();
        for (int i = 0; i < numbersAndSeconds.length; i += 2) {
            CosignatureSigner witness = witnesses.get((int) numbersAndSeconds[i]);
            signed = signed.plus(List.of(witness.sign(signed, Instant.ofEpochSecond(numbersAndSeconds[i + 1]))));
        }
        return signed;
    }

    /** A policy of this log and all its witnesses, ending in these lines. */
    LogPolicy policy(String end) throws MalformedException {
        return LogPolicy.parse(policyText(end).getBytes(StandardCharsets.UTF_8));
    }

    String policyText(String end) {
        StringBuilder text = new StringBuilder("log " + signer.verifierKey() + " https://registry.example/log\n");
        for (int i = 0; i < witnesses.size(); i++) {
            text.append("witness w" + i + " " + witnesses.get(i).verifierKey() + "\n");
        }
        return text + end;
    }
}
