package org.rescueregistry.ledger;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.SignedCheckpoint;
import org.rescueregistry.log.VerifierKey;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.RefusalCode;
import org.rescueregistry.statement.Statement;

/** The beginning of a registry's log: the charter as leaf 0, and the first state leaf. */
public final class Founding {
    private Founding() {}

    /**
     * Writes the charter into an empty log; again, if the process died on the way. Afterwards the log can be opened by {@link
     * Sequencer#open}.
     *
     * @throws SigningRefusedException the files are not those of an empty or founded log
     */
    public static Submission found(LogHome home, Statement charter, InstantSource clock)
            throws IOException, SigningRefusedException {
        OpenedLedger ledger = new OpenedLedger(home);
        Optional<Rulings.Place> there = ledger.rulings().find(charter.id());
        if (there.isPresent()) {
            return accepted(there.get(), charter.id(), ledger.writer().size());
        }
        if (ledger.writer().size() > 0) {
            return refused(RefusalCode.CHARTER_MISPLACED, "the log has its charter already");
        }
        if (charter.act() instanceof Act.Found found
                && !found.charter()
                        .logKeys()
                        .containsAll(home.key().verifierKeys().stream()
                                .map(VerifierKey::toString)
                                .toList())) {
            return refused(RefusalCode.CHARTER_INVALID, "the charter does not list the keys that sign this log");
        }
        Rulings.Judgements judged = ledger.rulings().judge(List.of(charter), List.of(), clock.instant());
        Judgement.Refused refused = judged.refused().get(charter.id());
        if (refused != null) {
            return refused(refused.code(), refused.message());
        }
        SignedCheckpoint signed = ledger.writer().append(judged.leaves());
        ledger.rulings().written(judged);
        return accepted(
                ledger.rulings().find(charter.id()).orElseThrow(),
                charter.id(),
                signed.checkpoint().size());
    }

    private static Submission accepted(Rulings.Place place, Digest id, long size) {
        return new Submission.Accepted(place.index(), id, size, place.judgement());
    }

    private static Submission refused(RefusalCode code, String message) {
        return new Submission.Refused(code.text(), message);
    }
}
