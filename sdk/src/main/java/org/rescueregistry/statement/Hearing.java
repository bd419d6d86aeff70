package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;

/**
 * One statement before the rule of its act: what it says, who has signed it, when, and how things stand. It is made when
 * checks 1 to 5 of section 5 and the signature have passed; the rule asks for the others in the page's order.
 */
final class Hearing {
    private final RegistryState state;
    private final Statement statement;
    private final Place place;
    private final Holder signer;
    private final @Nullable OrganisationRecord record;

    /** Where the statement stands: the index of its leaf and the time of its batch. */
    record Place(long index, Instant time) {}

    Hearing(RegistryState state, Statement statement, Place place, Holder signer) throws Refusal {
        this.state = state;
        this.statement = statement;
        this.place = place;
        this.signer = signer;
        this.record =
                statement.act().isOnRegistry() ? null : state.record(code()).orElse(null);
    }

    RegistryState state() {
        return state;
    }

    Statement statement() {
        return statement;
    }

    Instant now() {
        return place.time();
    }

    Limits limits() {
        return state.charter().limits();
    }

    /** The act's id and index, if this statement completes it. */
    Position position() {
        return new Position(statement.id(), place.index());
    }

    Digest id() {
        return statement.id();
    }

    /** The subject of an act on an organisation. */
    Code code() {
        return Judge.codeOf(statement);
    }

    OrganisationRecord record() {
        if (record == null) {
            throw new IllegalStateException("this act is about no record");
        }
        return record;
    }

    Holder holder() {
        return signer;
    }

    KeyId signer() {
        return signer.id();
    }

    Office office() {
        return signer.office();
    }

    /** Whether the signer is the organisation itself, with its present key. */
    boolean isOrganisation() {
        return office() instanceof Office.Organisation organisation
                && organisation.code().equals(code());
    }

    /** Whether the signer is the organisation itself, with its present pause key. */
    boolean isOrganisationPause() {
        return office() instanceof Office.OrganisationPause pause
                && pause.code().equals(code());
    }

    /** Check 6, last part. */
    void entitle(boolean entitled) throws Refusal {
        require(entitled, RefusalCode.SIGNER_NOT_ENTITLED, "this act is not for whoever holds this key");
    }

    /** Check 7: the basis is exactly this. */
    void restsOn(Digest... ids) throws Refusal {
        restsOn(DigestSet.of(ids));
    }

    /** Check 7: the basis is exactly this. */
    void restsOn(DigestSet ids) throws Refusal {
        require(
                statement.basis().equals(ids),
                RefusalCode.SUPERSEDED,
                "something it rests on has been replaced since it was signed");
    }

    /** Check 8, a condition of the row. */
    void require(boolean condition, RefusalCode code, String message) throws Refusal {
        if (!condition) {
            throw new Refusal(code, message);
        }
    }

    void requireActive() throws Refusal {
        require(record().status() == Status.ACTIVE, RefusalCode.NOT_ACTIVE, "the record is not active");
    }

    void requireInForce() throws Refusal {
        require(
                record().status().isInForce(),
                RefusalCode.NOT_IN_FORCE,
                "the record is neither active nor suspended: it has ended");
    }

    /** The record as this act leaves it. */
    Change touched(OrganisationRecord changed) {
        return new Change.PutRecord(changed.withLast(position()));
    }

    /** What one person may do alone has effect. */
    Ruling alone(Change... changes) {
        return alone(List.of(changes));
    }

    Ruling alone(List<Change> changes) {
        return new Ruling(new Judgement.Effective(), changes);
    }

    /** Whether somebody has signed an equal statement that waits. */
    boolean findsSet() {
        return !state.pending().signers(statement.content()).isEmpty();
    }

    /** What several people do together has effect when the last of them signs. */
    Ruling together(Need need, Function<List<Holder>, List<Change>> effect) throws Refusal {
        return together(need, effect, List.of());
    }

    /** As {@link #together(Need, Function)}; what {@code first} holds is done when the set begins. */
    Ruling together(Need need, Function<List<Holder>, List<Change>> effect, List<Change> first) throws Refusal {
        List<Holder> signers = new ArrayList<>();
        for (KeyId key : state.pending().signers(statement.content())) {
            signers.add(state.live(key).orElseThrow());
        }
        checkNine(need, signers);
        boolean begins = signers.isEmpty();
        signers.add(signer);
        long have = need.have(signers);
        List<Change> changes = new ArrayList<>();
        if (have < need.count()) {
            changes.add(new Change.Join(statement, now()));
            changes.addAll(begins ? first : List.of());
            return new Ruling(new Judgement.Pending(have, need.count()), changes);
        }
        changes.add(new Change.Complete(statement.content()));
        if (need.quorum()) {
            changes.add(new Change.CancelAwaitedCharter());
        }
        changes.addAll(effect.apply(signers));
        return new Ruling(new Judgement.Effective(), changes);
    }

    private void checkNine(Need need, List<Holder> signers) throws Refusal {
        require(
                signers.stream().noneMatch(other -> other.id().equals(signer.id())),
                RefusalCode.ALREADY_SIGNED,
                "this person has signed this already; others are awaited");
        if (need.differentBodies()) {
            Optional<String> body = office().bodyOfOfficer();
            require(
                    signers.stream()
                            .noneMatch(other -> other.office().bodyOfOfficer().equals(body)),
                    RefusalCode.SAME_BODY,
                    "somebody of this body has signed this already; another body is awaited");
        }
    }
}
