package org.rescueregistry.statement;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/**
 * Makes of what somebody wants an act and an envelope with the right basis, in the state of a registry as it is known
 * now. Where others have begun the same act, what they signed is taken up, so that the statements are equal (rulebook
 * section 3, <em>Several signers</em>).
 *
 * <pre>{@code
 * Proposal proposal = new Proposals(fold.state(), me.keyId(), now, random).bind(code, account.digest());
 * }</pre>
 *
 * <p>Only what the basis needs is looked at: whether the registry takes the statement, the registry says. Changes
 * nothing.
 */
public final class Proposals {
    /** Status lists a registry can have (rulebook section 6, {@code admit}). */
    private static final int MAX_LISTS = 256;

    private static final int MAX_VOUCHES = 8;

    private final FoldedState state;
    private final String log;
    private final KeyId signer;
    private final Instant now;
    private final SecureRandom random;

    /**
     * @param state of the registry
     * @param signer who wants to sign
     * @param now the signer's time
     */
    public Proposals(FoldedState state, KeyId signer, Instant now, SecureRandom random) {
        this.state = state;
        this.log = state.charter().log();
        this.signer = signer;
        this.now = now;
        this.random = random;
    }

    /** Suspension of the organisation by itself. Needs no state: whoever pauses may have nothing but a telephone. */
    public static Proposal.Ready pause(String log, Code organisation, Reason reason, Stamp stamp) {
        return new Proposal.Ready(new Act.Pause(reason), Envelope.about(organisation, log, stamp), List.of());
    }

    /**
     * Another charter in place of the one in force, by an operator or by the council alone. Whether those who have to have approved
     * it the registry says.
     */
    public Proposal recharter(Charter next, List<Approval> approvals) {
        if (!next.holdsTogether(log)) {
            return new Proposal.Impossible(
                    RefusalCode.CHARTER_INVALID,
                    "the charter does not hold together: a key stands in it twice, the quorum is above the number of"
                            + " operators, or a log key is not named like the log");
        }
        Charter inForce = state.charter();
        if (!next.codePrefix().equals(inForce.codePrefix())
                || next.limits().statusListSize() != inForce.limits().statusListSize()) {
            return new Proposal.Impossible(
                    RefusalCode.CHARTER_INVALID, "the code prefix and the size of status lists never change");
        }
        return new Proposal.Ready(
                new Act.Recharter(next, approvals), onRegistry().restingOn(state.charterId()), List.of());
    }

    /** A person's office; {@code platform} is a domain with {@link Role#PLATFORM} and else null. */
    public Proposal appoint(String body, Es256PublicKey key, Role role, @Nullable String platform) {
        if (state.charter().body(body).isEmpty()) {
            return new Proposal.Impossible(RefusalCode.UNKNOWN_BODY, "the charter names no body " + body);
        }
        return together(new Act.Appoint(body, key, role, platform), onRegistry().restingOn(state.charterId()));
    }

    /**
     * Admission of an applicant: the one another operator has begun if there is one, else with a new code and the vouches
     * that count now.
     */
    public Proposal admit(Application application, List<Vouch> vouches, Instant from, Instant until) {
        Optional<PendingAct> begun = pending(statement -> statement.act() instanceof Act.Admit admit
                && admit.application().equals(application)
                && stillStands(admit, statement.basis()));
        if (begun.isPresent()) {
            return taken(begun.get());
        }
        Map<KeyId, Person> vetters = new LinkedHashMap<>();
        List<Vouch> counting = counting(application, vouches, vetters);
        if (vetters.values().stream().map(Person::body).distinct().count() < 2) {
            return new Proposal.Impossible(
                    RefusalCode.VOUCHES_SHORT,
                    "fewer than two bodies have vouched for this application, or not lately");
        }
        Optional<Long> index = freeStatusIndex();
        if (index.isEmpty()) {
            return new Proposal.Impossible(
                    RefusalCode.STATUS_INDEX_OUT_OF_RANGE, "every number of the status lists is in use");
        }
        Set<Digest> basis = new HashSet<>(Set.of(state.charterId()));
        vetters.values().forEach(vetter -> basis.add(vetter.appointment()));
        Act.Admit admit = new Act.Admit(application, counting, index.get(), from, until);
        Envelope envelope = Envelope.about(freshCode(), log, stamp()).restingOn(DigestSet.of(basis));
        return new Proposal.Ready(admit, envelope, List.of());
    }

