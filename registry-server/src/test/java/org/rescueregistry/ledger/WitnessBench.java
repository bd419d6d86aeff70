package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;

/** Four witnesses of one log in this process, w1 to w4, of which three suffice; each can be switched off. */
final class WitnessBench implements WitnessCall {
    private final LogPolicy policy;
    private final List<Witness> witnesses = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> down = new HashSet<>();
    private final Set<String> silent = new HashSet<>();

    WitnessBench(List<VerifierKey> log, Instant now) {
        this(log, InstantSource.fixed(now));
    }

    WitnessBench(List<VerifierKey> log, InstantSource clock) {
        StringBuilder text = new StringBuilder();
        log.forEach(key -> text.append("log " + key + "\n"));
        for (int i = 1; i <= 4; i++) {
            List<CosignatureSigner> keys = TestKeys.witness("witness.example/w" + i);
            for (int kind = 0; kind < keys.size(); kind++) {
                String line =
                        "witness w" + i + "-" + kind + " " + keys.get(kind).verifierKey();
                text.append(line + " https://witness.example/w" + i + "\n");
            }
            text.append("group w" + i + " any w" + i + "-0 w" + i + "-1\n");
            witnesses.add(new Witness(keys, log, new FileWitnessState(new MemoryFiles(), () -> {}), clock));
        }
        text.append("group all4 3 w1 w2 w3 w4\nquorum all4\n");
        try {
            policy = LogPolicy.parse(text.toString().getBytes(UTF_8));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    LogPolicy policy() {
        return policy;
    }

    /** The witness of this name. */
    Witness witness(String name) {
        return witnesses.get(name.charAt(1) - '1');
    }

    /** Requests so far, by name. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** From now on these refuse the connection. */
    synchronized void down(Collection<String> names) {
        down.clear();
        down.addAll(names);
    }

    /** From now on these never answer. */
    synchronized void silent(Collection<String> names) {
        silent.clear();
        silent.addAll(names);
    }

    @Override
    public synchronized CompletionStage<Reply> checkpoint(LogPolicy.Witness witness, String originHash) {
        String name = witness.name().substring(0, 2);
        if (down.contains(name)) {
            return CompletableFuture.failedFuture(new IOException("connection refused"));
        }
        if (silent.contains(name)) {
            return new CompletableFuture<>();
        }
        try {
            Witness.Answer answer = witness(name).checkpoint(originHash);
            return CompletableFuture.completedFuture(new Reply(answer.status(), answer.body()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized CompletionStage<Reply> addCheckpoint(LogPolicy.Witness witness, byte[] body) {
        String name = witness.name().substring(0, 2);
        asked.add(name);
        if (down.contains(name)) {
            return CompletableFuture.failedFuture(new IOException("connection refused"));
        }
        if (silent.contains(name)) {
            return new CompletableFuture<>();
        }
        try {
            Witness.Answer answer = witness(witness.name()).addCheckpoint(body);
            return CompletableFuture.completedFuture(new Reply(answer.status(), answer.body()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
