package org.rescueregistry.sdk;

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
    /** What they were found in last. */
    private Source source;

    private @Nullable CompletableFuture<LookalikeNames<Code>> index;

    /** The index once it is made: every post asks for it, on any thread, and without a lock. */
    private volatile @Nullable LookalikeNames<Code> made;

    /** Records, and what is known of the digests in them. */
    private record Source(Map<Code, HeldRecord> records, Disclosed disclosed) {
        /** Whether names are the same in both, by what stands for them: a digest is that of one text. */
        boolean hasNamesOf(Source other) {
            return records.size() == other.records.size()
                    && records.values().stream().allMatch(record -> hasNamesOf(record, other));
        }

        private boolean hasNamesOf(HeldRecord record, Source other) {
            HeldRecord its = other.records.get(record.code());
            return its != null
                    && its.profile().equals(record.profile())
                    && its.accounts().equals(record.accounts())
                    && (disclosed == other.disclosed
                            || (isDisclosedAlike(record.profile(), other)
                                    && isDisclosedAlike(record.accounts(), other)));
        }

        private boolean isDisclosedAlike(List<Digest> digests, Source other) {
            return digests.stream().allMatch(digest -> disclosed.has(digest) == other.disclosed.has(digest));
        }

        LookalikeNames<Code> index() {
            LookalikeNames.Builder<Code> builder = LookalikeNames.builder();
            records.forEach((code, record) -> names(record).forEach(name -> builder.add(name, code)));
            return builder.build();
        }

        private Set<String> names(HeldRecord record) {
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
            return own;
        }
    }

    private RegisteredNames(Source source) {
        this.source = source;
    }

    static RegisteredNames of(Map<Code, HeldRecord> records, Disclosed disclosed) {
        return new RegisteredNames(new Source(records, disclosed));
    }

    /** Those that were known before if they are the same, with the index that was made of them. */
    RegisteredNames orSame(RegisteredNames before) {
        return before.goesOnIn(source()) ? before : this;
    }

    private synchronized Source source() {
        return source;
    }

    /** Whether these names are found there; they are then no reason any more to keep what they were found in. */
    private synchronized boolean goesOnIn(Source later) {
        boolean goesOn = later.hasNamesOf(source);
        if (goesOn) {
            source = later;
        }
        return goesOn;
    }

    /** Begins to make the index, on a thread of its own. */
    void begin() {
        CompletableFuture<LookalikeNames<Code>> unused = begun();
    }

    private synchronized CompletableFuture<LookalikeNames<Code>> begun() {
        if (index == null) {
            index = CompletableFuture.supplyAsync(source::index);
        }
        return index;
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
