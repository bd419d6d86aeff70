package org.rescueregistry.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.Trouble;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.PolicyResult;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.SignedNote;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.wire.MalformedException;
import picocli.CommandLine.Option;

/** The options that say whose signatures count: verifier keys of the log, or a whole policy. */
final class LogKeys {
    @Option(names = "--vkey", arity = "1", description = "a verifier key of the log; several times if it has several")
    private List<String> vkeys = List.of();

    @Option(
            names = "--policy",
            description =
                    "a log policy (C2SP tlog-policy): the log's key, and how many of which witnesses have to cosign")
    private @Nullable Path policy;

    /** These, or {@code found} when none were given. */
    LogKeys or(@Nullable Path found) {
        if (!vkeys.isEmpty() || policy != null || found == null) {
            return this;
        }
        LogKeys keys = new LogKeys();
        keys.policy = found;
        return keys;
    }

    /**
     * Checks a checkpoint as far as there are keys.
     *
     * @throws MalformedException it is no checkpoint at all, or what is wrong with keys or policy
     */
    SignedHead read(byte[] checkpoint) throws IOException, MalformedException {
        SignedNote note = SignedNote.parse(checkpoint);
        Checkpoint claimed = Checkpoint.parse(note.text());
        LogPolicy rules = policy == null ? null : policy(policy);
        List<VerifierKey> keys = new ArrayList<>();
        for (String vkey : vkeys) {
            keys.add(VerifierKey.parse(vkey));
        }
        if (rules == null && keys.isEmpty()) {
            return new SignedHead(claimed, "not checked: no key was given", false, List.of());
        }
        try {
            if (!keys.isEmpty()) {
                SignedCheckpoint unused = SignedCheckpoint.verify(note, keys);
            }
            if (rules == null) {
                return new SignedHead(claimed, "the log's is right; no witness was asked for", true, List.of());
            }
            return rules.check(note) instanceof PolicyResult.TooFew few
                    ? refused(claimed, "too few witnesses have cosigned; missing: " + String.join(", ", few.missing()))
                    : new SignedHead(claimed, "the log's and those of enough witnesses are right", true, List.of());
        } catch (MalformedException e) {
            return refused(claimed, e.code() + ": " + e.getMessage());
        }
    }

    private static SignedHead refused(Checkpoint claimed, String why) {
        return new SignedHead(
                claimed, "WRONG", false, List.of(new Trouble(Trouble.Kind.POLICY_NOT_MET, "checkpoint", why)));
    }

    static LogPolicy policy(Path file) throws IOException, MalformedException {
        try {
            return LogPolicy.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new MalformedException("policy_missing", file + " is not there", e);
        } catch (MalformedException e) {
            throw new MalformedException(e.code(), file + ": " + e.getMessage(), e);
        }
    }
}
