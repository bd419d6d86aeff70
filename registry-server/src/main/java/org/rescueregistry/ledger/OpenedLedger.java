package org.rescueregistry.ledger;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.SignedCheckpoint;

/** A log whose files have been read from its first leaf and found right, and the state that follows from them. */
final class OpenedLedger implements LogWriter.Replay {
    private final Rulings rulings;
    private final Map<Checkpoint, LedgerView> views = new HashMap<>();
    private final LogWriter.Opened opened;

    /**
     * Reads the log.
     *
     * @throws SigningRefusedException something disagrees; nothing was signed
     */
    OpenedLedger(LogHome home) throws IOException, SigningRefusedException {
        this.rulings = new Rulings(home.origin(), new AttestationBook(home.origin(), home.attestations()));
        this.opened = LogWriter.open(home.files(), home.guard(), home.key(), this);
    }

    @Override
    public void leaf(byte[] leaf) throws SigningRefusedException {
        rulings.replay(leaf);
    }

    @Override
    public void reached(Checkpoint signed) throws SigningRefusedException {
        views.put(signed, rulings.view(signed));
    }

    Rulings rulings() {
        return rulings;
    }

    LogWriter writer() {
        return opened.writer();
    }

    /** Nothing while the log is empty. */
    Optional<SignedCheckpoint> signed() {
        return opened.signed();
    }

    /** What was public last. */
    Optional<SignedCheckpoint> published() {
        return opened.published();
    }

    /** What met the whole policy last. */
    Optional<SignedCheckpoint> proven() {
        return opened.proven();
    }

    /** The state at a tree that this log has signed. */
    LedgerView view(SignedCheckpoint signed) {
        LedgerView view = views.get(signed.checkpoint());
        if (view == null) {
            throw new IllegalStateException("reading did not pass " + signed.checkpoint());
        }
        return view;
    }
}
