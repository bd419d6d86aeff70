package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.claim.CodeFinder;
import org.rescueregistry.claim.FoundCode;
import org.rescueregistry.claim.Lexicon;
import org.rescueregistry.claim.Names;
import org.rescueregistry.claim.PhraseFinder;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Standing;

/**
 * Judges one post at one time. The order of checks:
 *
 * <ol>
 *   <li>a code in the account's own name or bio that belongs to another account
 *   <li>the account, by platform and stable id: age of the status, standing, validity, names, confirmation
 *   <li>for an account nobody bound: its name, codes it shows, codes it quotes, its words
 * </ol>
 *
 * <p>A text can only ever add pointers and choose what a human looks at; it never turns the outcome against its author.
 */
final class Judge {
    private final Snapshot snapshot;
    private final VerificationPolicy policy;
    private final Lexicon lexicon;
    private final Instant now;
    private final List<Because> reasons = new ArrayList<>();
    private final Set<RegistrySnapshot> used = new LinkedHashSet<>();

    Judge(Snapshot snapshot, VerificationPolicy policy, Lexicon lexicon, Instant now) {
        this.snapshot = snapshot;
        this.policy = policy;
        this.lexicon = lexicon;
        this.now = now;
    }

    Verdict judge(Post post) {
        if (snapshot.registries().isEmpty()) {
            reasons.add(Because.of(VerdictReason.NO_REGISTRY));
            return verdict(Outcome.UNDETERMINED);
        }
        Outcome outcome = outcome(post);
        quotedCodes(post);
        return verdict(outcome);
    }

    private Outcome outcome(Post post) {
        List<Snapshot.Match> matches = snapshot.accounts(post.account());
        Optional<Outcome> profile = profileCodes(post);
        if (profile.isPresent()) {
            return profile.get();
        }
        if (!matches.isEmpty()) {
            return bestOf(matches, post);
        }
        Optional<Outcome> unknown = nameLooksLike(post).or(() -> phrases(post));
        return unknown.map(this::unlessStale).orElse(Outcome.NOT_A_CLAIM);
    }

    // ---- codes in name and bio --------------------------------------------------------------------------------------

    private Optional<Outcome> profileCodes(Post post) {
        Optional<Outcome> decided = Optional.empty();
        List<String> profile = new ArrayList<>(post.names());
        profile.add(post.bio());
        for (String text : profile) {
            for (FoundCode found : CodeFinder.find(text)) {
                Optional<Outcome> one = found.when(new FoundCode.Cases<Optional<Outcome>>() {
                    @Override
                    public Optional<Outcome> code(FoundCode.Good good) {
                        return profileCode(good.code(), post.account());
                    }

                    @Override
                    public Optional<Outcome> badCheck(FoundCode.BadCheck bad) {
                        reasons.add(Because.of(VerdictReason.PROFILE_CODE_WRONG).detail(bad.text()));
                        return Optional.empty();
                    }
                });
                decided = decided.isPresent() ? decided : one;
            }
        }
        return decided;
    }

    private Optional<Outcome> profileCode(Code code, AccountId author) {
        Optional<RegistrySnapshot> registry = snapshot.registry(code);
        Optional<OrganisationRecord> record = registry.flatMap(r -> r.record(code));
        registry.ifPresent(used::add);
        if (record.isEmpty()) {
            reasons.add(new Because(
                    VerdictReason.PROFILE_CODE_UNKNOWN,
                    code,
                    registry.map(RegistrySnapshot::registry).orElse(null),
                    null));
            return Optional.empty();
        }
        if (isOwn(code, author)) {
            return Optional.empty();
        }
        RegistrySnapshot home = registry.get();
        if (isStale(home)) {
            reasons.add(new Because(VerdictReason.STATUS_TOO_OLD, code, home.registry(), null));
            return Optional.of(Outcome.UNDETERMINED);
        }
        if (!isWhollyDisclosed(home, record.get())) {
            reasons.add(new Because(VerdictReason.ACCOUNTS_NOT_DISCLOSED, code, home.registry(), null));
            return Optional.of(Outcome.UNDETERMINED);
        }
        reasons.add(new Because(VerdictReason.PROFILE_CODE_OF_ANOTHER, code, home.registry(), null));
        return Optional.of(Outcome.CLAIM_MISMATCH);
    }