    /** One more account of the organisation that signs. */
    public Proposal bind(Code organisation, Digest account) {
        return state.record(organisation)
                .<Proposal>map(record -> new Proposal.Ready(
                        new Act.Bind(account),
                        about(organisation).restingOn(record.keys().by()),
                        List.of()))
                .orElseGet(() -> noRecord(organisation));
    }

    /** Word that an account is the organisation's; a second vetter takes up the first one's {@code until}. */
    public Proposal confirm(Code organisation, Digest account, Instant until) {
        OrganisationRecord record = state.record(organisation).orElse(null);
        if (record == null) {
            return noRecord(organisation);
        }
        Account known = record.account(account).orElse(null);
        if (known == null) {
            return new Proposal.Impossible(
                    RefusalCode.UNKNOWN_ACCOUNT, organisation + " has no account of the digest " + account);
        }
        Envelope envelope = about(organisation).restingOn(known.by());
        boolean vetter = state.person(signer).stream().anyMatch(person -> person.role() == Role.VETTER);
        return pending(statement -> vetter
                        && isAbout(statement, organisation)
                        && statement.basis().equals(envelope.basis())
                        && statement.act() instanceof Act.Confirm confirm
                        && confirm.account().equals(account)
                        && confirm.until().isAfter(now))
                .map(this::taken)
                .orElseGet(() -> new Proposal.Ready(new Act.Confirm(account, until), envelope, List.of()));
    }

    /** Suspension by one officer. */
    public Proposal suspend(Code organisation, Reason reason, Instant until) {
        return state.record(organisation).isEmpty()
                ? noRecord(organisation)
                : new Proposal.Ready(new Act.Suspend(reason, until), about(organisation), List.of());
    }

    /** Confirmation of the suspension that will lapse first. */
    public Proposal uphold(Code organisation, Reason reason) {
        OrganisationRecord record = state.record(organisation).orElse(null);
        if (record == null) {
            return noRecord(organisation);
        }
        return record.suspensions().stream()
                .filter(suspension -> suspension.kind() == Suspension.Kind.OFFICERS && suspension.until() != null)
                .filter(suspension -> !suspension.key().equals(signer))
                .<Proposal>map(suspension ->
                        new Proposal.Ready(new Act.Uphold(reason, suspension.by()), about(organisation), List.of()))
                .findFirst()
                .orElseGet(() -> new Proposal.Impossible(
                        RefusalCode.NOTHING_TO_CONFIRM,
                        organisation + " has no suspension by somebody else that waits to be confirmed"));
    }

    /** The end of all suspensions of one kind. */
    public Proposal reinstate(Code organisation, Suspension.Kind kind) {
        OrganisationRecord record = state.record(organisation).orElse(null);
        if (record == null) {
            return noRecord(organisation);
        }
        DigestSet lifted = DigestSet.of(record.suspensions().stream()
                .filter(suspension -> suspension.kind() == kind)
                .map(Suspension::by)
                .toList());
        return lifted.size() == 0
                ? new Proposal.Impossible(
                        RefusalCode.NOT_IN_FORCE, organisation + " has no suspension of the kind " + kind.text())
                : together(new Act.Reinstate(), about(organisation).restingOn(lifted));
    }

    /** The end of a record, for good. */
    public Proposal revoke(Code organisation, Reason reason) {
        return state.record(organisation).isEmpty()
                ? noRecord(organisation)
                : together(new Act.Revoke(reason), about(organisation));
    }

