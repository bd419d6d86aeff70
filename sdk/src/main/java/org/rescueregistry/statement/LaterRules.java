package org.rescueregistry.statement;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Tells a leaf that only later rules can read from one that nobody can (section 4, <em>Stopping</em>). */
final class LaterRules {
    /** A signature in range (r = s = 1), of nothing. */
    private static final String SOME_SIGNATURE =
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQ";

    private LaterRules() {}

    /** Why a reader of the log {@code log} stops at these bytes, which do not parse; empty when they are merely void. */
    static Optional<Stop.Cause> in(byte[] leaf, String log) {
        if (StateLeaf.looksLike(leaf)) {
            return StateLeaf.isOfLaterRules(leaf, log) ? Optional.of(Stop.Cause.UNKNOWN_RULES) : Optional.empty();
        }
        try {
            return Json.parseCanonical(payload(leaf)) instanceof Json.Obj payload ? in(payload, log) : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Optional<Stop.Cause> in(Json.Obj payload, String log) {
        if (!new Json.Str(log).equals(payload.members().get("log"))
                || !(payload.members().get("act") instanceof Json.Str act)) {
            return Optional.empty();
        }
        if (!ActReader.knows(act.value())) {
            return Optional.of(Stop.Cause.UNKNOWN_ACT);
        }
        boolean hasCharter = act.value().equals("charter") || act.value().equals("recharter");
        boolean later = hasCharter
                && payload.members().get("charter") instanceof Json.Obj charter
                && charter.members().get("rules") instanceof Json.Num rules
                && rules.value() > StateLeaf.RULES;
        return later ? Optional.of(Stop.Cause.UNKNOWN_RULES) : Optional.empty();
    }

    /** The payload under a statement's header, whatever stands where the signature is. */
    private static byte[] payload(byte[] leaf) throws MalformedException {
        String text = new String(leaf, StandardCharsets.ISO_8859_1);
        String signingInput = text.substring(0, Math.max(0, text.lastIndexOf('.')));
        CompactJws jws = CompactJws.parse(signingInput + "." + SOME_SIGNATURE);
        if (!jws.typ().equals(Statement.TYPE)) {
            throw new MalformedException("jws_wrong_typ", "header.typ is not " + Statement.TYPE);
        }
        return jws.payload();
    }
}
