package org.rescueregistry.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;

/**
 * What a log says of one organisation, from the first leaf to a moment: collected while a {@link Fold} reads the log, which
 * alone judges. Pure; not for several threads.
 *
 * <pre>{@code
 * History history = History.of(code, Instant.MAX);
 * for (byte[] leaf : leaves) {
 *     fold.append(leaf).ifPresent(batch -> history.take(batch, fold));
 * }
 * history.events();
 * }</pre>
 */
public final class History {
    private final Code code;
    private final Instant until;
    private final List<Event> events = new ArrayList<>();

    /** Where in {@link #events} a statement stands that waits for others. */
    private final Map<Integer, Statement> open = new TreeMap<>();

    private @Nullable OrganisationRecord record;
    private @Nullable StateLeaf state;

    /** Something that happened. */
    public sealed interface Event {
        /** One method for each kind. */
        interface Cases<R> {
            R said(Said event);

            R fellDue(FellDue event);
        }

        <R> R match(Cases<R> cases);

        /** The leaf: of the statement, or the state leaf with whose time it fell due. */
        long index();

        /** The time of the batch. */
        Instant time();

        /** The record behind it; null if there is none. */
        @Nullable
        OrganisationRecord after();
    }

    /**
     * A leaf about the organisation, or one that changed its record.
     *
     * @param by whose key it names; null if the log has never accepted that key, or the leaf cannot be read
     * @param later what became of an act that others had to sign too
     * @param after the record behind this leaf's batch; null if there is none
     */
    public record Said(
            Judged leaf,
            Instant time,
            @Nullable Signatory by,
            Later later,
            @Nullable OrganisationRecord after) implements Event {
        @Override
        public long index() {
            return leaf.index();
        }

        /** What was said. */
        public Statement statement() {
            return ((Leaf.Signed) leaf.leaf()).statement();
        }

        private Said then(Later becomes) {
            return new Said(leaf, time, by, becomes, after);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.said(this);
        }
    }

    /** Time alone changed the record: something that waited took effect, or a suspension lapsed. */
    public record FellDue(long index, Instant time, OrganisationRecord before, OrganisationRecord after)
            implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fellDue(this);
        }
    }

    /**
     * What became of an act that several people sign.
     *
     * @param index of the leaf that completed it, or of the state leaf at whose time it was given up; else -1
     */
    public record Later(Kind kind, long index) {
        private static final Later NOTHING = new Later(Kind.NOTHING, -1);
        private static final Later WAITS = new Later(Kind.WAITS, -1);

        /** Which of these. */
        public enum Kind {
            /** It did not have to become anything: it took effect at once, or was void. */
            NOTHING,
            /** It still waits for others. */
            WAITS,
            /** Others have signed the same. */
            COMPLETED,
            /** Too few did in time, or who signed it lost their office. */
            LAPSED
        }
    }

    private History(Code code, Instant until) {
        this.code = code;
        this.until = until;
    }

    /** Of the organisation of this code, up to the last batch whose time is not after {@code until}. */
    public static History of(Code code, Instant until) {
        return new History(code, until);
    }

    /** Takes the next batch, which {@code fold} has just folded. */
    public void take(ClosedBatch batch, Fold fold) {
        Instant time = batch.state().time();
        if (time.isAfter(until)) {
            return;
        }
        if (record != null) {
            OrganisationRecord due = record.at(time);
            if (!due.equals(record)) {
                events.add(new FellDue(batch.state().size(), time, record, due));
            }
        }
        state = batch.state();
        record = fold.record(code).orElse(null);
        batch.judged().forEach(judged -> take(judged, time, fold));
        settle(batch, fold);
    }

    private void take(Judged judged, Instant time, Fold fold) {
        if (!(judged.leaf() instanceof Leaf.Signed signed)) {
            return;
        }
        Statement statement = signed.statement();
        if (judged.touched().contains(code) || statement.sub().equals(code.canonical())) {
            boolean waits = judged.judgement() instanceof Judgement.Pending;
            if (waits) {
                open.put(events.size(), statement);
            }
            events.add(new Said(
                    judged,
                    time,
                    fold.signatory(statement.signer()).orElse(null),
                    waits ? Later.WAITS : Later.NOTHING,
                    record));
        }
    }

    private void settle(ClosedBatch batch, Fold fold) {
        if (open.isEmpty()) {
            return;
        }
        List<PendingAct> pending = fold.pending();
        open.entrySet().removeIf(entry -> {
            Statement statement = entry.getValue();
            if (pending.stream().anyMatch(act -> isIn(act, statement))) {
                return false;
            }
            Later became = completed(batch, statement.content())
                    .map(index -> new Later(Later.Kind.COMPLETED, index))
                    .orElseGet(() -> new Later(Later.Kind.LAPSED, batch.state().size()));
            events.set(entry.getKey(), ((Said) events.get(entry.getKey())).then(became));
            return true;
        });
    }

    private static boolean isIn(PendingAct act, Statement statement) {
        return act.statement().content().equals(statement.content())
                && act.signers().contains(statement.signer());
    }

    private static Optional<Long> completed(ClosedBatch batch, Digest content) {
        return batch.judged().stream()
                .filter(judged -> judged.judgement() instanceof Judgement.Effective)
                .filter(judged -> judged.leaf() instanceof Leaf.Signed signed
                        && signed.statement().content().equals(content))
                .map(Judged::index)
                .findFirst();
    }

    /** All of it, in the order of the leaves. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The record as of {@link #state}; empty if the code was given to nobody by then. */
    public Optional<OrganisationRecord> record() {
        return Optional.ofNullable(record);
    }

    /** The last state leaf that counted; empty before the first. */
    public Optional<StateLeaf> state() {
        return Optional.ofNullable(state);
    }
}
