package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.rescueregistry.sdk.VerificationPolicy.Check;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Standing;

/**
 * What holds of a bound account at a time, whatever it posts: the registry's age, the platform's own decisions, the organisation's
 * standing and validity, the account's confirmation; in this order, and the first that fails decides.
 */
final class AccountRule {
    private final Judge judge;
    private final VerificationPolicy policy;
    private final Overrides overrides;

    AccountRule(Judge judge, VerificationPolicy policy, Overrides overrides) {
        this.judge = judge;
        this.policy = policy;
        this.overrides = overrides;
    }

    /** What holds at {@code now}; kept in the binding, since it holds for a while. */
    AccountFinding find(Binding binding, Instant now) {
        AccountFinding last = binding.last();
        if (last != null && last.holdsFor(judge, now)) {
            return last;
        }
        AccountFinding finding = work(binding, now);
        binding.remember(finding);
        return finding;
    }

    private AccountFinding work(Binding binding, Instant now) {
        RegistrySnapshot registry = binding.registry();
        OrganisationRecord record = registry.record(binding.code()).orElseThrow();
        NavigableSet<Instant> turns = Turns.of(record);
        turns.add(staleFrom(registry));
        Instant from = Optional.ofNullable(turns.floor(now)).orElse(Instant.MIN);
        Instant until = Optional.ofNullable(turns.higher(now)).orElse(Instant.MAX);
        Ruling ruling = rule(binding, record, now);
        Verdict verdict = new Verdict(
                ruling.outcome, List.of(ruling.because), List.of(Verdict.Evidence.of(registry)), judge.basis());
        return AccountFinding.between(judge, from, until, verdict);
    }

    private record Ruling(Outcome outcome, Because because) {}

    private Ruling rule(Binding binding, OrganisationRecord record, Instant now) {
        RegistrySnapshot registry = binding.registry();
        Optional<Because> doubt = doubt(registry, now);
        if (doubt.isPresent()) {
            return new Ruling(Outcome.UNDETERMINED, of(doubt.get().reason(), binding));
        }
        if (overrides.hides(registry, record)) {
            return new Ruling(Outcome.NOT_A_CLAIM, of(VerdictReason.PLATFORM_POLICY, binding));
        }
        if (overrides.suspends(binding.code())) {
            return new Ruling(Outcome.NO_LONGER_VALID, of(VerdictReason.PLATFORM_POLICY, binding));
        }
        OrganisationRecord current = record.at(now);
        Optional<Because> trouble = standing(current, binding, now);
        if (trouble.isPresent()) {
            return new Ruling(Outcome.NO_LONGER_VALID, trouble.get());
        }
        if (registry.hasHeardOfRemoval(binding.code()) && !policy.ignores(Check.HEARSAY)) {
            return new Ruling(Outcome.UNDETERMINED, of(VerdictReason.REMOVAL_HEARD_OF, binding));
        }
        Account account = current.account(binding.account().digest()).orElse(binding.account());
        if (!account.countsAt(now)) {
            return new Ruling(Outcome.UNVERIFIED_CLAIM, of(VerdictReason.ACCOUNT_NOT_IN_FORCE, binding));
        }
        String platform = binding.platform();
        if (!account.isConfirmedAt(now, platform) && !policy.ignores(Check.CONFIRMATION)) {
            return new Ruling(Outcome.UNVERIFIED_CLAIM, of(VerdictReason.ACCOUNT_UNCONFIRMED, binding));
        }
        return new Ruling(Outcome.ACCOUNT_VERIFIED, of(VerdictReason.ACCOUNT_MATCHES, binding));
    }

    /** Why nothing can be said of this registry now; empty when something can. */
    Optional<Because> doubt(RegistrySnapshot registry, Instant now) {
        if (!now.isBefore(staleFrom(registry))) {
            return Optional.of(Because.of(VerdictReason.STATUS_TOO_OLD, registry));
        }
        return registry.doubt()
                .map(doubt -> Because.of(
                        switch (doubt) {
                            case WITHHELD -> VerdictReason.STATUS_WITHHELD;
                            case SDK_TOO_OLD -> VerdictReason.SDK_TOO_OLD;
                        },
                        registry));
    }

    /** The first moment at which the status is too old: after the last one at which it is not. */
    private Instant staleFrom(RegistrySnapshot registry) {
        return registry.proven().asOf().plus(policy.maxStatusAge()).plusNanos(1);
    }

    private static Because of(VerdictReason reason, Binding binding) {
        return Because.of(reason, binding);
    }

    private static Optional<Because> standing(OrganisationRecord record, Binding binding, Instant now) {
        Standing standing = record.standing();
        Reason why = standing.reason();
        String detail = why == null ? "" : why.text();
        return switch (standing.status()) {
            case REVOKED -> Optional.of(of(VerdictReason.REVOKED, binding).detail(detail));
            case WITHDRAWN -> Optional.of(of(VerdictReason.WITHDRAWN, binding));
            case SUSPENDED -> Optional.of(suspended(standing, detail, binding));
            case ACTIVE ->
                record.isValidAt(now) ? Optional.empty() : Optional.of(of(VerdictReason.OUTSIDE_VALIDITY, binding));
        };
    }

    private static Because suspended(Standing standing, String detail, Binding binding) {
        if (standing.isPause()) {
            return of(VerdictReason.PAUSED, binding);
        }
        return standing.reason() == Reason.UNDER_REVIEW
                ? of(VerdictReason.UNDER_REVIEW, binding)
                : of(VerdictReason.SUSPENDED, binding).detail(detail);
    }
}
