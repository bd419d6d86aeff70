package org.rescueregistry.statement;

import java.time.Instant;
import java.util.List;

/** Section 6: what an organisation does with its own key, but for its keys themselves. */
final class OrganisationRules {
    private static final int MAX_ACCOUNTS = 64;

    private OrganisationRules() {}

    static Ruling amend(Hearing hearing, Act.Amend act) throws Refusal {
        hearing.entitle(hearing.isOrganisation());
        hearing.restsOn(hearing.record().profile().by());
        hearing.requireActive();
        Profile content = new Profile(act.profile(), act.kind(), act.jurisdiction(), hearing.id());
        return hearing.alone(hearing.touched(hearing.record().withWaiting(new Waiting.Amend(dueAt(hearing), content))));
    }

    static Ruling bind(Hearing hearing, Act.Bind act) throws Refusal {
        hearing.entitle(hearing.isOrganisation());
        hearing.restsOn(hearing.record().keys().by());
        hearing.requireActive();
        hearing.require(
                hearing.record().account(act.account()).isEmpty(),
                RefusalCode.ACCOUNT_KNOWN,
                "the record has this account already");
        hearing.require(
                hearing.record().accounts().size() < MAX_ACCOUNTS,
                RefusalCode.TOO_MANY_ACCOUNTS,
                "the record has as many accounts as it may");
        Account account = Account.unconfirmed(hearing.id(), act.account(), dueAt(hearing));
        return hearing.alone(hearing.touched(hearing.record().withAccount(account)));
    }

    static Ruling withdraw(Hearing hearing) throws Refusal {
        hearing.entitle(hearing.isOrganisation());
        hearing.requireInForce();
        return hearing.alone(
                hearing.touched(hearing.record().withWaiting(new Waiting.Withdraw(hearing.id(), dueAt(hearing)))));
    }

    static Ruling unbind(Hearing hearing, Act.Unbind act) throws Refusal {
        hearing.entitle(hearing.isOrganisation());
        hearing.requireInForce();
        hearing.require(
                hearing.record().account(act.account()).isPresent(),
                RefusalCode.UNKNOWN_ACCOUNT,
                "the record does not have this account");
        return hearing.alone(hearing.touched(hearing.record().withoutAccount(act.account())));
    }

    static Ruling erase(Hearing hearing, Act.Erase act) throws Refusal {
        boolean byItself = hearing.isOrganisation() && hearing.record().status() != Status.REVOKED;
        hearing.entitle(byItself || hearing.office().isOperator());
        hearing.require(
                act.digests().items().stream().allMatch(hearing.record()::hasDigest),
                RefusalCode.UNKNOWN_DIGEST,
                "the record does not have all of these digests");
        Change erased = hearing.touched(hearing.record().withoutDigests(act.digests()));
        return byItself
                ? hearing.alone(erased)
                : hearing.together(Need.operators(hearing.state().charter()), signers -> List.of(erased));
    }

    static Ruling retract(Hearing hearing) throws Refusal {
        hearing.entitle(hearing.isOrganisation());
        return hearing.alone(hearing.touched(hearing.record()));
    }

    private static Instant dueAt(Hearing hearing) {
        return hearing.now().plus(hearing.limits().waiting());
    }
}
