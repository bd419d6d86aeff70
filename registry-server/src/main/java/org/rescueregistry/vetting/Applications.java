package org.rescueregistry.vetting;

import static org.rescueregistry.vetting.RefusedException.require;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.Vouch;

/**
 * Applications and what vetters say of them, until they are admitted. Whoever asks is known by a key whose possession was
 * proved. Safe for any number of threads; every method may wait for the disk.
 */
public final class Applications {
    /** How long an application waits to be admitted; vouches live shorter. */
    public static final Duration LIFETIME = Duration.ofDays(90);

    /** Most applications that wait at a time: anybody can send one, and disk and vetters are finite. */
    public static final int MAX_OPEN = 1000;

    private final EntityId registry;
    private final String log;
    private final CaseFile cases;
    private final LogProjection projection;
    private final Supplier<PublicState> state;

    Applications(Vetting.Home home, CaseFile cases, LogProjection projection, Supplier<PublicState> state) {
        this.registry = home.registry();
        this.log = home.log();
        this.cases = cases;
        this.projection = projection;
        this.state = state;
    }

    /** Takes an application with the disclosures of all its digests; gives its id. The same again is granted again. */
    public Decision<Digest> apply(Application application, List<GivenDisclosure> given, Instant now) {
        try {
            Application.Content content = application.content();
            require(
                    application.log().equals(log) && application.sub().equals(registry.toString()),
                    Refusal.APPLICATION_WRONG_REGISTRY,
                    "the application is for " + application.sub() + " and the log " + application.log());
            require(
                    application.isSigned(),
                    Refusal.APPLICATION_BAD_SIGNATURE,
                    "the application is not signed with the key it names");
            DisclosureRules.check(
                    Digests.ofProfile(content.profile(), content.kind(), content.jurisdiction()),
                    content.accounts().items(),
                    given);
            open(CaseRecord.opened(application, given, now.truncatedTo(ChronoUnit.SECONDS)), now);
            return new Decision.Granted<>(application.id());
        } catch (RefusedException e) {
            return e.decision();
        }
    }

    private void open(CaseRecord opened, Instant now) throws RefusedException {
        switch (cases.open(opened, now.minus(LIFETIME), MAX_OPEN)) {
            case OPENED -> {}
            case KNOWN ->
                // Whoever had no answer sends again, and shall hear that all is well.
                require(
                        cases.find(opened.application().id())
                                .filter(known -> known.disclosures().equals(opened.disclosures()))
                                .isPresent(),
                        Refusal.APPLICATION_KNOWN,
                        "the application is there already, with other disclosures");
            case FULL ->
                throw new RefusedException(
                        Refusal.TOO_MANY_OPEN_APPLICATIONS,
                        MAX_OPEN + " applications are waiting; try again in some days");
        }
    }

    /** Files a vouch with the application it is for; a newer one of the same vetter replaces an older one. */
    public Decision<Digest> vouch(Digest application, Vouch vouch, Instant now) {
        try {
            waitingCase(application);
            require(
                    vouch.log().equals(log) && vouch.application().equals(application),
                    Refusal.VOUCH_WRONG_APPLICATION,
                    "the vouch is for another application, or another log");
            Es256PublicKey key = vetter(vouch.signer())
                    .orElseThrow(() -> new RefusedException(
                            Refusal.VOUCH_NOT_BY_VETTER, "the vouch is not by a vetter in office"));
            require(
                    vouch.isSignedBy(key),
                    Refusal.VOUCH_BAD_SIGNATURE,
                    "the vouch is not signed with the key it names");
            require(vouch.exp().isAfter(now), Refusal.VOUCH_EXPIRED, "the vouch has expired");
            cases.file(vouch);
            return new Decision.Granted<>(application);
        } catch (RefusedException e) {
            return e.decision();
        }
    }

    /** Files an objection; gives its id. Until it is withdrawn, or its vetter leaves office, no admission is taken. */
    public Decision<Digest> object(Digest application, Objection objection) {
        try {
            CaseRecord record = waitingCase(application);
            require(
                    objection.log().equals(log) && objection.application().equals(application),
                    Refusal.OBJECTION_WRONG_APPLICATION,
                    "the objection is to another application, or in another log");
            Es256PublicKey key = vetter(objection.signer())
                    .orElseThrow(() -> new RefusedException(
                            Refusal.OBJECTION_NOT_BY_VETTER, "the objection is not by a vetter in office"));
            require(
                    objection.isSignedBy(key),
                    Refusal.OBJECTION_BAD_SIGNATURE,
                    "the objection is not signed with the key it names");
            boolean isKnown = record.objections().stream()
                    .anyMatch(filed -> filed.objection().id().equals(objection.id()));
            require(
                    isKnown || cases.file(objection),
                    Refusal.ALREADY_OBJECTED,
                    "you object already; withdraw that objection first");
            return new Decision.Granted<>(objection.id());
        } catch (RefusedException e) {
            return e.decision();
        }
    }

