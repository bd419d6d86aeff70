package org.rescueregistry.statement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.KeyId;

/** The statements of acts that are not complete yet, by what they say (section 3, <em>Several signers</em>). */
final class PendingSets {
    /** One of a set's statements and the time of its batch. */
    private record Awaiting(Statement statement, Instant time) {}

    /** No list in it is empty; each is in the order of the leaves. */
    private final Map<Digest, List<Awaiting>> sets = new LinkedHashMap<>();

    /** Who has signed a statement of this content; empty when there is none. */
    List<KeyId> signers(Digest content) {
        return sets.getOrDefault(content, List.of()).stream()
                .map(waiting -> waiting.statement().signer())
                .toList();
    }

    /** The earliest statement of this content. */
    Optional<Statement> first(Digest content) {
        List<Awaiting> set = sets.get(content);
        return set == null ? Optional.empty() : Optional.of(set.get(0).statement());
    }

    void join(Statement statement, Instant time) {
        sets.computeIfAbsent(statement.content(), content -> new ArrayList<>()).add(new Awaiting(statement, time));
    }

    /** Tells of all statements in an order in which they may join other sets, which then are equal to these. */
    void each(BiConsumer<Statement, Instant> told) {
        sets.values().forEach(set -> set.forEach(waiting -> told.accept(waiting.statement(), waiting.time())));
    }

    void remove(Digest content) {
        sets.remove(content);
    }

    /** Drops the statements of everybody who is not live any more. */
    void retain(Predicate<KeyId> isLive) {
        Iterator<List<Awaiting>> each = sets.values().iterator();
        while (each.hasNext()) {
            List<Awaiting> set = each.next();
            set.removeIf(waiting -> !isLive.test(waiting.statement().signer()));
            if (set.isEmpty()) {
                each.remove();
            }
        }
    }

    /** Drops the sets whose earliest statement is more than {@code window} old. */
    void lapse(Instant now, Duration window) {
        sets.values().removeIf(set -> set.get(0).time().plus(window).isBefore(now));
    }

    List<PendingAct> acts(Duration window) {
        return sets.values().stream()
                .map(set -> new PendingAct(
                        set.get(0).statement(),
                        set.stream()
                                .map(waiting -> waiting.statement().signer())
                                .toList(),
                        set.get(0).time().plus(window)))
                .toList();
    }
}
