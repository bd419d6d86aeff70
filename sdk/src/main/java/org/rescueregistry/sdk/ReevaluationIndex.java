package org.rescueregistry.sdk;

import java.time.Instant;
import java.util.Collection;
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
 * judged yesterday need not judge them all again. It keeps accounts, the platform's own names of posts, and codes; no text.
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
    private final LinkedHashMap<Subject, Set<Code>> subjects = new LinkedHashMap<>();
    private final Map<Code, Set<Subject>> byCode = new HashMap<>();
    private final Map<AccountId, Set<Subject>> byAccount = new HashMap<>();
    private long forgotten;

    private record Subject(AccountId account, String ref) {
        Reevaluation again(Cause cause, @Nullable Code code) {
            return new Reevaluation(account, ref, cause, code);
        }
    }

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
        Set<Code> codes = new HashSet<>();
        for (Because because : verdict.reasons()) {
            if (because.code() != null) {
                codes.add(because.code());
            }
        }
        subjects.put(subject, codes);
        codes.forEach(code ->
                byCode.computeIfAbsent(code, key -> new LinkedHashSet<>()).add(subject));
        byAccount.computeIfAbsent(subject.account, key -> new LinkedHashSet<>()).add(subject);
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
        Set<Code> codes = subjects.remove(subject);
        if (codes != null) {
            codes.forEach(code -> drop(byCode, code, subject));
            drop(byAccount, subject.account, subject);
        }
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
        return posts(Cause.STATUS, change.organisations(), change.accounts());
    }

    /**
     * The posts to judge again since what was known beforehand has begun or ended: a confirmation, a validity, a suspension.
     *
     * @param from when this was asked last
     * @param until now
     */
    public List<Reevaluation> elapsed(Snapshot snapshot, Instant from, Instant until) {
        Set<Code> turned = new HashSet<>();
        for (Code code : codes()) {
            snapshot.record(code)
                    .map(Turns::of)
                    .filter(turns -> !turns.subSet(from, false, until, true).isEmpty())
                    .ifPresent(turns -> turned.add(code));
        }
        return posts(Cause.TIME, turned, Set.of());
    }

    private synchronized List<Code> codes() {
        return List.copyOf(byCode.keySet());
    }

    private synchronized List<Reevaluation> posts(Cause cause, Collection<Code> codes, Collection<AccountId> accounts) {
        Map<Subject, Reevaluation> again = new LinkedHashMap<>();
        for (Code code : codes) {
            byCode.getOrDefault(code, Set.of()).forEach(post -> again.putIfAbsent(post, post.again(cause, code)));
        }
        for (AccountId account : accounts) {
            byAccount
                    .getOrDefault(account, Set.of())
                    .forEach(post -> again.putIfAbsent(post, post.again(Cause.ACCOUNT, null)));
        }
        return List.copyOf(again.values());
    }
}