    /** Takes back the objection {@code objection} to {@code application}; only who made it can. */
    public Decision<Digest> withdraw(Digest application, Digest objection, ObjectionWithdrawal withdrawal) {
        try {
            CaseRecord record = waitingCase(application);
            FiledObjection filed = record.objections().stream()
                    .filter(one -> one.objection().id().equals(objection))
                    .findFirst()
                    .filter(one -> withdrawal.objection().equals(objection)
                            && withdrawal.log().equals(log))
                    .orElseThrow(() -> new RefusedException(
                            Refusal.UNKNOWN_OBJECTION, "there is no such objection to this application"));
            Es256PublicKey key = vetter(withdrawal.signer())
                    .filter(found -> found.keyId().equals(filed.objection().signer()))
                    .orElseThrow(() -> new RefusedException(
                            Refusal.WITHDRAWAL_NOT_BY_OBJECTOR,
                            "the withdrawal is not by who objected, or who objected is no longer in office"));
            require(
                    withdrawal.isSignedBy(key),
                    Refusal.WITHDRAWAL_BAD_SIGNATURE,
                    "the withdrawal is not signed with the key it names");
            cases.file(withdrawal);
            return new Decision.Granted<>(objection);
        } catch (RefusedException e) {
            return e.decision();
        }
    }

    /** The key with which somebody applied, to verify that it is they who ask. */
    public Optional<Es256PublicKey> applicant(Digest application) {
        return cases.find(application)
                .map(record -> record.application().content().key());
    }

    /** A case, for a vetter or operator in office and for the organisation that applied. */
    public Decision<CaseReport> read(Digest application, KeyId asker) {
        boolean isOfficer = readsCases(asker);
        Optional<CaseRecord> found = cases.find(application)
                .filter(record -> isOfficer
                        || record.application().content().key().keyId().equals(asker));
        if (found.isPresent()) {
            return new Decision.Granted<>(report(found.get()));
        }
        // A stranger is not told whether there is such an application.
        return isOfficer
                ? new Decision.Refused<>(Refusal.UNKNOWN_APPLICATION, "there is no such application")
                : new Decision.Refused<>(Refusal.NOT_ENTITLED, "this key may not read this application");
    }

    /** The ids of applications that wait for an admission, oldest first, for a vetter or operator in office. */
    public Decision<List<Digest>> list(KeyId asker) {
        return readsCases(asker)
                ? new Decision.Granted<>(cases.waiting())
                : new Decision.Refused<>(
                        Refusal.NOT_ENTITLED, "vetters and operators in office read the list of applications");
    }

    /** Refuses an admission whose application is not in the case file, or to which a vetter objects. */
    void requireAdmissible(Act.Admit admit) throws RefusedException {
        CaseRecord record = cases.find(admit.application().id())
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_APPLICATION, "the application is not in this registry's case file"));
        require(
                standing(record).isEmpty(),
                Refusal.APPLICATION_OBJECTED,
                "a vetter objects to the application; see the case file");
    }

    private CaseRecord waitingCase(Digest application) throws RefusedException {
        CaseRecord record = cases.find(application)
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_APPLICATION, "there is no such application"));
        Optional<Code> code = projection.admitted(application);
        require(
                code.isEmpty(),
                Refusal.APPLICATION_ADMITTED,
                "the organisation was admitted already, as "
                        + code.map(Code::canonical).orElse(""));
        return record;
    }

    private CaseReport report(CaseRecord record) {
        List<Objection> standing = standing(record);
        CaseStatus status = projection
                .admitted(record.application().id())
                .<CaseStatus>map(CaseStatus.Admitted::new)
                .orElseGet(() -> standing.isEmpty() ? new CaseStatus.Open() : new CaseStatus.Objected());
        return new CaseReport(record, status, standing);
    }

    /** An objection counts while its vetter is in office: a stolen key, once dismissed, blocks nobody. */
    private List<Objection> standing(CaseRecord record) {
        return record.objections().stream()
                .filter(filed -> filed.withdrawal() == null)
                .map(FiledObjection::objection)
                .filter(objection -> vetter(objection.signer()).isPresent())
                .toList();
    }

    private Optional<Es256PublicKey> vetter(KeyId key) {
        return state.get()
                .office(key)
                .filter(LiveOffice.Vetter.class::isInstance)
                .map(LiveOffice::key);
    }

    private boolean readsCases(KeyId asker) {
        return state.get().office(asker).filter(LiveOffice::readsCases).isPresent();
    }
}
