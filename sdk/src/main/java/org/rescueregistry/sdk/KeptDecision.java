package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * A {@link Decision} as a platform has kept it: what reports, appeals and statements of reasons are made from, perhaps weeks later and by
 * another program than the one that judged.
 *
 * @param id the decision's name ({@link Decision#id})
 * @param at when it was made
 * @param shadow whether the verdict was only tried out
 * @param asOf the time as of which all that was used was proven; null when nothing was used
 */
public record KeptDecision(
        String id,
        AccountId account,
        Instant at,
        Outcome outcome,
        List<Because> reasons,
        boolean shadow,
        @Nullable Instant asOf) {
    public KeptDecision {
        reasons = List.copyOf(reasons);
    }

    /** What is kept of a decision that was just made. */
    public static KeptDecision of(Decision decision) {
        Verdict verdict = decision.verdict();
        return new KeptDecision(
                decision.id(),
                decision.account(),
                decision.at(),
                verdict.outcome(),
                verdict.reasons(),
                verdict.basis().shadow(),
                verdict.asOf());
    }

    /**
     * Reads the wire form of a decision.
     *
     * @throws MalformedException {@code decision_id_wrong}: the id is not that of these members, so that something was changed; {@code
     *     unknown_word}: an outcome or reason of a later version; or of the parsers of its parts
     */
    public static KeptDecision parse(Json json) throws MalformedException {
        Members members = Members.of(json, "decision");
        String id = members.string("decision_id");
        TreeMap<String, Json> named = new TreeMap<>(members.json().members());
        named.remove("decision_id");
        if (!Decision.idOf(new Json.Obj(named)).equals(id)) {
            throw new MalformedException("decision_id_wrong", "decision_id is not that of the other members");
        }
        Members account = members.object("account");
        Members verdict = members.object("verdict");
        List<Because> reasons = new ArrayList<>();
        for (Members reason : verdict.objects("reasons")) {
            reasons.add(because(reason));
        }
        Long asOf = verdict.optionalInteger("as_of").orElse(null);
        return new KeptDecision(
                id,
                AccountId.parse(account.string("platform"), account.string("id")),
                Instant.ofEpochSecond(members.integer("at")),
                word(Outcome.values(), verdict.string("outcome")),
                reasons,
                verdict.optionalBool("shadow").orElse(false),
                asOf == null ? null : Instant.ofEpochSecond(asOf));
    }

    private static Because because(Members reason) throws MalformedException {
        String code = reason.optionalString("code").orElse(null);
        String registry = reason.optionalString("registry").orElse(null);
        return new Because(
                word(VerdictReason.values(), reason.string("reason")),
                code == null ? null : Code.parseCanonical(code),
                registry == null ? null : EntityId.parse(registry),
                reason.optionalString("detail").orElse(null));
    }

    private static <E extends Enum<E>> E word(E[] values, String text) throws MalformedException {
        for (E value : values) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw new MalformedException("unknown_word", "'" + text + "' is not known to this version");
    }
}
