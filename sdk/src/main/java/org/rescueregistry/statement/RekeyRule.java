package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/** Section 6, {@code rekey}, by the organisation or by two vetters. */
final class RekeyRule {
    private RekeyRule() {}

    static Ruling rekey(Hearing hearing, Act.Rekey act) throws Refusal {
        boolean byVetters = hearing.office().is(Role.VETTER);
        hearing.entitle(byVetters || hearing.isOrganisation());
        hearing.restsOn(hearing.record().keys().by());
        if (byVetters) {
            checkVetter(hearing, act);
        } else {
            hearing.requireActive();
        }
        hearing.require(
                !hearing.record().vettersRekeyWaits(),
                RefusalCode.REKEY_WAITING,
                "a key set by vetters waits; only the organisation's suspension stops it");
        checkKeys(hearing, act.key().keyId(), act.pauseKey());
        hearing.require(
                act.approval()
                                .isOf(
                                        Approval.Of.REKEY,
                                        Approval.rekeyContent(act.key(), act.pauseKey()),
                                        hearing.statement())
                        && act.approval().isSignedBy(act.key()),
                RefusalCode.APPROVAL_INVALID,
                "the new key has not signed that somebody holds it");
        return byVetters
                ? hearing.together(Need.twoBodies(), signers -> byVetters(hearing, act))
                : hearing.alone(byOrganisation(hearing, act));
    }

    private static void checkVetter(Hearing hearing, Act.Rekey act) throws Refusal {
        Optional<String> body = hearing.office().bodyOfOfficer();
        hearing.require(
                hearing.record().admission().vouchers().stream()
                        .noneMatch(voucher -> body.equals(Optional.of(voucher.body()))),
                RefusalCode.BODY_VOUCHED,
                "this body vouched for the organisation; others have to set its key");
        hearing.requireInForce();
        hearing.require(
                act.pauseKey() != null,
                RefusalCode.PAUSE_KEY_MISSING,
                "vetters set the pause key together with the key");
    }

    private static void checkKeys(Hearing hearing, KeyId key, @Nullable Es256PublicKey pauseKey) throws Refusal {
        hearing.require(
                hearing.state().isFresh(key)
                        && (pauseKey == null
                                || (!pauseKey.keyId().equals(key)
                                        && hearing.state().isFresh(pauseKey.keyId()))),
                RefusalCode.KEY_USED,
                "new keys differ and have not served in this log");
    }

    private static List<Change> byOrganisation(Hearing hearing, Act.Rekey act) {
        Instant from = hearing.now().plus(hearing.limits().waiting());
        Waiting.Rekey item =
                new Waiting.Rekey(hearing.id(), from, act.key(), act.pauseKey(), Waiting.Signers.ORGANISATION);
        return withKeysUsed(hearing, act, hearing.record().withWaiting(item));
    }

    private static List<Change> byVetters(Hearing hearing, Act.Rekey act) {
        Instant from = hearing.now().plus(hearing.limits().rekeyWait());
        Waiting.Rekey item = new Waiting.Rekey(hearing.id(), from, act.key(), act.pauseKey(), Waiting.Signers.VETTERS);
        Suspension suspension = new Suspension(
                hearing.id(), hearing.signer(), Suspension.Kind.REKEY, Reason.KEY_COMPROMISE, hearing.now(), from);
        OrganisationRecord record = hearing.record()
                .withoutOwnWaiting(hearing.now())
                .withoutConfirmations()
                .withSuspension(suspension)
                .withWaiting(item);
        return withKeysUsed(hearing, act, record);
    }

    private static List<Change> withKeysUsed(Hearing hearing, Act.Rekey act, OrganisationRecord record) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.UseKey(act.key(), new Office.Organisation(hearing.code())));
        if (act.pauseKey() != null) {
            changes.add(new Change.UseKey(act.pauseKey(), new Office.OrganisationPause(hearing.code())));
        }
        changes.add(hearing.touched(record));
        return changes;
    }
}
