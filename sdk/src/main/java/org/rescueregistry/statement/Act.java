package org.rescueregistry.statement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyId;

/**
 * What a statement does (section 6), one record for each row of the rulebook, with the members the row names beside the
 * common ones. The page's {@code suspend} is three: {@link Suspend}, {@link Uphold} and {@link Pause}.
 *
 * <pre>{"account":"…","act":"bind","basis":["…"],"iat":1795000000,"jti":"…","log":"…","sub":"RR-CN7K-3M9Q-XDP2"}</pre>
 */
public sealed interface Act {
    /** The acts that take something away, by name. */
    Set<String> REMOVING = Set.of("dismiss", "withdraw", "unbind", "erase", "suspend", "revoke", "retract", "finding");

    /** One method for each act. */
    interface Cases<R> {
        R found(Found act);

        R recharter(Recharter act);

        R appoint(Appoint act);

        R dismiss(Dismiss act);

        R admit(Admit act);

        R amend(Amend act);

        R bind(Bind act);

        R confirm(Confirm act);

        R rekey(Rekey act);

        R withdraw(Withdraw act);

        R unbind(Unbind act);

        R erase(Erase act);

        R suspend(Suspend act);

        R uphold(Uphold act);

        R pause(Pause act);

        R reinstate(Reinstate act);

        R revoke(Revoke act);

        R finding(Finding act);

        R retract(Retract act);
    }

    <R> R match(Cases<R> cases);

    /** The member {@code act}. */
    String name();

    /** Whether it is about the registry; the others are about an organisation. */
    default boolean isOnRegistry() {
        return this instanceof Found || this instanceof Recharter || this instanceof Appoint || this instanceof Dismiss;
    }

    /** Whether it takes something away (section 5): such acts never conflict, have reserved room, and are promised. */
    default boolean isRemoving() {
        return REMOVING.contains(name());
    }

    /** Whether it says on which acts it rests, and fails when one of them was superseded (section 5). */
    default boolean hasBasis() {
        return ActReader.RESTING.contains(name());
    }

    /** The charter: leaf 0, with which a log begins. Approvals are by the others, ascending by key. */
    record Found(Charter charter, List<Approval> approvals) implements Act {
        public Found {
            approvals = byKey(approvals, Approval::signer);
        }

        @Override
        public String name() {
            return "charter";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.found(this);
        }
    }

    /** A new charter. Approvals are by others than the signer, ascending by key. */
    record Recharter(Charter charter, List<Approval> approvals) implements Act {
        public Recharter {
            approvals = byKey(approvals, Approval::signer);
        }

        @Override
        public String name() {
            return "recharter";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.recharter(this);
        }
    }

    /**
     * A person's key and role.
     *
     * @param platform domain of the platform; with role {@link Role#PLATFORM} and only then
     */
    record Appoint(
            String body,
            Es256PublicKey key,
            Role role,
            @Nullable String platform) implements Act {
        @Override
        public String name() {
            return "appoint";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.appoint(this);
        }
    }

    /**
     * The end of an appointment.
     *
     * @param from index of the leaf from which on what the key did stops counting; null when all of it stands
     */
    record Dismiss(KeyId key, Reason reason, @Nullable Long from) implements Act {
        @Override
        public String name() {
            return "dismiss";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.dismiss(this);
        }
    }

    /**
     * The admission of an organisation.
     *
     * @param vouches 2 to 8, ascending by key
     * @param statusIndex the record's number in the status lists
     */
    record Admit(Application application, List<Vouch> vouches, long statusIndex, Instant validFrom, Instant validUntil)
            implements Act {
        public Admit {
            vouches = byKey(vouches, Vouch::signer);
            Terms.requireTime(validFrom);
            Terms.requireTime(validUntil);
        }

        @Override
        public String name() {
            return "admit";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.admit(this);
        }
    }

    /** A new profile. */
    record Amend(DigestSet profile, Digest kind, Digest jurisdiction) implements Act {
        @Override
        public String name() {
            return "amend";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.amend(this);
        }
    }

    /** One more account. */
    record Bind(Digest account) implements Act {
        @Override
        public String name() {
            return "bind";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.bind(this);
        }
    }

    /** Word that an account is the organisation's. */
    record Confirm(Digest account, Instant until) implements Act {
        public Confirm {
            Terms.requireTime(until);
        }

        @Override
        public String name() {
            return "confirm";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.confirm(this);
        }
    }

    /**
     * A new key, and perhaps a new pause key.
     *
     * @param pauseKey null when it stays
     * @param approval by the new key, of {@link Approval#rekeyContent}
     */
    record Rekey(Es256PublicKey key, @Nullable Es256PublicKey pauseKey, Approval approval) implements Act {
        @Override
        public String name() {
            return "rekey";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rekey(this);
        }
    }

    /** Leaving. */
    record Withdraw() implements Act {
        @Override
        public String name() {
            return "withdraw";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.withdraw(this);
        }
    }

    /** An account given up. */
    record Unbind(Digest account) implements Act {
        @Override
        public String name() {
            return "unbind";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unbind(this);
        }
    }

    /** Digests taken out, whose disclosures whoever holds them deletes. */
    record Erase(DigestSet digests) implements Act {
        @Override
        public String name() {
            return "erase";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.erase(this);
        }
    }

    /** Suspension by one officer, until a time. */
    record Suspend(Reason reason, Instant until) implements Act {
        public Suspend {
            Terms.requireTime(until);
        }

        @Override
        public String name() {
            return "suspend";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.suspend(this);
        }
    }

    /** Suspension without end: an officer of another body confirms the one brought by the act {@code confirms}. */
    record Uphold(Reason reason, Digest confirms) implements Act {
        @Override
        public String name() {
            return "suspend";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.uphold(this);
        }
    }

    /** Suspension by the organisation itself, with its key or pause key. */
    record Pause(Reason reason) implements Act {
        @Override
        public String name() {
            return "suspend";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pause(this);
        }
    }

    /** The end of the suspensions that the basis names. */
    record Reinstate() implements Act {
        @Override
        public String name() {
            return "reinstate";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reinstate(this);
        }
    }

    /** The end of a record, for good. */
    record Revoke(Reason reason) implements Act {
        @Override
        public String name() {
            return "revoke";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.revoke(this);
        }
    }

    /** The outcome of a complaint. */
    record Finding(Digest complaint, FindingOutcome outcome) implements Act {
        @Override
        public String name() {
            return "finding";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.finding(this);
        }
    }

    /** The end of a post attestation. */
    record Retract(Digest attestation) implements Act {
        @Override
        public String name() {
            return "retract";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retract(this);
        }
    }

    private static <T> List<T> byKey(List<T> signed, Function<T, KeyId> signer) {
        return signed.stream()
                .sorted(Comparator.comparing(item -> signer.apply(item).toString()))
                .toList();
    }
}
