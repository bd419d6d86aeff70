package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Carrier;
import org.rescueregistry.claim.PhraseFinder;
import org.rescueregistry.claim.ProtectedNames;
import org.rescueregistry.claim.Suspicion;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.VerificationPolicy.Check;
import org.rescueregistry.statement.OrganisationRecord;

/**
 * Judges posts under one snapshot and one configuration. The order of checks, of which the first that decides gives the outcome:
 *
 * <ol>
 *   <li>the limits of a post, and whether any registry is known
 *   <li>the account, by platform and stable id: {@link AccountRule}, then the names it shows now, then what its organisation says of
 *       this very post: {@link AttestationRule}
 *   <li>codes and links in the account's own names and bio, then those quoted in the text: {@link CarrierRule}
 *   <li>for an account nobody bound: its words, and whether its name can be taken for a registered or a protected one
 * </ol>
 *
 * <p>A text can only ever add pointers and choose what a human looks at; it never turns the outcome against its author. Immutable.
 */
final class Judge {
    private final Snapshot snapshot;
    private final VerificationPolicy policy;
    private final PhraseFinder phrases;
    private final ProtectedNames protectedNames;
    private final Verdict.Basis basis;
    private final AccountRule accounts;
    private final CarrierRule codes;
    private final AttestationRule posts;
    private final Verdict nothing;
    private final Verdict noRegistry;

