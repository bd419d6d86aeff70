package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.EntityId;

/** Section 6, {@code charter} and {@code recharter}. */
final class CharterRules {
    private CharterRules() {}

    static Ruling found(Hearing hearing, Act.Found act) throws Refusal {
        Charter charter = act.charter();
        hearing.entitle(charter.isOperator(hearing.signer()));
        hearing.require(
                !hearing.state().hasCharter(),
                RefusalCode.CHARTER_MISPLACED,
                "a log has one charter, its first leaf; recharter changes it");
        requireValid(hearing, charter.holdsTogether(hearing.state().log()), "the charter does not hold together");
        Set<KeyId> backers = backers(hearing, Approval.Of.CHARTER, act.approvals(), List.of(charter));
        requireValid(hearing, backers.contains(charter.council().keyId()), "the council has not approved");
        requireQuorum(hearing, charter, backers);
        EntityId registry = Judge.entityOf(hearing.statement());
        List<Change> changes = useKeys(charter);
        changes.add(new Change.PutCharter(registry, charter, hearing.id()));
        return hearing.alone(changes);
    }

    static Ruling recharter(Hearing hearing, Act.Recharter act) throws Refusal {
        Charter next = act.charter();
        Charter inForce = hearing.state().charter();
        boolean byCouncil = hearing.office() instanceof Office.Council;
        hearing.entitle(byCouncil || hearing.office().isOperator());
        hearing.restsOn(hearing.state().charterId());
        requireValid(hearing, next.holdsTogether(hearing.state().log()), "the charter does not hold together");
        requireValid(
                hearing,
                next.codePrefix().equals(inForce.codePrefix())
                        && next.limits().statusListSize() == inForce.limits().statusListSize(),
                "the code prefix and the size of status lists never change");
        requireValid(
                hearing,
                next.holders().allMatch(holder -> mayServe(hearing.state(), holder)),
                "a key in it has served in another office");
        Set<KeyId> backers = backers(hearing, Approval.Of.RECHARTER, act.approvals(), List.of(next, inForce));
        requireQuorum(hearing, next, backers);
        requireValid(hearing, backers.contains(inForce.council().keyId()), "the council has not approved");
        requireValid(hearing, backers.contains(next.council().keyId()), "the new council has not approved");
        if (!byCouncil) {
            requireQuorum(hearing, inForce, backers);
        }
        List<Change> changes = useKeys(next);
        changes.add(
                byCouncil
                        ? new Change.AwaitCharter(new AwaitedCharter(
                                next,
                                hearing.id(),
                                hearing.now().plus(inForce.limits().councilWait())))
                        : new Change.PutCharter(hearing.state().registry(), next, hearing.id()));
        return hearing.alone(changes);
    }

    /** A key is fresh, or stays in the office it has under the charter in force. */
    private static boolean mayServe(RegistryState state, Holder holder) {
        return state.isFresh(holder.id()) || state.charter().holder(holder.id()).equals(Optional.of(holder));
    }

    /**
     * The signer and everybody whose approval verifies; refused if one is not good, is the signer's own, or comes from
     * somebody who is neither operator nor council in one of the charters.
     */
    private static Set<KeyId> backers(Hearing hearing, Approval.Of of, List<Approval> approvals, List<Charter> charters)
            throws Refusal {
        Set<KeyId> backers = new HashSet<>(Set.of(hearing.signer()));
        for (Approval approval : approvals) {
            Optional<Holder> approver = charters.stream()
                    .flatMap(charter -> charter.holder(approval.signer()).stream())
                    .filter(holder -> !(holder.office() instanceof Office.Body))
                    .findFirst();
            requireValid(hearing, approver.isPresent(), "an approval is by nobody it is for to approve");
            requireValid(
                    hearing,
                    approval.isOf(of, charters.get(0).digest(), hearing.statement()),
                    "an approval is of something else");
            requireValid(
                    hearing,
                    approval.isSignedBy(approver.orElseThrow().key()),
                    "the signature of an approval is not by the key it names");
            requireValid(hearing, backers.add(approval.signer()), "an approval is by the statement's own signer");
        }
        return backers;
    }

    private static void requireQuorum(Hearing hearing, Charter charter, Set<KeyId> backers) throws Refusal {
        long operators = backers.stream().filter(charter::isOperator).count();
        requireValid(hearing, operators >= charter.quorum(), "too few operators have approved");
    }

    private static void requireValid(Hearing hearing, boolean condition, String message) throws Refusal {
        hearing.require(condition, RefusalCode.CHARTER_INVALID, message);
    }

    private static List<Change> useKeys(Charter charter) {
        List<Change> changes = new ArrayList<>();
        charter.holders().forEach(holder -> changes.add(new Change.UseKey(holder.key(), holder.office())));
        return changes;
    }
}
