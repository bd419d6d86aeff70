package org.rescueregistry.sdk;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.LookalikeNames;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.OrganisationName;

/**
 * The names of a registry's organisations, its own and those of their accounts, and the index that finds what looks like one. Making
 * that takes longer than all else about a snapshot, so it begins beside the readers, once for as long as the names are the same. Safe
 * for any number of threads.
 */
final class RegisteredNames {
    private final Map<Code, List<String>> names;
    private @Nullable CompletableFuture<LookalikeNames<Code>> index;

    /** The index once it is made: every post asks for it, on any thread, and without a lock. */
    private volatile @Nullable LookalikeNames<Code> made;

    private RegisteredNames(Map<Code, List<String>> names) {
        this.names = names;
    }

    static RegisteredNames of(Collection<HeldRecord> records, Disclosed disclosed) {
        Map<Code, List<String>> names = new LinkedHashMap<>();
        for (HeldRecord record : records) {
            Set<String> own = new LinkedHashSet<>();
            for (Digest digest : record.profile()) {
                OrganisationName name = disclosed.name(digest);
                if (name != null) {
                    own.addAll(name.byLanguage().values());
                    break;
                }
            }
            for (Digest digest : record.accounts()) {
                BoundAccount account = disclosed.account(digest);
                if (account != null) {
                    own.addAll(account.names());
                }
            }
            if (!own.isEmpty()) {
                names.put(record.code(), List.copyOf(own));
            }
        }
        return new RegisteredNames(names);
    }

    /** Those that were known before if they are the same, with the index that was made of them. */
    RegisteredNames orSame(RegisteredNames before) {
        return names.equals(before.names) ? before : this;
    }

    /** Begins to make the index, on a thread of its own. */
    void begin() {
        CompletableFuture<LookalikeNames<Code>> unused = begun();
    }

    private synchronized CompletableFuture<LookalikeNames<Code>> begun() {
        if (index == null) {
            index = CompletableFuture.supplyAsync(this::indexed);
        }
        return index;
    }

    private LookalikeNames<Code> indexed() {
        LookalikeNames.Builder<Code> builder = LookalikeNames.builder();
        names.forEach((code, own) -> own.forEach(name -> builder.add(name, code)));
        return builder.build();
    }

    /** The index; who asks before it is made waits. */
    LookalikeNames<Code> index() {
        LookalikeNames<Code> known = made;
        if (known == null) {
            known = begun().join();
            made = known;
        }
        return known;
    }
}
