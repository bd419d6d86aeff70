package org.rescueregistry.statement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

/**
 * Judges a statement that parses (section 5, checks 2 to 9). Pure: it reads the state, and what would change is in the
 * {@link Ruling}.
 */
final class Judge {
    private final RegistryState state;
    private final Statement statement;
    private final Hearing.Place place;

    private Judge(RegistryState state, Statement statement, Hearing.Place place) {
        this.state = state;
        this.statement = statement;
        this.place = place;
    }

    static Ruling judge(RegistryState state, Statement statement, Hearing.Place place) {
        try {
            return new Judge(state, statement, place).judge();
        } catch (Refusal refusal) {
            return new Ruling(refusal.judgement(), List.of());
        }
    }

    private Ruling judge() throws Refusal {
        require(
                state.hasCharter() || (place.index() == 0 && statement.act() instanceof Act.Found),
                RefusalCode.NO_CHARTER,
                "a log begins with a charter");
        require(statement.log().equals(state.log()), RefusalCode.WRONG_LOG, "it was made for another log");
        require(!state.hasSeen(statement.id()), RefusalCode.DUPLICATE, "it is in the log already");
        checkTime();
        checkSubject();
        Holder signer = signer().orElseThrow(
                        () -> new Refusal(RefusalCode.UNKNOWN_SIGNER, "nobody acts here with the key it names"));
        require(
                statement.isSignedBy(signer.key()),
                RefusalCode.BAD_SIGNATURE,
                "its signature is not by the key it names");
        // An equal statement that waits says the same, and its embedded signatures are verified already.
        Act act = state.pending().first(statement.content()).orElse(statement).act();
        return act.match(new Rulebook()).judge(new Hearing(state, statement, place, signer));
    }

    private void checkTime() throws Refusal {
        Limits limits = statement.act() instanceof Act.Found found
                ? found.charter().limits()
                : state.charter().limits();
        Instant iat = statement.iat();
        Instant now = place.time();
        require(
                !now.isAfter(iat.plus(limits.statementAge())),
                RefusalCode.TOO_OLD,
                "it was signed too long ago; sign it again");
        require(
                !iat.isAfter(now.plus(limits.statementSkew())),
                RefusalCode.FROM_FUTURE,
                "it is dated later than now; is the clock right?");
    }

    private void checkSubject() throws Refusal {
        Act act = statement.act();
        if (!state.hasCharter() || act instanceof Act.Admit) {
            return;
        }
        if (act.isOnRegistry()) {
            require(
                    statement.sub().equals(state.registry().toString()),
                    RefusalCode.WRONG_SUBJECT,
                    "it is about another registry");
        } else {
            require(
                    state.record(codeOf(statement)).isPresent(),
                    RefusalCode.UNKNOWN_SUBJECT,
                    "no organisation was admitted under this code");
        }
    }

    /** Who signs leaf 0, only leaf 0 itself says. */
    private Optional<Holder> signer() {
        if (state.hasCharter() || !(statement.act() instanceof Act.Found found)) {
            return state.live(statement.signer());
        }
        return found.charter().holder(statement.signer());
    }

    private void require(boolean condition, RefusalCode code, String message) throws Refusal {
        if (!condition) {
            throw new Refusal(code, message);
        }
    }

    /** The code in {@code sub} of an act on an organisation. */
    static Code codeOf(Statement statement) {
        return statement.organisation().orElseThrow();
    }

    /** The entity id in {@code sub} of a charter. */
    static EntityId entityOf(Statement statement) {
        try {
            return EntityId.parse(statement.sub());
        } catch (MalformedException e) {
            throw new IllegalStateException("read once already", e);
        }
    }
}
