package org.rescueregistry.claim;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rescueregistry.name.AccountId;

/**
 * Names that no account may be taken for though no registry knows whose they are, such as those of authorities, and the accounts that
 * bear them by right. Part of a {@link Lexicon}. Immutable.
 */
public final class ProtectedNames {
    private final LookalikeNames<Set<AccountId>> names;

    /** @param bearers by name, in the order in which they are looked through */
    ProtectedNames(Map<String, Set<AccountId>> bearers) {
        LookalikeNames.Builder<Set<AccountId>> builder = LookalikeNames.builder();
        bearers.forEach((name, accounts) -> builder.add(name, Set.copyOf(accounts)));
        this.names = builder.build();
    }

    /** The protected name that the one this account shows can be taken for; none if there is none, or the account bears it by right. */
    public Optional<String> find(String shown, AccountId by) {
        if (names.size() == 0) {
            return Optional.empty();
        }
        return names.find(shown)
                .filter(likeness -> !likeness.owner().contains(by))
                .map(Likeness::name);
    }
}
