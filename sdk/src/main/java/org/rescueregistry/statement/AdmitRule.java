package org.rescueregistry.statement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;

/** Section 6, {@code admit}. */
final class AdmitRule {
    private static final int BODIES_THAT_VOUCH = 2;
    private static final long MAX_STATUS_LISTS = 256;

    private AdmitRule() {}

    static Ruling admit(Hearing hearing, Act.Admit act) throws Refusal {
        hearing.entitle(hearing.office().isOperator());
        checkCode(hearing);
        checkApplication(hearing, act.application());
        List<Office.Person> vetters = vetters(hearing, act);
        List<Digest> basis = new ArrayList<>(List.of(hearing.state().charterId()));
        vetters.forEach(vetter -> basis.add(vetter.appointment()));
        hearing.restsOn(DigestSet.of(basis));
        checkStatusIndex(hearing, act.statusIndex());
        checkValidity(hearing, act);
        Application.Content content = act.application().content();
        return hearing.together(
                Need.operators(hearing.state().charter()),
                signers -> List.of(
                        new Change.UseKey(content.key(), new Office.Organisation(hearing.code())),
                        new Change.UseKey(content.pauseKey(), new Office.OrganisationPause(hearing.code())),
                        new Change.PutRecord(admitted(hearing, act, vetters))));
    }

    private static void checkCode(Hearing hearing) throws Refusal {
        hearing.require(
                hearing.code().prefix().equals(hearing.state().charter().codePrefix()),
                RefusalCode.WRONG_PREFIX,
                "the code is not one of this registry's");
        hearing.require(
                hearing.state().record(hearing.code()).isEmpty(),
                RefusalCode.CODE_USED,
                "an organisation was admitted under this code already; codes are never given twice");
    }

    private static void checkApplication(Hearing hearing, Application application) throws Refusal {
        hearing.require(
                application.log().equals(hearing.state().log())
                        && application.sub().equals(hearing.state().registry().toString())
                        && application.isSigned(),
                RefusalCode.APPLICATION_INVALID,
                "the application is for another registry or not signed with the key it names");
        KeyId key = application.content().key().keyId();
        KeyId pauseKey = application.content().pauseKey().keyId();
        hearing.require(
                !key.equals(pauseKey)
                        && hearing.state().isFresh(key)
                        && hearing.state().isFresh(pauseKey),
                RefusalCode.KEY_USED,
                "the two keys of an organisation differ and have not served in this log");
    }

    /** Those who vouch, in the order of the vouches. */
    private static List<Office.Person> vetters(Hearing hearing, Act.Admit act) throws Refusal {
        List<Office.Person> vetters = new ArrayList<>();
        for (Vouch vouch : act.vouches()) {
            vetters.add(vetter(hearing, act.application(), vouch));
        }
        long bodies = vetters.stream().map(Office.Person::body).distinct().count();
        hearing.require(
                bodies >= BODIES_THAT_VOUCH,
                RefusalCode.VOUCHES_SHORT,
                "vetters of two bodies have to vouch; these are of one");
        return vetters;
    }

    private static Office.Person vetter(Hearing hearing, Application application, Vouch vouch) throws Refusal {
        Duration life = Duration.between(vouch.stamp().iat(), vouch.exp());
        hearing.require(
                vouch.log().equals(hearing.state().log())
                        && vouch.application().equals(application.id())
                        && life.compareTo(Duration.ZERO) > 0
                        && life.compareTo(hearing.limits().vouchMax()) <= 0,
                RefusalCode.VOUCH_INVALID,
                "a vouch is for another application, or for too long");
        Holder holder = hearing.state()
                .live(vouch.signer())
                .filter(found -> found.office().is(Role.VETTER))
                .orElseThrow(() -> new Refusal(RefusalCode.VOUCH_BY_STRANGER, "a vouch is by nobody who is a vetter"));
        hearing.require(
                vouch.isSignedBy(holder.key()),
                RefusalCode.VOUCH_INVALID,
                "the signature of a vouch is not by the key it names");
        hearing.require(vouch.exp().isAfter(hearing.now()), RefusalCode.VOUCH_EXPIRED, "a vouch has expired");
        return (Office.Person) holder.office();
    }

    private static void checkStatusIndex(Hearing hearing, long index) throws Refusal {
        long perList = hearing.limits().statusListSize();
        long lists = Math.min(hearing.state().listsInUse() + 1, MAX_STATUS_LISTS);
        hearing.require(
                index < lists * perList,
                RefusalCode.STATUS_INDEX_OUT_OF_RANGE,
                "the status index lies beyond the next status list");
        hearing.require(
                !hearing.state().isUsed(index), RefusalCode.STATUS_INDEX_USED, "the status index is another record's");
    }

    private static void checkValidity(Hearing hearing, Act.Admit act) throws Refusal {
        hearing.require(
                act.validFrom().isBefore(act.validUntil())
                        && hearing.now().isBefore(act.validUntil())
                        && !act.validUntil()
                                .isAfter(act.validFrom().plus(hearing.limits().validityMax())),
                RefusalCode.VALIDITY_OUT_OF_RANGE,
                "the validity is empty, over, or too long");
    }

    private static OrganisationRecord admitted(Hearing hearing, Act.Admit act, List<Office.Person> vetters) {
        Digest id = hearing.id();
        Application.Content content = act.application().content();
        List<Voucher> vouchers = new ArrayList<>();
        for (int i = 0; i < vetters.size(); i++) {
            vouchers.add(new Voucher(vetters.get(i).body(), act.vouches().get(i).signer()));
        }
        return new OrganisationRecord(
                hearing.code(),
                new Admission(hearing.position(), vouchers, act.statusIndex(), act.validFrom(), act.validUntil()),
                new Profile(content.profile(), content.kind(), content.jurisdiction(), id),
                new OrganisationKeys(content.key(), content.pauseKey(), id),
                content.accounts().items().stream()
                        .map(account -> Account.unconfirmed(id, account, hearing.now()))
                        .toList(),
                List.of(),
                List.of(),
                null,
                hearing.position());
    }
}
