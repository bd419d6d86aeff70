package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.rescueregistry.log.ForkEvidence;
import org.rescueregistry.log.StateEvidence;
import org.rescueregistry.wire.MalformedException;

/**
 * An operator's word that somebody has looked into a replayer's evidence: a file beside it, by which the replayer goes on. It forgives
 * nothing: the evidence stays, and what is wrong is never cosigned.
 *
 * @param about what the evidence says, in plain words
 */
public record Acknowledgement(Path evidence, String about) {
    /**
     * For the evidence in this file.
     *
     * @throws MalformedException {@code evidence_malformed}, {@code evidence_renamed}: it is not called as such a file is; or those
     *     of {@link StateEvidence#parse} and {@link ForkEvidence#parse}
     */
    public static Acknowledgement of(Path file, byte[] bytes) throws MalformedException {
        boolean fork = String.valueOf(file.getFileName()).startsWith("fork-");
        String name;
        String about;
        if (fork) {
            ForkEvidence evidence = ForkEvidence.parse(bytes);
            name = evidence.fileName();
            about = "the log " + evidence.origin() + " has signed two histories";
        } else {
            StateEvidence evidence = StateEvidence.parse(bytes);
            name = evidence.fileName();
            about = "leaf " + evidence.index() + " of " + evidence.origin() + " is wrong about "
                    + String.join(", ", evidence.finding().differs());
        }
        if (!String.valueOf(file.getFileName()).equals(name)) {
            throw new MalformedException("evidence_renamed", file + " would be called " + name);
        }
        return new Acknowledgement(file, about);
    }

    /** Puts it beside the evidence; durable when this returns. */
    public void write(Instant now) throws IOException {
        Path folder = evidence.toAbsolutePath().getParent();
        LogFiles.in(folder == null ? Path.of("/") : folder)
                .write(
                        evidence.getFileName() + ReplayerFiles.ACKNOWLEDGED,
                        (now.getEpochSecond() + "\n").getBytes(UTF_8));
    }
}
