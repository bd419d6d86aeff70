package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.log.CosignedCheckpoint;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.ReceiptResult;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.wire.MalformedException;

/**
 * Judges status proofs, knowing a log, whom to believe about it, and the time. Pure; the steps are those of
 * docs/reference/status-proof.md, "Checking it by hand", in their order.
 *
 * <pre>{@code
 * StatusProofCheck check = new StatusProofCheck(TrustedLog.of(chain), VerificationPolicy.OFFLINE, now);
 * StatusFinding finding = check.now(StatusProof.parse(file), code);
 * }</pre>
 *
 * <p>How old a status may be, {@link VerificationPolicy#ONLINE} or {@link VerificationPolicy#OFFLINE}, is the caller's
 * to choose.
 */
public final class StatusProofCheck {
    private final TrustedLog log;
    private final VerificationPolicy freshness;
    private final Instant now;

    public StatusProofCheck(TrustedLog log, VerificationPolicy freshness, Instant now) {
        this.log = log;
        this.freshness = freshness;
        this.now = now;
    }

    /** The steps that ended without an answer. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient StatusFinding finding;

        private NoAnswer(StatusFinding finding) {
            super(null, null, false, false);
            this.finding = finding;
        }

        static NoAnswer refuted(String code, String message) {
            return new NoAnswer(new StatusFinding.Refuted(code, message));
        }

        static NoAnswer undetermined(String code, String message) {
            return new NoAnswer(new StatusFinding.Undetermined(code, message));
        }
    }

    /** What is shown of {@code asked} as of now. */
    public StatusFinding now(StatusProof proof, Code asked) {
        try {
            Standing standing = standing(proof, asked);
            requireCurrent(proof, standing);
            return answer(proof, standing, now);
        } catch (NoAnswer e) {
            return e.finding;
        }
    }

    /** What is shown of {@code asked} as it was at {@code time}; that does not get too old. */
    public StatusFinding at(StatusProof proof, Code asked, Instant time) {
        try {
            Standing standing = standing(proof, asked);
            requireLasted(proof, standing, time);
            return answer(proof, standing, time);
        } catch (NoAnswer e) {
            return e.finding;
        }
    }

    /** The tree a proof stands on, and T. */
    private record Standing(Checkpoint tree, Instant asOf) {}

    private static StatusFinding answer(StatusProof proof, Standing standing, Instant at) {
        StatusFinding.Moment moment = new StatusFinding.Moment(at, standing.asOf, standing.tree.size());
        OrganisationRecord record = proof.answer().record();
        return record == null
                ? new StatusFinding.NotRegistered(proof.code(), moment)
                : new StatusFinding.Registered(record.at(at), moment);
    }

    private Standing standing(StatusProof proof, Code asked) throws NoAnswer {
        requireAbout(proof, asked);
        CosignedCheckpoint checkpoint = receipt(proof);
        StateLeaf state = proof.state();
        if (!state.log().equals(log.origin())) {
            throw NoAnswer.refuted("state_of_another_log", "the state leaf is of the log " + state.log());
        }
        if (state.size() != proof.receipt().index()) {
            throw NoAnswer.refuted(
                    "state_misplaced", "the state leaf closes no batch: it is of the index " + state.size());
        }
        if (!proof.answer().holds(state.map())) {
            throw NoAnswer.refuted("map_proof_false", "the map of the state leaf does not say this of " + asked);
        }
        requireLast(proof, checkpoint.checkpoint());
        requireNext(proof, checkpoint.checkpoint());
        Instant asOf = checkpoint
                .provenAsOf(now)
                .orElseThrow(() -> NoAnswer.undetermined(
                        "no_time_proven", "too few cosignatures vouch for a time that is not in the future"));
        return new Standing(checkpoint.checkpoint(), asOf);
    }

