package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.ProvenSnapshot;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Snapshot;
import org.rescueregistry.sdk.SnapshotCheck;
import org.rescueregistry.sdk.SnapshotDelta;
import org.rescueregistry.sdk.SnapshotFinding;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.InventedLog;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.Rounds;

/**
 * A platform's verifier answers while a delta of a hundred changes is read, checked and applied to ten thousand organisations, against
 * the same answers with nothing beside them. One thread asks, another applies one delta after the other.
 */
class DeltaBench {
    private static final int ORGANISATIONS = Integer.getInteger("bench.organisations", 10_000);
    private static final int CHANGES = 100;
    private static final int DELTAS = 10;
    private static final int WARMING = 2;
    private static final long ALONE_NANOS = 1_000_000_000L;

    private final PublishedRegistry published = new PublishedRegistry("https://example.org");
    private final InventedLog log = new InventedLog(published);
    private final RescueVerifier verifier = new RescueVerifier(VerificationPolicy.OFFLINE);
    private final Deque<OrganisationRecord> toRevoke = new ArrayDeque<>();
    private final List<Post> posts = new ArrayList<>();
    private ProvenSnapshot known;

    /** What a reader found: verdicts a second, and the longest time from one to the next. */
    private record Reading(double rate, double longestMillis) {}

    @Test
    void readersGoOn() throws Exception {
        int rounds = Rounds.count(5);
        assertThat((WARMING + rounds) * DELTAS * CHANGES)
                .as("organisations that are revoked in so many rounds, -Dbench.rounds")
                .isLessThanOrEqualTo(ORGANISATIONS);
        begin();
        Rounds rates = new Rounds("verdicts on bound accounts, one thread", "verdicts/s");
        Rounds pauses = new Rounds("longest time between two verdicts", "ms");
        Rounds applied = new Rounds("a delta of " + CHANGES + " changes: read, checked, in use", "ms");
        for (int round = -WARMING; round < rounds; round++) {
            List<byte[]> deltas = new ArrayList<>();
            for (int i = 0; i < DELTAS; i++) {
                deltas.add(delta());
            }
            Reading alone = readWhile(() -> {
                Thread.sleep(ALONE_NANOS / 1_000_000);
                return 0.0;
            });
            double[] millis = new double[1];
            Reading beside = readWhile(() -> millis[0] = apply(deltas));
            if (round >= 0) {
                rates.add("nothing beside it", alone.rate());
                rates.add("deltas beside it", beside.rate());
                pauses.add("nothing beside it", alone.longestMillis());
                pauses.add("deltas beside it", beside.longestMillis());
                applied.add("each", millis[0] / DELTAS);
            }
        }
        System.out.print(rates.against("nothing beside it"));
        System.out.print(pauses.against("nothing beside it"));
        System.out.print(applied.against("each"));
    }

    private void begin() throws Exception {
        InventedTeams teams = new InventedTeams(published, ORGANISATIONS, 0);
        known = taken(check().whole(teams.begin(log), null));
        verifier.use(new Snapshot(List.of(known.snapshot())));
        toRevoke.addAll(teams.records);
        for (int i = 0; i < ORGANISATIONS; i++) {
            posts.add(new Post(InventedTeams.account(i, 0), List.of("team" + i), "", ""));
        }
    }

    private SnapshotCheck check() throws Exception {
        return SnapshotCheck.of(published.trusted(), published.now());
    }

    private static ProvenSnapshot taken(SnapshotFinding finding) {
        assertThat(finding).isInstanceOf(SnapshotFinding.Taken.class);
        return ((SnapshotFinding.Taken) finding).snapshot();
    }

    private byte[] delta() {
        List<OrganisationRecord> changed = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            changed.add(toRevoke.remove().revoked(Reason.CEASED_OPERATING, published.now()));
        }
        return log.goesOn(changed).toBytes();
    }

    private double apply(List<byte[]> deltas) throws Exception {
        long start = System.nanoTime();
        for (byte[] bytes : deltas) {
            known = taken(check().delta(SnapshotDelta.parse(bytes), known));
            verifier.use(new Snapshot(List.of(
                    known.snapshot().after(verifier.snapshot().registries().get(0)))));
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** Asks, again and again, until the work is done. */
    private Reading readWhile(Callable<Double> work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Reading> reading = reader.submit(() -> read(done));
            try {
                double unused = work.call();
            } finally {
                done.set(true);
            }
            return reading.get();
        } finally {
            reader.shutdown();
        }
    }

    private Reading read(AtomicBoolean done) {
        Instant now = published.now();
        long start = System.nanoTime();
        long last = start;
        long longest = 0;
        long verdicts = 0;
        while (!done.get()) {
            if (verifier.verify(posts.get((int) (verdicts % posts.size())), now)
                    .reasons()
                    .isEmpty()) {
                throw new AssertionError("an account that is bound has a reason");
            }
            long at = System.nanoTime();
            longest = Math.max(longest, at - last);
            last = at;
            verdicts++;
        }
        return new Reading(verdicts * 1e9 / (last - start), longest / 1e6);
    }
}
