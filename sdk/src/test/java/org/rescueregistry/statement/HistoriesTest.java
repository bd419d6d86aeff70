package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.testing.Histories;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

/** What holds of every history, looked for in random ones. */
final class HistoriesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void writerAndReaderAgree(long seed) {
        TestRegistry registry = Histories.random(seed, 80);
        Fold reader = Fold.start(registry.log());
        for (byte[] leaf : registry.leaves()) {
            Optional<ClosedBatch> closed = reader.append(leaf);
            closed.ifPresent(batch -> {
                assertThat(batch.check()).isInstanceOf(ClosedBatch.Right.class);
                assertThat(batch.judged())
                        .noneMatch(judged -> judged.judgement().isVoid());
            });
        }
        reader.open(registry.now());
        registry.fold().open(registry.now());
        FoldedState written = registry.fold().state();
        assertThat(reader.state().records()).isEqualTo(written.records());
        assertThat(reader.state().people()).isEqualTo(written.people());
        assertThat(reader.state().pending()).isEqualTo(written.pending());
        assertThat(reader.state().charterId()).isEqualTo(written.charterId());
        assertThat(reader.map().root()).isEqualTo(registry.fold().map().root());
        assertThat(reader.statusLists().refs())
                .isEqualTo(registry.fold().statusLists().refs());
        assertThat(reader.records())
                .allMatch(record -> record.at(registry.now()).equals(record));
    }

    @Test
    void readingAheadComesToTheSame() {
        TestRegistry registry = Histories.random(4, 60);
        Fold oneByOne = Fold.start(registry.log());
        List<ClosedBatch> batches = new ArrayList<>();
        registry.leaves().forEach(leaf -> oneByOne.append(leaf).ifPresent(batches::add));
        Fold ahead = Fold.start(registry.log());
        ExecutorService workers = Executors.newFixedThreadPool(2);
        FoldAhead reading = new FoldAhead(ahead, workers);
        List<byte[]> leaves = registry.leaves();
        List<ClosedBatch> read = new ArrayList<>();
        int runs = 0;
        for (int from = 0; from < leaves.size(); from += 100) {
            reading.offer(leaves.subList(from, Math.min(leaves.size(), from + 100)));
            if (++runs > 3) {
                reading.fold(read::add);
            }
        }
        for (int left = Math.min(runs, 3); left > 0; left--) {
            reading.fold(read::add);
        }
        workers.shutdown();
        assertThat(read).isEqualTo(batches);
        assertThat(ahead.map().root()).isEqualTo(oneByOne.map().root());
    }

    @ParameterizedTest
    @ValueSource(longs = {11})
    void anAttackersLeavesChangeNothingAndMakeNothingFail(long seed) {
        Random random = new Random(seed);
        TestRegistry registry = Histories.random(seed, 40);
        Fold honest = Fold.start(registry.log());
        Fold disturbed = Fold.start(registry.log());
        List<byte[]> seen = new ArrayList<>();
        long index = 0;
        for (byte[] leaf : registry.leaves()) {
            boolean state = StateLeaf.looksLike(leaf);
            Optional<ClosedBatch> expected = honest.append(leaf);
            for (int i = random.nextInt(3); i > 0 && index > 0; i--) {
                assertThat(disturbed.append(garbage(random, seen))).isEmpty();
                index++;
            }
            byte[] moved = state ? moved(leaf, index) : leaf;
            Optional<ClosedBatch> closed = disturbed.append(moved);
            index++;
            assertThat(closed.isPresent()).isEqualTo(expected.isPresent());
            seen.add(leaf);
        }
        // Indices moved, so records differ in them; who is in the map and with what status must not.
        assertThat(disturbed.stop()).isEmpty();
        assertThat(statuses(disturbed)).isEqualTo(statuses(honest));
    }

    /** A state leaf for another place in the log; its map is then wrong, which must not matter. */
    static byte[] moved(byte[] leaf, long index) {
        try {
            StateLeaf state = StateLeaf.parse(leaf);
            return new StateLeaf(
                            state.attestations(),
                            state.charter(),
                            state.log(),
                            state.map(),
                            index,
                            state.statusLists(),
                            state.time())
                    .bytes();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** A leaf seen before, as it was, cut off or with a byte changed, or bytes from nowhere. */
    private static byte[] garbage(Random random, List<byte[]> seen) {
        byte[] leaf = seen.get(random.nextInt(seen.size())).clone();
        if (StateLeaf.looksLike(leaf)) {
            // With another byte it might close the batch here.
            return leaf;
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                leaf = new byte[random.nextInt(200)];
                random.nextBytes(leaf);
            }
            case 1 -> leaf[random.nextInt(leaf.length)] = (byte) random.nextInt(256);
            case 2 -> leaf = Arrays.copyOf(leaf, random.nextInt(leaf.length));
            default -> {
                return leaf;
            }
        }
        return leaf;
    }

    private static Set<String> statuses(Fold fold) {
        Set<String> statuses = new TreeSet<>();
        fold.records()
                .forEach(record -> statuses.add(record.code() + " " + record.status() + " "
                        + record.accounts().size() + " " + record.suspensions().size() + " "
                        + record.waiting().size()));
        return statuses;
    }

    @Test
    void aRefusedStatementLeavesTheRootAsItWas() {
        TestRegistry registry = TestRegistry.founded(21);
        List<Statement> statements = new ArrayList<>();
        Histories.random(21, 60, (time, offered) -> statements.addAll(offered));
        Batch batch = registry.fold().open(registry.now());
        for (Statement statement : statements) {
            Digest root = registry.fold().map().root();
            long next = batch.next();
            if (batch.offer(statement).isVoid()) {
                assertThat(registry.fold().map().root()).isEqualTo(root);
                assertThat(batch.next()).isEqualTo(next);
            }
        }
    }

    @Test
    void randomHistoriesReachMostOfTheRulebook() {
        Set<String> effective = new HashSet<>();
        Set<RefusalCode> refused = EnumSet.noneOf(RefusalCode.class);
        for (long seed = 31; seed < 33; seed++) {
            TestRegistry registry = TestRegistry.founded(seed);
            Histories.random(seed, 150, (time, offered) -> {
                Batch batch = registry.fold().open(time);
                for (Statement statement : offered) {
                    Judgement judgement = batch.offer(statement);
                    if (judgement instanceof Judgement.Effective) {
                        effective.add(statement.act().getClass().getSimpleName());
                    } else if (judgement instanceof Judgement.Refused refusal) {
                        refused.add(refusal.code());
                    }
                }
                if (!batch.isEmpty()) {
                    batch.close(TestRegistry.NO_ATTESTATIONS);
                }
            });
        }
        assertThat(effective)
                .contains(
                        "Recharter",
                        "Appoint",
                        "Dismiss",
                        "Admit",
                        "Amend",
                        "Bind",
                        "Confirm",
                        "Rekey",
                        "Withdraw",
                        "Unbind",
                        "Erase",
                        "Suspend",
                        "Uphold",
                        "Pause",
                        "Reinstate",
                        "Revoke",
                        "Finding",
                        "Retract");
        assertThat(refused).hasSizeGreaterThan(15);
    }
}
