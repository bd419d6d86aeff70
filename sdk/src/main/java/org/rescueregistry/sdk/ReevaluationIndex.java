package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.Reevaluation.Cause;

/**
 * Remembers on whom verdicts rest, and says which posts to judge again when something changes: a platform that shows badges on posts
 * judged yesterday need not judge them all again. It keeps accounts, the platform's own names of posts, codes, and ids of attestations; no text.
 *
 * <pre>{@code
 * index.remember(post, verdict);
 * List<Reevaluation> again = index.changed(before, after);           // after each sync
 * List<Reevaluation> due = index.elapsed(snapshot, lastTime, now);   // now and then
 * }</pre>
 *
 * <p>Safe for many threads. When it is full, the post remembered longest ago is forgotten.
 */
public final class ReevaluationIndex {
    private final int most;
    private final LinkedHashMap<Subject, Grounds> subjects = new LinkedHashMap<>();
    private final Map<Code, Set<Subject>> byCode = new HashMap<>();
    private final Map<AccountId, Set<Subject>> byAccount = new HashMap<>();
    private final Map<String, Set<Subject>> byAttestation = new HashMap<>();
    private long forgotten;

    private record Subject(AccountId account, String ref) {
        Reevaluation again(Cause cause, @Nullable Code code) {
            return new Reevaluation(account, ref, cause, code);
        }
    }

    /** What a verdict rests on: organisations, and ids of attestations as the verdict has them. */
    private record Grounds(Set<Code> codes, Set<String> attestations) {}

    /**
     * @param most posts it remembers
     */
    public ReevaluationIndex(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("an index remembers something");
        }
        this.most = most;
    }

    /** Remembers what this verdict rests on, in place of what an earlier one about the same post did. */
    public synchronized void remember(Post post, Verdict verdict) {
        Subject subject = new Subject(post.account(), post.ref());
        forget(subject);
        Grounds grounds = new Grounds(new HashSet<>(), new HashSet<>());
        for (Because because : verdict.reasons()) {
            if (because.code() != null) {
                grounds.codes.add(because.code());
            }
            if (because.reason().isOfAttestation() && because.detail() != null) {
                grounds.attestations.add(because.detail());
            }
        }
        subjects.put(subject, grounds);
        grounds.codes.forEach(code -> put(byCode, code, subject));
        grounds.attestations.forEach(id -> put(byAttestation, id, subject));
        put(byAccount, subject.account, subject);
        if (subjects.size() > most) {
            forget(subjects.keySet().iterator().next());
            forgotten++;
        }
    }

    /** Forgets a post, such as one that was deleted. */
    public synchronized void forget(AccountId account, String ref) {
        forget(new Subject(account, ref));
    }

    private void forget(Subject subject) {
        Grounds grounds = subjects.remove(subject);
        if (grounds != null) {
            grounds.codes.forEach(code -> drop(byCode, code, subject));
            grounds.attestations.forEach(id -> drop(byAttestation, id, subject));
            drop(byAccount, subject.account, subject);
        }
    }

    private static <K> void put(Map<K, Set<Subject>> index, K key, Subject subject) {
        index.computeIfAbsent(key, same -> new LinkedHashSet<>()).add(subject);
    }

    private static <K> void drop(Map<K, Set<Subject>> index, K key, Subject subject) {
        index.computeIfPresent(key, (same, all) -> {
            all.remove(subject);
            return all.isEmpty() ? null : all;
        });
    }

    /** How many posts were forgotten for want of room; while this grows, the index is too small. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** The posts to judge again since one snapshot took the place of another; each once. */
    public List<Reevaluation> changed(Snapshot before, Snapshot after) {
        SnapshotChange change = SnapshotChange.between(before, after);
        Again again = new Again();
        change.organisations().forEach(code -> again.of(byCode, code, Cause.STATUS, code));
        change.accounts().forEach(account -> again.of(byAccount, account, Cause.ACCOUNT, null));
        change.ended().forEach(id -> again.of(byAttestation, id.base64Url(), Cause.ATTESTATION, null));
        change.attested().forEach(account -> again.of(byAccount, account, Cause.ATTESTATION, null));
        return again.posts();
    }

    /**
     * The posts to judge again since what was known beforehand has begun or ended: a confirmation, a validity, a suspension, an
     * attestation.
     *
     * @param from when this was asked last
     * @param until now
     */
    public List<Reevaluation> elapsed(Snapshot snapshot, Instant from, Instant until) {
        Again again = new Again();
        for (Code code : codes()) {
            snapshot.record(code)
                    .map(Turns::of)
                    .filter(turns -> !turns.subSet(from, false, until, true).isEmpty())
                    .ifPresent(turns -> again.of(byCode, code, Cause.TIME, code));
        }
        for (RegistrySnapshot registry : snapshot.registries()) {
            registry.attested().stream()
                    .filter(one -> one.isInTime(from) != one.isInTime(until))
                    .forEach(one -> again.of(byAttestation, one.id().base64Url(), Cause.TIME, null));
        }
        return again.posts();
    }

    private synchronized List<Code> codes() {
        return List.copyOf(byCode.keySet());
    }

    /** Posts to be judged again, each for the first cause that was found. Whoever remembers meanwhile need not wait for all of it. */
    private final class Again {
        private final Map<Subject, Reevaluation> found = new LinkedHashMap<>();

        <K> void of(Map<K, Set<Subject>> index, K key, Cause cause, @Nullable Code code) {
            synchronized (ReevaluationIndex.this) {
                index.getOrDefault(key, Set.of()).forEach(post -> found.putIfAbsent(post, post.again(cause, code)));
            }
        }

        List<Reevaluation> posts() {
            return List.copyOf(found.values());
        }
    }
}
