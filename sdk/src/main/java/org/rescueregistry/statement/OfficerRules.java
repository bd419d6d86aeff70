package org.rescueregistry.statement;

import java.time.Instant;
import java.util.List;

/** Section 6, {@code confirm} and {@code finding}. */
final class OfficerRules {
    private OfficerRules() {}

    static Ruling confirm(Hearing hearing, Act.Confirm act) throws Refusal {
        hearing.entitle(hearing.office().is(Role.VETTER) || hearing.office().is(Role.PLATFORM));
        hearing.requireInForce();
        Account account = hearing.record()
                .account(act.account())
                .orElseThrow(() -> new Refusal(RefusalCode.UNKNOWN_ACCOUNT, "the record does not have this account"));
        hearing.restsOn(account.by());
        Instant latest = hearing.now().plus(hearing.limits().confirmationMax());
        hearing.require(
                hearing.now().isBefore(act.until()) && !act.until().isAfter(latest),
                RefusalCode.CONFIRMATION_OUT_OF_RANGE,
                "until lies in the past or too far ahead");
        if (hearing.office() instanceof Office.Person person && person.platform() != null) {
            return hearing.alone(
                    confirmed(hearing, act, List.of(hearing.holder()), Confirmation.platform(person.platform())));
        }
        return hearing.together(
                Need.twoVetters(), signers -> List.of(confirmed(hearing, act, signers, Confirmation.VETTERS)));
    }

    private static Change confirmed(Hearing hearing, Act.Confirm act, List<Holder> signers, String who) {
        Confirmation confirmation = new Confirmation(
                signers.stream().map(Holder::id).toList(), hearing.position().index(), act.until(), who);
        return hearing.touched(hearing.record().withConfirmation(act.account(), confirmation));
    }

    static Ruling finding(Hearing hearing) throws Refusal {
        hearing.entitle(hearing.office().is(Role.AUDITOR));
        return hearing.together(Need.twoBodies(), signers -> List.of(hearing.touched(hearing.record())));
    }
}
