package org.rescueregistry.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.wire.MalformedException;

/** A log with keys, and witnesses w0, w1 … that cosign when told to. */
final class TestLog {
    static final String ORIGIN = "registry.example/log";

    final LogSigner signer;
    final List<CosignatureSigner> witnesses = new ArrayList<>();
    private final int count;
    final MemoryTiles tiles = new MemoryTiles();

    TestLog(int witnessCount) throws Exception {
        this(witnessCount, false);
    }

    /** With both kinds of keys the witnesses come twice: all with Ed25519, then all with ML-DSA-44. */
    TestLog(int witnessCount, boolean bothKinds) throws Exception {
        Random seeds = new Random(witnessCount);
        signer = LogSigner.of(
                ORIGIN,
                Ed25519Signer.fromSeed(seed(seeds)),
                MlDsa44Signer.fromSeed(seed(new Random(1000 + witnessCount))));
        for (int i = 0; i < witnessCount; i++) {
            witnesses.add(CosignatureSigner.of("witness.example/w" + i, Ed25519Signer.fromSeed(seed(seeds))));
        }
        for (int i = 0; bothKinds && i < witnessCount; i++) {
            witnesses.add(CosignatureSigner.of("witness.example/w" + i, MlDsa44Signer.fromSeed(seed(seeds))));
        }
        this.count = witnessCount;
    }

    /** The log's Ed25519 key. */
    VerifierKey key() {
        return signer.verifierKeys().get(0);
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
        StringBuilder text = new StringBuilder();
        signer.verifierKeys().forEach(key -> text.append("log " + key + " https://registry.example/log\n"));
        for (int i = 0; i < witnesses.size(); i++) {
            String kind = witnesses.size() == count ? "" : i < count ? "-ed25519" : "-ml-dsa-44";
            text.append("witness w" + i % count + kind + " " + witnesses.get(i).verifierKey() + "\n");
        }
        return text + end;
    }
}