    Judge(Snapshot snapshot, Settings settings) {
        this.snapshot = snapshot;
        this.policy = settings.policy();
        this.phrases = new PhraseFinder(settings.lexicon());
        this.protectedNames = settings.lexicon().protectedNames();
        this.basis = settings.basis(snapshot);
        this.accounts = new AccountRule(this, policy, settings.overrides());
        this.codes = new CarrierRule(snapshot, accounts, settings.overrides());
        this.posts = new AttestationRule(policy);
        this.nothing = new Verdict(Outcome.NOT_A_CLAIM, List.of(), List.of(), basis);
        this.noRegistry =
                new Verdict(Outcome.UNDETERMINED, List.of(Because.of(VerdictReason.NO_REGISTRY)), List.of(), basis);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Verdict.Basis basis() {
        return basis;
    }

    Verdict judge(Post post, Instant now) {
        Optional<String> tooLarge = post.tooLarge();
        if (tooLarge.isPresent()) {
            Because because = Because.of(VerdictReason.INPUT_TOO_LARGE).detail(tooLarge.get());
            return new Verdict(Outcome.UNDETERMINED, List.of(because), List.of(), basis);
        }
        if (snapshot.registries().isEmpty()) {
            return noRegistry;
        }
        Binding bound = snapshot.binding(post.account());
        if (bound != null && bound.next() == null) {
            // First what waits for memory: the processor reads the text meanwhile.
            AccountFinding finding = accounts.find(bound, now);
            if (unbound(finding, bound, post) == null) {
                Shown shown = Shown.of(post, snapshot.carriers());
                return shown.isPlain() ? plain(finding, bound, post, now) : examined(post, shown, now);
            }
        }
        Shown shown = Shown.of(post, snapshot.carriers());
        return bound == null && shown.isPlain() ? plainStranger(post, now) : examined(post, shown, now);
    }

    /** Most posts there are: nobody's account and no code. */
    private Verdict plainStranger(Post post, Instant now) {
        if (phrase(post).isEmpty()
                && lookalike(post).isEmpty()
                && impersonated(post).isEmpty()) {
            return nothing;
        }
        Reasoning reasoning = new Reasoning(basis);
        return reasoning.verdict(suspected(post, true, reasoning, now));
    }

    /** An account that shows bound names alone, and no code. */
    private Verdict plain(AccountFinding finding, Binding bound, Post post, Instant now) {
        Because word = word(finding, bound, post, List.of(), now);
        return word == null ? finding.verdict() : withWord(finding.verdict(), word);
    }

    private Verdict examined(Post post, Shown shown, Instant now) {
        List<Binding> bindings = snapshot.bindings(post.account());
        Reasoning reasoning = new Reasoning(basis);
        Outcome outcome = bindings.isEmpty()
                ? stranger(post, shown, reasoning, now)
                : bound(post, bindings, shown, reasoning, now);
        codes.quoted(post, shown.quoted(), reasoning);
        return reasoning.verdict(outcome);
    }

    /** What the profile shows can take a badge away, and cannot mend what is wrong with the account. */
    private Outcome bound(Post post, List<Binding> bindings, Shown shown, Reasoning reasoning, Instant now) {
        Outcome account = account(post, bindings, shown.quoted(), reasoning, now);
        Optional<CarrierRule.Decision> profile = codes.profile(post, shown.profile(), reasoning, now);
        if (profile.isEmpty()) {
            return account;
        }
        Outcome other = profile.get().ofVerified();
        if (account.isVerified() && other != null) {
            reasoning.addFirst(profile.get().because());
            return other;
        }
        reasoning.add(profile.get().because());
        return account;
    }

    private Outcome stranger(Post post, Shown shown, Reasoning reasoning, Instant now) {
        Optional<CarrierRule.Decision> profile = codes.profile(post, shown.profile(), reasoning, now);
        profile.ifPresent(decision -> reasoning.addFirst(decision.because()));
        if (profile.isPresent() && profile.get().ofStranger() != Outcome.UNVERIFIED_CLAIM) {
            return profile.get().ofStranger();
        }
        // Who quotes a code asks about a team or points to it; the pointer to the true account is the answer.
        Outcome suspected = suspected(post, !shown.quotesAnOrganisation(), reasoning, now);
        return suspected == Outcome.NOT_A_CLAIM && profile.isPresent()
                ? unlessInDoubt(Outcome.UNVERIFIED_CLAIM, reasoning, now)
                : suspected;
    }

    /** An account can be bound in two registries: a badge in one is a badge, best one on the post; else the first has the word. */
    private Outcome account(Post post, List<Binding> bindings, List<Carrier> quoted, Reasoning reasoning, Instant now) {
        Binding decisive = bindings.get(0);
        Because word = null;
        boolean verified = false;
        for (int i = 0; i < bindings.size() && !isAttested(word); i++) {
            Binding binding = bindings.get(i);
            AccountFinding finding = accounts.find(binding, now);
            if (finding.outcome().isVerified() && unbound(finding, binding, post) == null) {
                Because its = word(finding, binding, post, quoted, now);
                if (!verified || isAttested(its)) {
                    decisive = binding;
                    word = its;
                    verified = true;
                }
            }
        }
        AccountFinding finding = accounts.find(decisive, now);
        String unbound = unbound(finding, decisive, post);
        reasoning.use(decisive.registry());
        if (unbound == null) {
            reasoning.add(finding.because());
            return withWord(finding.outcome(), word, reasoning);
        }
        reasoning.add(Because.of(VerdictReason.NAME_CHANGED, decisive).detail(unbound));
        return Outcome.UNVERIFIED_CLAIM;
    }

    /** What its organisation says of the post of an account in good standing; null if nothing. */
    private @Nullable Because word(
            AccountFinding finding, Binding binding, Post post, List<Carrier> quoted, Instant now) {
        return finding.outcome().isVerified() ? posts.find(binding, post, quoted, now) : null;
    }

    private static boolean isAttested(@Nullable Because word) {
        return word != null && word.reason() == VerdictReason.POST_ATTESTED;
    }

    private static Outcome withWord(Outcome account, @Nullable Because word, Reasoning reasoning) {
        if (word == null) {
            return account;
        }
        if (isAttested(word)) {
            reasoning.addFirst(word);
            return Outcome.POST_VERIFIED;
        }
        reasoning.add(word);
        return account;
    }

    private Verdict withWord(Verdict account, Because word) {
        Because matches = account.reasons().get(0);
        return isAttested(word)
                ? new Verdict(Outcome.POST_VERIFIED, List.of(word, matches), account.evidence(), basis)
                : new Verdict(account.outcome(), List.of(matches, word), account.evidence(), basis);
    }

    /** A name that a verified account shows and nobody bound; null when there is none. */
    private @Nullable String unbound(AccountFinding finding, Binding binding, Post post) {
        if (!finding.outcome().isVerified() || policy.ignores(Check.SHOWN_NAMES)) {
            return null;
        }
        for (int i = 0; i < post.names().size(); i++) {
            if (!binding.binds(post.names().get(i))) {
                return post.names().get(i);
            }
        }
        return null;
    }

    // ---- accounts nobody bound --------------------------------------------------------------------------------------

    private Outcome suspected(Post post, boolean speaksForItself, Reasoning reasoning, Instant now) {
        Optional<Suspicion> phrase = phrase(post);
        phrase.ifPresent(
                found -> reasoning.add(Because.of(VerdictReason.PHRASE).detail(String.join(" … ", found.phrases()))));
        Optional<Snapshot.Like> like = lookalike(post);
        if (like.isPresent()) {
            return lookalike(post, like.get(), reasoning, now);
        }
        Optional<String> impersonated = impersonated(post);
        if (impersonated.isPresent()) {
            reasoning.addFirst(Because.of(VerdictReason.NAME_PROTECTED).detail(impersonated.get()));
            return unlessInDoubt(Outcome.LOOKALIKE_SUSPECTED, reasoning, now);
        }
        return phrase.isPresent() && speaksForItself
                ? unlessInDoubt(Outcome.UNVERIFIED_CLAIM, reasoning, now)
                : Outcome.NOT_A_CLAIM;
    }

    private Outcome lookalike(Post post, Snapshot.Like like, Reasoning reasoning, Instant now) {
        RegistrySnapshot registry = like.registry();
        Code code = like.name().owner();
        reasoning.use(registry);
        reasoning.addFirst(new Because(
                VerdictReason.NAME_LOOKS_LIKE,
                code,
                registry.registry(),
                like.name().name()));
        Optional<OrganisationRecord> record = registry.record(code);
        if (record.isPresent()
                && codes.mayBeOf(record.get(), registry, post.account().platform())) {
            reasoning.addFirst(new Because(VerdictReason.ACCOUNTS_NOT_DISCLOSED, code, registry.registry(), null));
            return Outcome.UNDETERMINED;
        }
        return unlessInDoubt(Outcome.LOOKALIKE_SUSPECTED, reasoning, now);
    }

    private Optional<Suspicion> phrase(Post post) {
        if (policy.ignores(Check.PHRASES)) {
            return Optional.empty();
        }
        Optional<Suspicion> found = phrases.find(post.text());
        for (int i = 0; found.isEmpty() && i < post.names().size(); i++) {
            found = phrases.find(post.names().get(i));
        }
        return found.isPresent() ? found : phrases.find(post.bio());
    }

    private Optional<Snapshot.Like> lookalike(Post post) {
        Optional<Snapshot.Like> found = Optional.empty();
        if (!policy.ignores(Check.LOOKALIKE_NAMES)) {
            for (int i = 0; found.isEmpty() && i < post.names().size(); i++) {
                found = snapshot.likeness(post.names().get(i));
            }
        }
        return found;
    }

    /** A protected name that one of the post's can be taken for. */
    private Optional<String> impersonated(Post post) {
        Optional<String> found = Optional.empty();
        if (!policy.ignores(Check.LOOKALIKE_NAMES)) {
            for (int i = 0; found.isEmpty() && i < post.names().size(); i++) {
                found = protectedNames.find(post.names().get(i), post.account());
            }
        }
        return found;
    }

    /** An account not known from a status that is in doubt may have been bound since. */
    private Outcome unlessInDoubt(Outcome outcome, Reasoning reasoning, Instant now) {
        for (RegistrySnapshot registry : snapshot.registries()) {
            Optional<Because> doubt = accounts.doubt(registry, now);
            if (doubt.isPresent()) {
                reasoning.use(registry);
                reasoning.addFirst(doubt.get());
                return Outcome.UNDETERMINED;
            }
        }
        return outcome;
    }
}
