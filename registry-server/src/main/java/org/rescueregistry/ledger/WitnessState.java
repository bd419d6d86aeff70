package org.rescueregistry.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.log.ForkEvidence;

/**
 * What a witness must not forget: for each log the checkpoint it cosigned last, as a note with the log's signature and its own.
 * Trusted; forgetting it would let the log fork unseen.
 */
public interface WitnessState extends AutoCloseable {

    /** The note cosigned last for this origin. */
    Optional<byte[]> latest(String origin) throws IOException;

    /**
     * Puts {@code next} in the place of {@code seen}, null for nothing, in one step; durable when this returns true. False:
     * something else is there by now, and nothing was changed.
     */
    boolean replace(String origin, byte @Nullable [] seen, byte[] next) throws IOException;

    /** Keeps the proof that a log has signed two histories, for people to find; not without bound. Durable when this returns. */
    void keep(ForkEvidence evidence) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * The state kept in {@code folder}, a file for each log, held for this process until it is closed or dies.
     *
     * @throws SigningRefusedException {@code second_writer}: another process has it
     */
    static WitnessState in(Path folder) throws IOException, SigningRefusedException {
        return new FileWitnessState(LogFiles.in(folder), FolderLock.take(folder));
    }
}