    /** The reason of a revocation that somebody else has begun. */
    public Optional<Reason> revocationBegun(Code organisation) {
        return pending(statement -> isAbout(statement, organisation) && statement.act() instanceof Act.Revoke)
                .filter(begun -> !begun.signers().contains(signer))
                .map(begun -> ((Act.Revoke) begun.statement().act()).reason());
    }

    /**
     * The end of somebody's office.
     *
     * @param from index of the leaf from which on what they did stops counting; null when all of it stands
     */
    public Proposal dismiss(KeyId person, Reason reason, @Nullable Long from) {
        return state.person(person).isEmpty()
                ? new Proposal.Impossible(RefusalCode.UNKNOWN_PERSON, "nobody appointed acts with the key " + person)
                : together(new Act.Dismiss(person, reason, from), onRegistry());
    }

    /** A new profile, once the waiting time is over. */
    public Proposal amend(Code organisation, DigestSet profile, Digest kind, Digest jurisdiction) {
        return onRecord(
                organisation,
                record -> new Proposal.Ready(
                        new Act.Amend(profile, kind, jurisdiction),
                        about(organisation).restingOn(record.profile().by()),
                        List.of()));
    }

    /** New keys: by the organisation alone, or by a vetter with another. */
    public Proposal rekey(Code organisation, Act.Rekey rekey) {
        return onRecord(
                organisation,
                record -> together(
                        rekey, about(organisation).restingOn(record.keys().by())));
    }

    /** Leaving the registry, once the waiting time is over. */
    public Proposal withdraw(Code organisation) {
        return onRecord(organisation, record -> new Proposal.Ready(new Act.Withdraw(), about(organisation), List.of()));
    }

    /** An account given up. */
    public Proposal unbind(Code organisation, Digest account) {
        return onRecord(
                organisation,
                record -> record.account(account).isEmpty()
                        ? new Proposal.Impossible(
                                RefusalCode.UNKNOWN_ACCOUNT, organisation + " has no account of the digest " + account)
                        : new Proposal.Ready(new Act.Unbind(account), about(organisation), List.of()));
    }

    /** Digests taken out: by the organisation alone, or by an operator with others. */
    public Proposal erase(Code organisation, DigestSet digests) {
        return onRecord(
                organisation,
                record -> digests.items().stream().allMatch(record::hasDigest)
                        ? together(new Act.Erase(digests), about(organisation))
                        : new Proposal.Impossible(
                                RefusalCode.UNKNOWN_DIGEST, organisation + " does not have all of these digests"));
    }

    /** The outcome of a complaint. */
    public Proposal finding(Code organisation, Digest complaint, FindingOutcome outcome) {
        return onRecord(organisation, record -> together(new Act.Finding(complaint, outcome), about(organisation)));
    }

    /** The end of a post attestation. */
    public Proposal retract(Code organisation, Digest attestation) {
        return onRecord(
                organisation,
                record -> new Proposal.Ready(new Act.Retract(attestation), about(organisation), List.of()));
    }

    private Proposal onRecord(Code organisation, Function<OrganisationRecord, Proposal> wish) {
        return state.record(organisation).map(wish).orElseGet(() -> noRecord(organisation));
    }

    /** The act as it is, with whoever has signed one equal to it. */
    private Proposal together(Act act, Envelope envelope) {
        return pending(statement -> statement.act().equals(act)
                        && statement.sub().equals(envelope.sub())
                        && statement.basis().equals(envelope.basis()))
                .map(this::taken)
                .orElseGet(() -> new Proposal.Ready(act, envelope, List.of()));
    }

    private Proposal taken(PendingAct begun) {
        if (begun.signers().contains(signer)) {
            return new Proposal.Impossible(
                    RefusalCode.ALREADY_SIGNED, "you have signed this; it waits for others until " + begun.until());
        }
        Statement first = begun.statement();
        return new Proposal.Ready(first.act(), first.envelope().restamped(now, random), begun.signers());
    }

