package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Ed25519Signer;
import org.rescueregistry.key.MlDsa44Signer;
import org.rescueregistry.ledger.ForkGuard;
import org.rescueregistry.ledger.LeafLog;
import org.rescueregistry.ledger.LogFiles;
import org.rescueregistry.ledger.LogHome;
import org.rescueregistry.log.LogSigner;

/** A log of plain leaves in a folder, written by the real writer: its files in {@code log}, its guard in {@code guard}. */
final class TestLog {
    static final String ORIGIN = "log.example/test";

    private TestLog() {}

    static LogSigner key() throws Exception {
        return LogSigner.of(
                ORIGIN,
                Ed25519Signer.fromSeed(Digest.sha256("test log".getBytes(UTF_8)).toBytes()),
                MlDsa44Signer.fromSeed(
                        Digest.sha256("test log, ml-dsa".getBytes(UTF_8)).toBytes()));
    }

    static String vkey() throws Exception {
        return key().verifierKeys().get(0).toString();
    }

    /** Appends leaves until there are {@code size}. */
    static void grow(Path folder, int size) throws Exception {
        LogHome home =
                new LogHome(LogFiles.in(folder.resolve("log")), ForkGuard.in(folder.resolve("guard"), ORIGIN), key());
        try (LeafLog log = LeafLog.open(home, LeafLog.Limits.DEFAULT)) {
            List<CompletionStage<LeafLog.Added>> added = new ArrayList<>();
            IntStream.range((int) log.size(), size).forEach(i -> added.add(log.add(("leaf " + i).getBytes(UTF_8))));
            for (CompletionStage<LeafLog.Added> one : added) {
                one.toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
        }
    }
}