    private boolean isOwn(Code code, AccountId author) {
        return snapshot.accounts(author).stream().anyMatch(match -> match.code().equals(code));
    }

    private static boolean isWhollyDisclosed(RegistrySnapshot registry, OrganisationRecord record) {
        return record.accounts().stream()
                .allMatch(account -> registry.disclosed(account).isPresent());
    }

    // ---- the account ------------------------------------------------------------------------------------------------

    /** An account can be bound in two registries: a badge in one is a badge; else the first has the word. */
    private Outcome bestOf(List<Snapshot.Match> matches, Post post) {
        List<Because> before = List.copyOf(reasons);
        List<Because> first = List.of();
        Outcome decided = null;
        for (Snapshot.Match match : matches) {
            used.add(match.registry());
            reasons.clear();
            Outcome outcome = account(match, post);
            if (decided == null || outcome == Outcome.ACCOUNT_VERIFIED) {
                decided = outcome;
                first = List.copyOf(reasons);
            }
            if (outcome == Outcome.ACCOUNT_VERIFIED) {
                break;
            }
        }
        reasons.clear();
        reasons.addAll(first);
        reasons.addAll(before);
        return decided == null ? Outcome.NOT_A_CLAIM : decided;
    }

    private Outcome account(Snapshot.Match match, Post post) {
        if (isStale(match.registry())) {
            reasons.add(Because.of(VerdictReason.STATUS_TOO_OLD, match));
            return Outcome.UNDETERMINED;
        }
        OrganisationRecord record =
                match.registry().record(match.code()).orElseThrow().at(now);
        Optional<Because> trouble = standing(record, match);
        if (trouble.isPresent()) {
            reasons.add(trouble.get());
            return Outcome.NO_LONGER_VALID;
        }
        if (match.registry().hasHeardOfRemoval(match.code())) {
            reasons.add(Because.of(VerdictReason.REMOVAL_HEARD_OF, match));
            return Outcome.UNDETERMINED;
        }
        Optional<Account> account = record.account(match.account().digest());
        Optional<Because> doubt = doubt(account.orElse(match.account()), match, post);
        if (doubt.isPresent()) {
            reasons.add(doubt.get());
            return Outcome.UNVERIFIED_CLAIM;
        }
        reasons.add(Because.of(VerdictReason.ACCOUNT_MATCHES, match));
        return Outcome.ACCOUNT_VERIFIED;
    }

    private Optional<Because> standing(OrganisationRecord record, Snapshot.Match match) {
        Standing standing = record.standing();
        Reason why = standing.reason();
        String detail = why == null ? "" : why.text();
        return switch (standing.status()) {
            case REVOKED -> Optional.of(Because.of(VerdictReason.REVOKED, match).detail(detail));
            case WITHDRAWN -> Optional.of(Because.of(VerdictReason.WITHDRAWN, match));
            case SUSPENDED -> Optional.of(suspended(standing, detail, match));
            case ACTIVE ->
                record.isValidAt(now)
                        ? Optional.empty()
                        : Optional.of(Because.of(VerdictReason.OUTSIDE_VALIDITY, match));
        };
    }

    private static Because suspended(Standing standing, String detail, Snapshot.Match match) {
        if (standing.isPause()) {
            return Because.of(VerdictReason.PAUSED, match);
        }
        return standing.reason() == Reason.UNDER_REVIEW
                ? Because.of(VerdictReason.UNDER_REVIEW, match)
                : Because.of(VerdictReason.SUSPENDED, match).detail(detail);
    }

