package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/**
 * The public record of one organisation (section 7), a value of the state map. Immutable: every {@code with} and
 * {@code without} gives another record and leaves {@link #last()} to {@link #withLast}.
 *
 * <pre>
 * {"accounts":[…],"admitted":{"id":"…","index":4},"code":"RR-CN7K-3M9Q-XDP2","jurisdiction":"…","key":{…},
 *  "key_by":"…","kind":"…","last":{"id":"…","index":4},"pause_key":{…},"profile":["…"],"profile_by":"…",
 *  "status":"active","status_index":0,"suspensions":[],"valid_from":1795000000,"valid_until":1826536000,
 *  "vouchers":[{"body":"…","key":"…"},…],"waiting":[]}
 * </pre>
 *
 * <p>The lists stand in the order of section 7 whatever order they were given in; waiting items of one second and
 * suspensions stand in the order of their leaves, which is the order in which they were added.
 *
 * @param ending null while the record is in force; a record that ended has no suspensions and nothing waiting
 */
public record OrganisationRecord(
        Code code,
        Admission admission,
        Profile profile,
        OrganisationKeys keys,
        List<Account> accounts,
        List<Suspension> suspensions,
        List<Waiting> waiting,
        @Nullable Ending ending,
        Position last) {

    public OrganisationRecord {
        accounts = Ascending.all(accounts, Account.BY_DIGEST);
        if (!Ascending.is(accounts, Account.BY_DIGEST)) {
            throw new IllegalArgumentException("an account twice");
        }
        suspensions = List.copyOf(suspensions);
        waiting = waiting.stream().sorted(Comparator.comparing(Waiting::from)).toList();
        if (ending != null && !(suspensions.isEmpty() && waiting.isEmpty())) {
            throw new IllegalArgumentException("a record that ended has no suspensions and nothing waiting");
        }
    }

    /**
     * Reads the bytes of section 7 and nothing else.
     *
     * @throws MalformedException {@code record_not_canonical} when an order is wrong or the status is not what the rest
     *     says; or as the parsers of JSON, members, digests, keys and codes
     */
    public static OrganisationRecord parse(byte[] bytes) throws MalformedException {
        return RecordJson.parse(bytes);
    }

    /** The bytes of section 7: RFC 8785 JSON. */
    public byte[] bytes() {
        return RecordJson.bytes(this);
    }

    /** The status, and since when, until when and why. */
    public Standing standing() {
        return Standing.of(ending, suspensions);
    }

    /** The status alone. */
    public Status status() {
        return standing().status();
    }

    /** Whether {@code now} lies within the validity of the admission. */
    public boolean isValidAt(Instant now) {
        return !now.isBefore(admission.validFrom()) && now.isBefore(admission.validUntil());
    }

    public Optional<Account> account(Digest digest) {
        return accounts.stream()
                .filter(account -> account.digest().equals(digest))
                .findFirst();
    }

    /** The suspension that the act {@code by} brought. */
    public Optional<Suspension> suspension(Digest by) {
        return suspensions.stream()
                .filter(suspension -> suspension.by().equals(by))
                .findFirst();
    }

    /** Whether a rekey by vetters waits. */
    public boolean vettersRekeyWaits() {
        return waiting.stream().anyMatch(item -> !item.isOwn());
    }

    /** Whether the digest stands in the profile, the accounts or a waiting amendment. */
    public boolean hasDigest(Digest digest) {
        return profile.has(digest)
                || account(digest).isPresent()
                || waiting.stream()
                        .anyMatch(item -> item instanceof Waiting.Amend amend
                                && amend.content().has(digest));
    }

    /** Every digest that stands for a disclosure: those of the profile, the accounts and a waiting amendment. */
    public Set<Digest> digests() {
        Set<Digest> named = new HashSet<>();
        profile.addTo(named);
        accounts.forEach(account -> named.add(account.digest()));
        for (Waiting item : waiting) {
            if (item instanceof Waiting.Amend amend) {
                amend.content().addTo(named);
            }
        }
        return named;
    }

    /**
     * The record after what is due at {@code time} has fallen due (section 7): waiting changes with {@code from} not
     * after it, one after the other, then suspensions that lapse. The same object when nothing is due.
     */
    public OrganisationRecord at(Instant time) {
        OrganisationRecord record = this;
        for (Waiting item : waiting) {
            if (item.from().isAfter(time) || record.ending != null) {
                break;
            }
            record = record.fallenDue(item);
        }
        if (record.suspensions.stream().noneMatch(suspension -> suspension.lapsedAt(time))) {
            return record;
        }
        return record.copy()
                .suspensions(record.suspensions.stream()
                        .filter(suspension -> !suspension.lapsedAt(time))
                        .toList())
                .build();
    }

    private OrganisationRecord fallenDue(Waiting item) {
        List<Waiting> rest =
                waiting.stream().filter(other -> !other.equals(item)).toList();
        return item.match(new Waiting.Cases<>() {
            @Override
            public OrganisationRecord amend(Waiting.Amend due) {
                return copy().waiting(rest).profile(due.content()).build();
            }

            @Override
            public OrganisationRecord rekey(Waiting.Rekey due) {
                OrganisationKeys set = new OrganisationKeys(
                        due.key(), due.pauseKey() == null ? keys.pauseKey() : due.pauseKey(), due.by());
                return copy().waiting(rest).keys(set).build();
            }

            @Override
            public OrganisationRecord withdraw(Waiting.Withdraw due) {
                return ended(new Ending(Status.WITHDRAWN, Reason.AT_OWN_REQUEST, due.from()));
            }
        });
    }

    /** With the last act that had effect on the record. */
    public OrganisationRecord withLast(Position act) {
        return copy().last(act).build();
    }

    /** With this account beside the others; that it is new is the caller's to see. */
    public OrganisationRecord withAccount(Account account) {
        List<Account> all = new ArrayList<>(accounts);
        all.add(account);
        return copy().accounts(all).build();
    }

    public OrganisationRecord withoutAccount(Digest digest) {
        return copy().accounts(accounts.stream()
                        .filter(account -> !account.digest().equals(digest))
                        .toList())
                .build();
    }

    /** With a confirmation in the account of this digest. */
    public OrganisationRecord withConfirmation(Digest digest, Confirmation confirmation) {
        return copy().accounts(accounts.stream()
                        .map(account ->
                                account.digest().equals(digest) ? account.withConfirmation(confirmation) : account)
                        .toList())
                .build();
    }

    /** Without any confirmation of any account. */
    public OrganisationRecord withoutConfirmations() {
        return copy().accounts(
                        accounts.stream().map(Account::withoutConfirmations).toList())
                .build();
    }

    /** Without the confirmations in which this key had part at leaf {@code index} or later. */
    public OrganisationRecord withoutConfirmationsBy(KeyId key, long index) {
        return copy().accounts(accounts.stream()
                        .map(account -> account.withoutConfirmationsBy(key, index))
                        .toList())
                .build();
    }

    public OrganisationRecord withoutVoucher(KeyId key) {
        return copy().admission(admission.withoutVoucher(key)).build();
    }

    /** With this suspension after the others. */
    public OrganisationRecord withSuspension(Suspension suspension) {
        List<Suspension> all = new ArrayList<>(suspensions);
        all.add(suspension);
        return copy().suspensions(all).build();
    }

    /** The suspension that the act {@code by} brought has lost its end and is for this reason. */
    public OrganisationRecord withSuspensionConfirmed(Digest by, Reason reason) {
        return copy().suspensions(suspensions.stream()
                        .map(suspension -> suspension.by().equals(by) ? suspension.confirmed(reason) : suspension)
                        .toList())
                .build();
    }

    /** Without the suspensions that these acts brought. */
    public OrganisationRecord withoutSuspensions(Collection<Digest> by) {
        return copy().suspensions(suspensions.stream()
                        .filter(suspension -> !by.contains(suspension.by()))
                        .toList())
                .build();
    }

    /** With this item waiting, in place of one of the same kind. */
    public OrganisationRecord withWaiting(Waiting item) {
        List<Waiting> all = new ArrayList<>(waiting);
        all.removeIf(older -> older.getClass() == item.getClass());
        all.add(item);
        return copy().waiting(all).build();
    }

    /**
     * Without what the organisation has waiting at {@code time} (section 6, <em>Cancelling what waits</em>): its own
     * items, and the accounts that do not count yet. A rekey by vetters goes on waiting.
     */
    public OrganisationRecord withoutOwnWaiting(Instant time) {
        return copy().waiting(waiting.stream().filter(item -> !item.isOwn()).toList())
                .accounts(accounts.stream()
                        .filter(account -> account.countsAt(time))
                        .toList())
                .build();
    }

    /**
     * Without anything waiting: as {@link #withoutOwnWaiting}, and a rekey by vetters is vetoed, which leaves its
     * suspension without end and of kind {@code officers}.
     */
    public OrganisationRecord withoutWaiting(Instant time) {
        return withoutOwnWaiting(time)
                .copy()
                .waiting(List.of())
                .suspensions(suspensions.stream()
                        .map(suspension ->
                                suspension.kind() == Suspension.Kind.REKEY ? suspension.vetoed() : suspension)
                        .toList())
                .build();
    }

    /** Without these digests in the profile, the accounts and a waiting amendment. */
    public OrganisationRecord withoutDigests(DigestSet erased) {
        return copy().profile(profile.without(erased))
                .accounts(accounts.stream()
                        .filter(account -> !erased.contains(account.digest()))
                        .toList())
                .waiting(waiting.stream()
                        .map(item -> item instanceof Waiting.Amend amend ? amend.without(erased) : item)
                        .toList())
                .build();
    }

    /** Revoked for good: nothing waits, no suspensions; the accounts stay. */
    public OrganisationRecord revoked(Reason reason, Instant since) {
        return ended(new Ending(Status.REVOKED, reason, since));
    }

    private OrganisationRecord ended(Ending end) {
        return copy().waiting(List.of()).suspensions(List.of()).ending(end).build();
    }

    private RecordCopy copy() {
        return new RecordCopy(this);
    }
}
