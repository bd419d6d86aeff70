package org.rescueregistry.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.rescueregistry.ledger.SigningRefusedException;
import org.rescueregistry.ledger.Witness;
import org.rescueregistry.ledger.WitnessState;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.VerifierKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A witness that holds its folder, behind whichever door: its own, or a registry's. */
record WitnessRoom(Witness witness, WitnessState state) implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessRoom.class);
    private static final String STATE = "state";

    /**
     * Opens it for the logs of these keys.
     *
     * @throws SigningRefusedException {@code second_writer}: another process uses the folder
     */
    static WitnessRoom open(Path folder, List<CosignatureSigner> keys, List<VerifierKey> logs)
            throws IOException, SigningRefusedException {
        WitnessState state = WitnessState.in(folder.resolve(STATE));
        return new WitnessRoom(new Witness(keys, logs, state, Clock.systemUTC()), state);
    }

    @Override
    public void close() {
        try {
            state.close();
        } catch (IOException e) {
            // It holds a lock and nothing unwritten; the lock goes with the process.
            LOG.warn("the folder of the witness was not closed cleanly", e);
        }
    }
}
