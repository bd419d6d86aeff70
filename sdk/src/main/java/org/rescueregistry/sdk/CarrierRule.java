package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.Carrier;
import org.rescueregistry.claim.FoundCode;
import org.rescueregistry.claim.FoundPostCode;
import org.rescueregistry.claim.ImitatedLink;
import org.rescueregistry.claim.OrganisationLink;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Confirmation;
import org.rescueregistry.statement.OrganisationRecord;

/**
 * What codes and links in a post mean. In the account's own names and bio they say who somebody wants to be; in a text they are
 * quoted, and nothing but a pointer to the true account comes of it.
 */
final class CarrierRule {
    /** Most codes and links of one post that are looked up. */
    static final int MOST = 32;

    private final Snapshot snapshot;
    private final AccountRule accounts;
    private final Overrides overrides;

    CarrierRule(Snapshot snapshot, AccountRule accounts, Overrides overrides) {
        this.snapshot = snapshot;
        this.accounts = accounts;
        this.overrides = overrides;
    }

    /**
     * What comes of one carrier in a profile.
     *
     * @param ofStranger the outcome for an account nobody bound
     * @param ofVerified the outcome for an account that is else verified; null if it stays so
     */
    record Decision(Outcome ofStranger, @Nullable Outcome ofVerified, Because because) {
        private int weight() {
            return switch (ofStranger) {
                case CLAIM_MISMATCH -> 3;
                case UNDETERMINED -> 2;
                case LOOKALIKE_SUSPECTED -> 1;
                case POST_VERIFIED, ACCOUNT_VERIFIED, NO_LONGER_VALID, UNVERIFIED_CLAIM, NOT_A_CLAIM -> 0;
            };
        }
    }

    /** What decides in names and bio: the gravest, the first of several. All others are added as reasons. */
    Optional<Decision> profile(Post post, List<Carrier> carriers, Reasoning reasoning, Instant now) {
        Decision gravest = null;
        for (Carrier carrier : most(carriers)) {
            Optional<Decision> one = profile(carrier, post.account(), reasoning, now);
            if (one.isEmpty()) {
                continue;
            }
            boolean isGraver = gravest == null || one.get().weight() > gravest.weight();
            if (isGraver && gravest != null) {
                reasoning.add(gravest.because);
            } else if (!isGraver) {
                reasoning.add(one.get().because);
            }
            gravest = isGraver ? one.get() : gravest;
        }
        return Optional.ofNullable(gravest);
    }

    private static List<Carrier> most(List<Carrier> carriers) {
        return carriers.size() <= MOST ? carriers : carriers.subList(0, MOST);
    }

    private Optional<Decision> profile(Carrier carrier, AccountId author, Reasoning reasoning, Instant now) {
        return carrier.when(new Carrier.Cases<Optional<Decision>>() {
            @Override
            public Optional<Decision> code(FoundCode.Good found) {
                return profileCode(found.code(), author, reasoning, now);
            }

            @Override
            public Optional<Decision> link(OrganisationLink found) {
                return profileCode(found.code(), author, reasoning, now);
            }

            @Override
            public Optional<Decision> postCode(FoundPostCode found) {
                // Of a post, not of who it is that shows it.
                return Optional.empty();
            }

            @Override
            public Optional<Decision> badCheck(FoundCode.BadCheck found) {
                return Optional.of(new Decision(
                        Outcome.UNVERIFIED_CLAIM,
                        null,
                        Because.of(VerdictReason.PROFILE_CODE_WRONG).detail(found.text())));
            }

            @Override
            public Optional<Decision> imitation(ImitatedLink found) {
                return Optional.of(new Decision(
                        Outcome.LOOKALIKE_SUSPECTED,
                        null,
                        Because.of(VerdictReason.PROFILE_LINK_LOOKS_LIKE).detail(found.host())));
            }
        });
    }