    private Optional<Because> doubt(Account account, Snapshot.Match match, Post post) {
        if (!account.countsAt(now)) {
            return Optional.of(Because.of(VerdictReason.ACCOUNT_NOT_IN_FORCE, match));
        }
        if (!account.isConfirmedAt(now, post.account().platform())) {
            return Optional.of(Because.of(VerdictReason.ACCOUNT_UNCONFIRMED, match));
        }
        return post.names().stream()
                .filter(name -> match.bound().names().stream().noneMatch(bound -> Names.areEqual(bound, name)))
                .findFirst()
                .map(name -> Because.of(VerdictReason.NAME_CHANGED, match).detail(name));
    }

    // ---- accounts nobody bound --------------------------------------------------------------------------------------

    private Optional<Outcome> nameLooksLike(Post post) {
        for (String name : post.names()) {
            for (Snapshot.Match match : snapshot.lookingLike(name)) {
                used.add(match.registry());
                reasons.add(Because.of(VerdictReason.NAME_LOOKS_LIKE, match).detail(name));
                return Optional.of(Outcome.LOOKALIKE_SUSPECTED);
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> phrases(Post post) {
        boolean showsUnknownCode = reasons.stream()
                .anyMatch(because -> because.reason() == VerdictReason.PROFILE_CODE_UNKNOWN
                        || because.reason() == VerdictReason.PROFILE_CODE_WRONG);
        PhraseFinder finder = new PhraseFinder(lexicon);
        List<String> words = new ArrayList<>(post.names());
        words.add(post.bio());
        words.add(post.text());
        Optional<PhraseFinder.Suspicion> suspicion =
                words.stream().map(finder::find).flatMap(Optional::stream).findFirst();
        suspicion.ifPresent(
                found -> reasons.add(Because.of(VerdictReason.PHRASE).detail(found.team() + " … " + found.near())));
        // Who quotes a code asks about a team or points to it; the pointer to the true account is the answer.
        return showsUnknownCode
                        || (suspicion.isPresent()
                                && CodeFinder.find(post.text()).isEmpty())
                ? Optional.of(Outcome.UNVERIFIED_CLAIM)
                : Optional.empty();
    }

    // ---- codes in the text ------------------------------------------------------------------------------------------

    private void quotedCodes(Post post) {
        for (FoundCode found : CodeFinder.find(post.text())) {
            found.when(new FoundCode.Cases<Boolean>() {
                @Override
                public Boolean code(FoundCode.Good good) {
                    return isOwn(good.code(), post.account()) || reasons.add(pointer(good.code()));
                }

                @Override
                public Boolean badCheck(FoundCode.BadCheck bad) {
                    return reasons.add(Because.of(VerdictReason.CODE_WRONG).detail(bad.text()));
                }
            });
        }
    }

    private Because pointer(Code code) {
        Optional<RegistrySnapshot> registry = snapshot.registry(code);
        registry.ifPresent(used::add);
        boolean known = registry.flatMap(r -> r.record(code)).isPresent();
        return new Because(
                known ? VerdictReason.CODE_OF_ANOTHER : VerdictReason.CODE_UNKNOWN,
                code,
                registry.map(RegistrySnapshot::registry).orElse(null),
                null);
    }

    // ---- age --------------------------------------------------------------------------------------------------------

    private boolean isStale(RegistrySnapshot registry) {
        return now.isAfter(registry.proven().asOf().plus(policy.maxStatusAge()));
    }

    /** An account not known from a status that is too old may have been bound since. */
    private Outcome unlessStale(Outcome outcome) {
        Optional<RegistrySnapshot> stale =
                snapshot.registries().stream().filter(this::isStale).findFirst();
        if (stale.isEmpty()) {
            return outcome;
        }
        used.add(stale.get());
        reasons.add(
                0, new Because(VerdictReason.STATUS_TOO_OLD, null, stale.get().registry(), null));
        return Outcome.UNDETERMINED;
    }

    private Verdict verdict(Outcome outcome) {
        Optional<Instant> asOf =
                used.stream().map(registry -> registry.proven().asOf()).min(Instant::compareTo);
        return new Verdict(
                outcome,
                reasons,
                asOf.orElse(null),
                asOf.map(time -> time.plus(policy.maxStatusAge())).orElse(null),
                new Verdict.Versions(Version.SDK, lexicon.version(), snapshot.id()));
    }
}