    private void requireAbout(StatusProof proof, Code asked) throws NoAnswer {
        if (!proof.code().equals(asked)) {
            throw NoAnswer.refuted("wrong_code", "the proof is about " + proof.code());
        }
        if (log.codePrefix() != null && !log.codePrefix().equals(asked.prefix())) {
            throw NoAnswer.refuted("wrong_registry", "codes of " + log.origin() + " begin with " + log.codePrefix());
        }
    }

    private CosignedCheckpoint receipt(StatusProof proof) throws NoAnswer {
        ReceiptResult result;
        try {
            String origin = Checkpoint.parse(proof.receipt().note().text()).origin();
            if (!origin.equals(log.origin())) {
                throw NoAnswer.refuted("wrong_origin", "the checkpoint is of the log " + origin);
            }
            result = proof.receipt().verify(Merkle.leafHash(proof.state().bytes()), log.policy());
        } catch (MalformedException e) {
            throw NoAnswer.refuted(e.code(), String.valueOf(e.getMessage()));
        }
        if (result instanceof ReceiptResult.Logged logged) {
            return logged.entry().checkpoint();
        }
        if (result instanceof ReceiptResult.TooFew tooFew) {
            throw NoAnswer.undetermined("policy_not_met", missing(tooFew.missing()));
        }
        throw NoAnswer.refuted(
                "state_not_included",
                "the state leaf is not in the tree at " + proof.receipt().index());
    }

    private static String missing(List<String> names) {
        return "too few of those who have to have signed it; missing: " + String.join(", ", names);
    }

    private static void requireLast(StatusProof proof, Checkpoint tree) throws NoAnswer {
        Optional<StatusProof.Last> last = proof.last();
        OrganisationRecord record = proof.answer().record();
        if (last.isEmpty() || record == null) {
            return;
        }
        if (!last.get().place().isAt(record.last().index(), tree)) {
            throw NoAnswer.refuted(
                    "last_not_included",
                    "the last statement is not in the tree at " + record.last().index());
        }
        if (!last.get().statement().id().equals(record.last().id())) {
            throw NoAnswer.refuted("last_of_another", "the record names another statement as its last");
        }
    }

    private static void requireNext(StatusProof proof, Checkpoint tree) throws NoAnswer {
        long index = proof.receipt().index();
        for (LeafInTree leaf : proof.next()) {
            index++;
            if (!leaf.isAt(index, tree)) {
                throw NoAnswer.refuted("next_not_included", "what is said to follow is not in the tree at " + index);
            }
        }
    }

    private void requireCurrent(StatusProof proof, Standing standing) throws NoAnswer {
        if (!endsTree(proof, standing)) {
            throw NoAnswer.undetermined(
                    "state_not_newest", "it is of an earlier state; the tree has " + standing.tree.size() + " leaves");
        }
        if (now.isAfter(standing.asOf.plus(freshness.maxStatusAge()))) {
            throw NoAnswer.undetermined("too_old", "it says what held at " + standing.asOf);
        }
        if (proof.state().time().isAfter(now.plus(CosignedCheckpoint.CLOCK_SKEW))) {
            throw NoAnswer.undetermined(
                    "state_from_future", "the state is of " + proof.state().time());
        }
    }

    private static void requireLasted(StatusProof proof, Standing standing, Instant time) throws NoAnswer {
        if (proof.state().time().isAfter(time)) {
            throw NoAnswer.undetermined(
                    "state_later_than_asked", "the state is of " + proof.state().time());
        }
        if (endsTree(proof, standing)) {
            if (time.isAfter(standing.asOf)) {
                throw NoAnswer.undetermined("not_proven_until", "it says what held until " + standing.asOf);
            }
            return;
        }
        if (proof.nextStateTime().filter(next -> next.isAfter(time)).isEmpty()) {
            throw NoAnswer.undetermined(
                    "later_state_not_ruled_out",
                    "it does not show that the state of " + proof.state().time() + " lasted until then");
        }
    }

    private static boolean endsTree(StatusProof proof, Standing standing) {
        return proof.receipt().index() == standing.tree.size() - 1;
    }
}
