package org.rescueregistry.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rescueregistry.naive.NaiveState.Pending;

/** One statement before the reducer: what it says, where and when it stands, and the set of equal ones. */
record Case(NaiveState state, NaiveJws statement, long index, long time) {
    Map<String, Object> said() {
        return statement.payload();
    }

    Object said(String member) {
        return said().get(member);
    }

    String text(String member) {
        return (String) said(member);
    }

    long number(String member) {
        return (Long) said(member);
    }

    Map<String, Object> object(String member) {
        return NaiveJson.object(said(member));
    }

    boolean says(String member) {
        return said().containsKey(member);
    }

    String kid() {
        return statement.kid();
    }

    String id() {
        return statement.id();
    }

    void unless(boolean holds, String code) {
        VoidLeaf.unless(holds, code);
    }

    /** Check 6, at its end. */
    void entitled(boolean listed) {
        VoidLeaf.unless(listed, "signer_not_entitled");
    }

    /** Check 7. */
    void restsOn(Object... ids) {
        TreeSet<Object> expected = new TreeSet<>(List.of(ids));
        VoidLeaf.unless(new ArrayList<>(expected).equals(said("basis")), "superseded");
    }

    /** RFC 8785 form without {@code jti} and {@code iat}. */
    String same() {
        Map<String, Object> rest = new TreeMap<>(said());
        rest.remove("jti");
        rest.remove("iat");
        return NaiveJson.print(rest);
    }

    /** Who has signed the incomplete set. */
    Set<String> others() {
        Set<String> others = new TreeSet<>();
        for (Pending pending : state.pending) {
            if (pending.same().equals(same())) {
                others.add(pending.kid());
            }
        }
        return others;
    }

    /** Check 9; the set's signers, this one with them. */
    Set<String> join(boolean differentBodies) {
        Set<String> signers = others();
        unless(!signers.contains(kid()), "already_signed");
        for (String other : signers) {
            unless(!differentBodies || !state.bodyOf(other).equals(state.bodyOf(kid())), "same_body");
        }
        signers.add(kid());
        return signers;
    }

    String pending() {
        state.pending.add(new Pending(same(), kid(), id(), time, statement));
        return "pending";
    }

    /** The set is complete: nothing of it is pending. */
    void complete() {
        state.pending.removeIf(pending -> pending.same().equals(same()));
    }

    Map<String, Object> here() {
        return Records.of("id", id(), "index", index);
    }

    /** A suspension by this statement's signer, from now; without end when {@code until} is below 0. */
    void suspend(Map<String, Object> record, String kind, String reason, long until) {
        Map<String, Object> suspension =
                Records.of("by", id(), "key", kid(), "kind", kind, "reason", reason, "since", time);
        if (until >= 0) {
            suspension.put("until", until);
        }
        state.began.add(new NaiveState.Began((String) record.get("code"), kid(), time));
        Records.suspend(record, suspension);
    }

    /** These are at least k operators. */
    boolean quorumOf(Set<String> signers) {
        return Charters.count(signers, Charters.operators(state.charter)) >= state.quorum();
    }
}