    private Optional<Decision> profileCode(Code code, AccountId author, Reasoning reasoning, Instant now) {
        if (isOwn(code, author)) {
            return Optional.empty();
        }
        Optional<RegistrySnapshot> known = snapshot.registry(code);
        if (known.isEmpty()) {
            // Perhaps its registry knows the account by that code: who cannot ask it does not know.
            Because because = new Because(VerdictReason.PROFILE_CODE_UNKNOWN, code, null, null);
            return Optional.of(new Decision(Outcome.UNVERIFIED_CLAIM, Outcome.UNDETERMINED, because));
        }
        RegistrySnapshot home = known.get();
        reasoning.use(home);
        Optional<Because> doubt = accounts.doubt(home, now);
        if (doubt.isPresent()) {
            return undetermined(doubt.get().reason(), code, home);
        }
        Optional<OrganisationRecord> record = home.record(code);
        if (record.isEmpty()) {
            return Optional.of(new Decision(
                    Outcome.UNVERIFIED_CLAIM, null, about(VerdictReason.PROFILE_CODE_UNKNOWN, code, home)));
        }
        if (overrides.hides(home, record.get())) {
            reasoning.add(about(VerdictReason.PLATFORM_POLICY, code, home));
            return Optional.empty();
        }
        if (mayBeOf(record.get(), home, author.platform())) {
            return undetermined(VerdictReason.ACCOUNTS_NOT_DISCLOSED, code, home);
        }
        return Optional.of(new Decision(
                Outcome.CLAIM_MISMATCH,
                Outcome.CLAIM_MISMATCH,
                about(VerdictReason.PROFILE_CODE_OF_ANOTHER, code, home)));
    }

    private static Optional<Decision> undetermined(VerdictReason reason, Code code, RegistrySnapshot home) {
        return Optional.of(new Decision(Outcome.UNDETERMINED, Outcome.UNDETERMINED, about(reason, code, home)));
    }

    private static Because about(VerdictReason reason, Code code, RegistrySnapshot home) {
        return new Because(reason, code, home.registry(), null);
    }

    private boolean isOwn(Code code, AccountId author) {
        return snapshot.bindings(author).stream()
                .anyMatch(binding -> binding.code().equals(code));
    }

    /**
     * Whether an account of this platform may be the organisation's though no disclosure says so: it has bound some that were not
     * disclosed to this reader, and no other platform has confirmed those as its own.
     */
    boolean mayBeOf(OrganisationRecord record, RegistrySnapshot home, String platform) {
        return record.accounts().stream()
                .filter(account -> home.disclosed(account).isEmpty())
                .anyMatch(account -> !isOfAnotherPlatform(account, platform));
    }

    private static boolean isOfAnotherPlatform(Account account, String platform) {
        return account.confirmations().stream()
                .map(Confirmation::platform)
                .flatMap(Optional::stream)
                .anyMatch(other -> !other.equals(platform));
    }

    /** Adds what text and QR codes quote: pointers, and nothing against the author. */
    void quoted(Post post, List<Carrier> carriers, Reasoning reasoning) {
        for (Carrier carrier : most(carriers)) {
            Optional<Because> pointer = carrier.when(new Carrier.Cases<Optional<Because>>() {
                @Override
                public Optional<Because> code(FoundCode.Good found) {
                    return pointer(found.code(), post.account(), reasoning);
                }

                @Override
                public Optional<Because> link(OrganisationLink found) {
                    return pointer(found.code(), post.account(), reasoning);
                }

                @Override
                public Optional<Because> postCode(FoundPostCode found) {
                    // Of the author's own posts AttestationRule speaks, and of others' nothing is known to be said.
                    return Optional.empty();
                }

                @Override
                public Optional<Because> badCheck(FoundCode.BadCheck found) {
                    return Optional.of(Because.of(VerdictReason.CODE_WRONG).detail(found.text()));
                }

                @Override
                public Optional<Because> imitation(ImitatedLink found) {
                    return Optional.of(Because.of(VerdictReason.LINK_LOOKS_LIKE).detail(found.host()));
                }
            });
            pointer.ifPresent(reasoning::add);
        }
    }

    private Optional<Because> pointer(Code code, AccountId author, Reasoning reasoning) {
        if (isOwn(code, author)) {
            return Optional.empty();
        }
        Optional<RegistrySnapshot> home = snapshot.registry(code);
        home.ifPresent(reasoning::use);
        Optional<OrganisationRecord> record = home.flatMap(registry -> registry.record(code));
        VerdictReason reason = VerdictReason.CODE_UNKNOWN;
        if (record.isPresent()) {
            reason = overrides.hides(home.get(), record.get())
                    ? VerdictReason.PLATFORM_POLICY
                    : VerdictReason.CODE_OF_ANOTHER;
        }
        return Optional.of(
                new Because(reason, code, home.map(RegistrySnapshot::registry).orElse(null), null));
    }
}
