package org.rescueregistry.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.wire.MalformedException;

/**
 * Up to which tree all of a log's files are durable by themselves: a forced file, a checkpoint without signatures. What the fork guard
 * decided on beyond it stands in the {@link Journal}.
 */
final class Settled {
    static final String NAME = Journal.FOLDER + "/settled";

    private final LogFiles files;

    Settled(LogFiles files) {
        this.files = files;
    }

    /**
     * The tree; the empty one if it was never said.
     *
     * @throws SigningRefusedException {@code files_differ}: the file is damaged
     */
    Checkpoint tree(String origin) throws IOException, SigningRefusedException {
        try {
            return read().orElse(new Checkpoint(origin, 0, Merkle.EMPTY_ROOT));
        } catch (MalformedException e) {
            throw new SigningRefusedException(
                    "files_differ", "the file " + NAME + " is damaged: " + e.getMessage() + ". Restore the files.");
        }
    }

    /** Says that it is this tree. */
    void is(Checkpoint tree) throws IOException {
        files.write(NAME, tree.text().getBytes(UTF_8));
    }

    /** As {@link #is}, unless another writer has said more: one that was stopped by the guard settles what it has exposed, too, and one
     * that opens may be late. */
    void advance(Checkpoint tree) throws IOException {
        try {
            if (read().filter(said -> said.size() >= tree.size()).isEmpty()) {
                is(tree);
            }
        } catch (MalformedException e) {
            throw new IOException("the file " + NAME + " was damaged: " + e.getMessage(), e);
        }
    }

    private Optional<Checkpoint> read() throws IOException, MalformedException {
        Optional<byte[]> bytes = files.readDurable(NAME);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Checkpoint.parse(new String(bytes.get(), UTF_8)));
    }
}
