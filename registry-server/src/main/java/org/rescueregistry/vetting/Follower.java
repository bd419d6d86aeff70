package org.rescueregistry.vetting;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/**
 * Keeps the {@link LogProjection} in step with the log, and has what was erased, unbound or amended deleted. One thread at a
 * time; every method may wait for the disk.
 */
public final class Follower {
    private final LogProjection projection;
    private final Map<Code, OrganisationRecord> known = new HashMap<>();
    private final Map<Code, Digest> applications = new HashMap<>();
    private long size = -1;

    Follower(LogProjection projection) {
        this.projection = projection;
    }

    /**
     * Begins at a state, before anybody is served. What the projection said is replaced: the log is replayed at every
     * start anyway, so that reading it again costs little and is always right.
     */
    public synchronized void start(PublicState state) {
        known.clear();
        Map<Code, OrganisationRecord> changed = changed(state);
        projection.rebuild(state.size(), held(changed.values(), state));
        known.putAll(changed);
        size = state.size();
    }

    /** Goes on to the state after a batch; one that is older than what is known changes nothing. */
    public synchronized void advance(PublicState state) {
        if (size < 0) {
            throw new IllegalStateException("not started");
        }
        if (state.size() > size) {
            Map<Code, OrganisationRecord> changed = changed(state);
            projection.advance(size, state.size(), held(changed.values(), state));
            // Only now: had it failed, the next call must find the same changes again.
            known.putAll(changed);
            size = state.size();
        }
    }

    private Map<Code, OrganisationRecord> changed(PublicState state) {
        Map<Code, OrganisationRecord> changed = new HashMap<>();
        for (OrganisationRecord record : state.records()) {
            if (!isSame(known.get(record.code()), record)) {
                changed.put(record.code(), record);
            }
        }
        return changed;
    }

    /** Records are immutable, so the same object says the same, and comparing all of them costs nothing. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(@Nullable OrganisationRecord before, OrganisationRecord record) {
        return before == record;
    }

    private List<HeldDigests> held(Collection<OrganisationRecord> records, PublicState state) {
        return records.stream()
                .map(record -> HeldDigests.of(record, application(record, state)))
                .toList();
    }

    private Digest application(OrganisationRecord record, PublicState state) {
        return applications.computeIfAbsent(
                record.code(),
                code -> applicationIn(state.leaf(record.admission().at().index())));
    }

    private static Digest applicationIn(byte[] leaf) {
        try {
            if (Statement.parse(leaf).act() instanceof Act.Admit admit) {
                return admit.application().id();
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("the leaf that admitted is no statement", e);
        }
        throw new IllegalStateException("the leaf that admitted is no admission");
    }
}
