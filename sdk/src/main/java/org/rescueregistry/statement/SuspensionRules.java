package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;

/** Section 6: {@code suspend} in its three forms, {@code reinstate}, {@code revoke}. */
final class SuspensionRules {
    private static final Set<Reason> NOT_BY_OFFICERS =
            Set.of(Reason.AT_OWN_REQUEST, Reason.PROTECTIVE, Reason.UNDER_REVIEW);
    private static final Set<Reason> BY_ITSELF =
            Set.of(Reason.AT_OWN_REQUEST, Reason.PROTECTIVE, Reason.KEY_COMPROMISE);

    private SuspensionRules() {}

    static Ruling suspend(Hearing hearing, Act.Suspend act) throws Refusal {
        hearing.entitle(hearing.office().isOfficer());
        requireReason(hearing, !NOT_BY_OFFICERS.contains(act.reason()));
        hearing.requireInForce();
        Instant latest = hearing.now().plus(hearing.limits().suspensionMax());
        hearing.require(
                hearing.now().isBefore(act.until()) && !act.until().isAfter(latest),
                RefusalCode.SUSPENSION_OUT_OF_RANGE,
                "until lies in the past or too far ahead");
        hearing.require(
                !suspendedRecently(hearing),
                RefusalCode.SUSPENDED_RECENTLY,
                "this person suspended this organisation not long ago; somebody else has to");
        hearing.require(
                !hasTooMany(hearing),
                RefusalCode.TOO_MANY_SUSPENSIONS,
                "this person has as many unconfirmed suspensions in force as one may");
        return hearing.alone(suspended(hearing, act.until()));
    }

    static Ruling uphold(Hearing hearing, Act.Uphold act) throws Refusal {
        hearing.entitle(hearing.office().isOfficer());
        requireReason(hearing, !NOT_BY_OFFICERS.contains(act.reason()));
        hearing.requireInForce();
        Suspension suspension = hearing.record()
                .suspension(act.confirms())
                .filter(found -> found.kind() == Suspension.Kind.OFFICERS && found.until() != null)
                .orElseThrow(() ->
                        new Refusal(RefusalCode.NOTHING_TO_CONFIRM, "no suspension by this act waits to be confirmed"));
        hearing.require(
                !hearing.office().bodyOfOfficer().equals(bodyOf(hearing, suspension.key())),
                RefusalCode.SAME_BODY,
                "somebody of this body suspended; another body has to confirm");
        return hearing.alone(hearing.touched(hearing.record().withSuspensionConfirmed(act.confirms(), act.reason())));
    }

    static Ruling pause(Hearing hearing, Act.Pause act) throws Refusal {
        hearing.entitle(hearing.isOrganisation() || hearing.isOrganisationPause());
        requireReason(hearing, BY_ITSELF.contains(act.reason()));
        hearing.requireInForce();
        OrganisationRecord paused = hearing.record().withoutWaiting(hearing.now());
        if (paused.suspensions().stream().noneMatch(found -> found.kind() == Suspension.Kind.SELF)) {
            paused = paused.withSuspension(new Suspension(
                    hearing.id(), hearing.signer(), Suspension.Kind.SELF, act.reason(), hearing.now(), null));
        }
        return hearing.alone(hearing.touched(paused));
    }

    static Ruling reinstate(Hearing hearing) throws Refusal {
        // Whose act this is depends on what it lifts, so check 7 comes before the end of check 6 here.
        List<Suspension> lifted = lifted(hearing);
        hearing.require(
                lifted.stream().noneMatch(suspension -> suspension.kind() == Suspension.Kind.REKEY),
                RefusalCode.REKEY_WAITING,
                "a key set by vetters waits under one of these suspensions");
        Suspension.Kind kind = lifted.get(0).kind();
        hearing.require(
                lifted.stream().allMatch(suspension -> suspension.kind() == kind),
                RefusalCode.MIXED_SUSPENSIONS,
                "suspensions of different kinds are lifted apart");
        boolean self = kind == Suspension.Kind.SELF;
        hearing.entitle(
                self
                        ? hearing.isOrganisation() || hearing.office().is(Role.VETTER)
                        : hearing.office().isOfficer());
        hearing.require(
                hearing.record().status() == Status.SUSPENDED, RefusalCode.NOT_IN_FORCE, "the record is not suspended");
        Change change = hearing.touched(
                hearing.record().withoutSuspensions(hearing.statement().basis().items()));
        return hearing.together(self ? Need.organisationAndVetter() : Need.twoBodies(), signers -> List.of(change));
    }

    private static List<Suspension> lifted(Hearing hearing) throws Refusal {
        List<Suspension> lifted = new ArrayList<>();
        for (Digest by : hearing.statement().basis()) {
            lifted.add(hearing.record()
                    .suspension(by)
                    .orElseThrow(() -> new Refusal(
                            RefusalCode.SUPERSEDED, "one of the suspensions to lift is not in the record")));
        }
        return lifted;
    }

    static Ruling revoke(Hearing hearing, Act.Revoke act) throws Refusal {
        boolean mayBegin = hearing.office().isOperator() || hearing.office().is(Role.AUDITOR);
        hearing.entitle(mayBegin || (hearing.office().isOfficer() && hearing.findsSet()));
        requireReason(hearing, !NOT_BY_OFFICERS.contains(act.reason()));
        hearing.require(
                hearing.record().status() != Status.REVOKED, RefusalCode.NOT_IN_FORCE, "the record is revoked already");
        boolean suspends = hearing.record().status().isInForce() && !suspendedRecently(hearing) && !hasTooMany(hearing);
        Instant until = hearing.now().plus(hearing.limits().suspensionMax());
        return hearing.together(
                Need.twoBodies(),
                signers -> List.of(hearing.touched(hearing.record().revoked(act.reason(), hearing.now()))),
                suspends ? List.of(suspended(hearing, until)) : List.of());
    }

    private static Change suspended(Hearing hearing, Instant until) {
        Suspension suspension = new Suspension(
                hearing.id(), hearing.signer(), Suspension.Kind.OFFICERS, Reason.UNDER_REVIEW, hearing.now(), until);
        return hearing.touched(hearing.record().withSuspension(suspension).withoutOwnWaiting(hearing.now()));
    }

    private static void requireReason(Hearing hearing, boolean allowed) throws Refusal {
        hearing.require(allowed, RefusalCode.REASON_NOT_ALLOWED, "this reason is not one for this act");
    }

    private static boolean suspendedRecently(Hearing hearing) {
        return hearing.state()
                .suspensions()
                .latest(hearing.signer(), hearing.code())
                .filter(since -> since.plus(hearing.limits().suspendAgain()).isAfter(hearing.now()))
                .isPresent();
    }

    private static boolean hasTooMany(Hearing hearing) {
        return hearing.state().suspensions().unconfirmed(hearing.signer())
                >= hearing.limits().suspensionsPerKey();
    }

    private static Optional<String> bodyOf(Hearing hearing, KeyId key) {
        return hearing.state().holder(key).flatMap(holder -> holder.office().bodyOfOfficer());
    }
}