    private Optional<PendingAct> pending(Predicate<Statement> wanted) {
        return state.pending().stream()
                .filter(begun ->
                        wanted.test(begun.statement()) && !begun.until().isBefore(now))
                .findFirst();
    }

    /** Whether an admission others have begun would still be taken. */
    private boolean stillStands(Act.Admit admit, DigestSet basis) {
        Set<Digest> needed = new HashSet<>(Set.of(state.charterId()));
        for (Vouch vouch : admit.vouches()) {
            Person vetter = state.person(vouch.signer()).orElse(null);
            if (vetter == null || !vouch.exp().isAfter(now)) {
                return false;
            }
            needed.add(vetter.appointment());
        }
        return basis.equals(DigestSet.of(needed)) && admit.validUntil().isAfter(now);
    }

    /** The vouches that count now, at most as many as an admission takes, those of different bodies first. */
    private List<Vouch> counting(Application application, List<Vouch> vouches, Map<KeyId, Person> vetters) {
        List<Vouch> first = new ArrayList<>();
        List<Vouch> further = new ArrayList<>();
        Map<KeyId, Person> known = new LinkedHashMap<>();
        Set<String> bodies = new HashSet<>();
        for (Vouch vouch : vouches) {
            Person vetter = state.person(vouch.signer()).orElse(null);
            if (vetter != null && counts(vouch, vetter, application) && known.put(vouch.signer(), vetter) == null) {
                (bodies.add(vetter.body()) ? first : further).add(vouch);
            }
        }
        first.addAll(further);
        List<Vouch> taken = first.subList(0, Math.min(MAX_VOUCHES, first.size()));
        known.keySet().retainAll(taken.stream().map(Vouch::signer).toList());
        vetters.putAll(known);
        return taken;
    }

    private boolean counts(Vouch vouch, Person vetter, Application application) {
        return vetter.role() == Role.VETTER
                && vouch.log().equals(log)
                && vouch.application().equals(application.id())
                && vouch.exp().isAfter(now)
                && vouch.isSignedBy(vetter.key());
    }

    private Code freshCode() {
        try {
            Code code = Code.generate(state.charter().codePrefix(), random);
            while (state.record(code).isPresent()) {
                code = Code.generate(state.charter().codePrefix(), random);
            }
            return code;
        } catch (MalformedException e) {
            throw new IllegalStateException("a charter has a prefix of two symbols", e);
        }
    }

    /**
     * A number drawn from the lists in use, so that it tells nothing about the order of admissions, or from one more list
     * once those in use are half full.
     */
    private Optional<Long> freeStatusIndex() {
        int size = state.charter().limits().statusListSize();
        Set<Long> used = new HashSet<>();
        state.records().values().forEach(record -> used.add(record.admission().statusIndex()));
        int lists = (int) (used.stream().mapToLong(Long::longValue).max().orElse(-1) / size) + (used.isEmpty() ? 0 : 1);
        for (PendingAct begun : state.pending()) {
            if (begun.statement().act() instanceof Act.Admit admit) {
                used.add(admit.statusIndex());
            }
        }
        boolean roomy = lists > 0 && used.size() < (long) lists * size / 2;
        long range = Math.min(roomy ? lists : lists + 1, MAX_LISTS) * (long) size;
        long start = random.nextLong(range);
        for (long step = 0; step < range; step++) {
            long index = (start + step) % range;
            if (!used.contains(index)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    private static boolean isAbout(Statement statement, Code organisation) {
        return statement.sub().equals(organisation.canonical());
    }

    private static Proposal noRecord(Code organisation) {
        return new Proposal.Impossible(
                RefusalCode.UNKNOWN_SUBJECT, "no organisation in this registry has the code " + organisation);
    }

    private Envelope about(Code organisation) {
        return Envelope.about(organisation, log, stamp());
    }

    private Envelope onRegistry() {
        return Envelope.about(state.registry(), log, stamp());
    }

    private Stamp stamp() {
        return Stamp.at(now, random);
    }
}
