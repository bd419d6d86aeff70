package org.rescueregistry.statement;

import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.key.KeyId;

/** Section 6, {@code appoint} and {@code dismiss}. */
final class PeopleRules {
    private static final int BODIES_THAT_VOUCH = 2;

    private PeopleRules() {}

    static Ruling appoint(Hearing hearing, Act.Appoint act) throws Refusal {
        Charter charter = hearing.state().charter();
        hearing.entitle(
                hearing.office() instanceof Office.Body || hearing.office().isOperator());
        hearing.restsOn(hearing.state().charterId());
        hearing.require(charter.body(act.body()).isPresent(), RefusalCode.UNKNOWN_BODY, "the charter has no such body");
        if (hearing.office() instanceof Office.Body body) {
            hearing.entitle(body.id().equals(act.body()));
        }
        hearing.require(
                hearing.state().isFresh(act.key().keyId()),
                RefusalCode.KEY_USED,
                "this key has served in this log already; a person needs a key of their own");
        Office.Person person = new Office.Person(act.role(), act.body(), act.platform(), hearing.id());
        return hearing.together(
                Need.bodyAndOperators(charter), signers -> List.of(new Change.UseKey(act.key(), person)));
    }

    static Ruling dismiss(Hearing hearing, Act.Dismiss act) throws Refusal {
        hearing.entitle(
                hearing.office() instanceof Office.Body || hearing.office().isOperator());
        Office.Person person = hearing.state()
                .live(act.key())
                .map(Holder::office)
                .filter(Office.Person.class::isInstance)
                .map(Office.Person.class::cast)
                .orElseThrow(() -> new Refusal(RefusalCode.UNKNOWN_PERSON, "nobody appointed acts with this key"));
        if (hearing.office() instanceof Office.Body body) {
            hearing.entitle(body.id().equals(person.body()));
        }
        hearing.require(
                act.from() == null || act.from() <= hearing.position().index(),
                RefusalCode.FROM_AHEAD,
                "from is an index that the log has not reached");
        if (hearing.office() instanceof Office.Body) {
            return hearing.alone(dismissal(hearing, act));
        }
        return hearing.together(Need.operators(hearing.state().charter()), signers -> dismissal(hearing, act));
    }

    private static List<Change> dismissal(Hearing hearing, Act.Dismiss act) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.DismissPerson(act.key()));
        Long from = act.from();
        if (from != null) {
            for (OrganisationRecord record : hearing.state().records().values()) {
                OrganisationRecord left =
                        withoutVoucher(hearing, record, act.key(), from).withoutConfirmationsBy(act.key(), from);
                if (!left.equals(record)) {
                    changes.add(hearing.touched(left));
                }
            }
        }
        return changes;
    }

    private static OrganisationRecord withoutVoucher(Hearing hearing, OrganisationRecord record, KeyId key, long from) {
        boolean vouched = record.admission().vouchers().stream()
                .anyMatch(voucher -> voucher.key().equals(key));
        if (!record.status().isInForce() || record.admission().at().index() < from || !vouched) {
            return record;
        }
        OrganisationRecord left = record.withoutVoucher(key);
        long bodies = left.admission().vouchers().stream()
                .map(Voucher::body)
                .distinct()
                .count();
        if (bodies >= BODIES_THAT_VOUCH) {
            return left;
        }
        return left.withSuspension(new Suspension(
                hearing.id(), hearing.signer(), Suspension.Kind.OFFICERS, Reason.VETTING_ERROR, hearing.now(), null));
    }
}
