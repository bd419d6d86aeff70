package org.rescueregistry.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Status;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

class LogReaderTest {
    private final TestRegistry registry = TestRegistry.founded(7);
    private final MemoryLog log = new MemoryLog(registry.log());
    private final LogReader reader = new LogReader(registry.log(), log, log.policy());

    private void publish() {
        log.publish(registry.leaves(), 3, registry.now());
    }

    private Trouble refused() {
        List<Trouble> caught = new ArrayList<>();
        assertThatThrownBy(reader::advance)
                .isInstanceOfSatisfying(TroubleException.class, e -> caught.add(e.trouble()));
        return caught.get(0);
    }

    @Test
    void computesWhatTheWriterComputed() throws TroubleException {
        TestOrganisation team = registry.admit();
        publish();
        assertThat(reader.advance().evidence()).isEmpty();
        assertThat(reader.fold().map().root()).isEqualTo(registry.fold().map().root());
        assertThat(reader.fold().record(team.code())).contains(registry.record(team));
        assertThat(reader.provenAsOf(registry.now())).contains(registry.now());
    }

    @Test
    void goesOnFromWhereItStopped() throws TroubleException {
        TestOrganisation team = registry.admit();
        publish();
        reader.advance();
        for (int i = 0; i < 150; i++) {
            registry.admit();
        }
        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        publish();
        assertThat(reader.advance().evidence()).isEmpty();
        assertThat(reader.fold().record(team.code()).orElseThrow().status()).isEqualTo(Status.SUSPENDED);
        assertThat(reader.fold().size())
                .isGreaterThan(256)
                .isEqualTo(registry.leaves().size());
    }

    @Test
    void takesNoCheckpointWithoutItsQuorum() {
        log.publish(registry.leaves(), 2, registry.now());
        assertThat(refused().kind()).isEqualTo(Trouble.Kind.POLICY_NOT_MET);
        assertThat(reader.fold().size()).isZero();
    }

    @Test
    void neverGoesBack() throws TroubleException {
        publish();
        reader.advance();
        log.publish(registry.leaves().subList(0, 2), 3, registry.now());
        assertThat(refused().kind()).isEqualTo(Trouble.Kind.INCONSISTENT);
    }

    @Test
    void noticesAForkBehindIt() throws TroubleException {
        publish();
        reader.advance();
        TestRegistry other = TestRegistry.founded(8);
        other.admit();
        log.publish(other.leaves(), 3, other.now());
        assertThat(refused().message()).contains("forked");
    }

    @Test
    void reportsAVoidLeafAndGoesOn() throws TroubleException {
        List<byte[]> leaves = new ArrayList<>(registry.leaves().subList(0, 1));
        leaves.add("not a statement".getBytes(US_ASCII));
        log.publish(leaves, 3, registry.now());
        // No state leaf follows yet, which is trouble of its own.
        assertThat(reader.advance().evidence())
                .singleElement()
                .extracting(Trouble::kind)
                .isEqualTo(Trouble.Kind.WRONG_STATE);
    }

    @Test
    void reportsAWrongState() throws TroubleException {
        registry.admit();
        List<byte[]> leaves = new ArrayList<>(registry.leaves());
        int last = leaves.size() - 1;
        String state = new String(leaves.get(last), US_ASCII);
        String lie = state.replaceFirst("\"map\":\"[^\"]*\"", "\"map\":\"" + "A".repeat(43) + "\"");
        leaves.set(last, lie.getBytes(US_ASCII));
        log.publish(leaves, 3, registry.now());
        assertThat(reader.advance().evidence()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.WRONG_STATE);
            assertThat(trouble.place()).isEqualTo("leaf " + last);
            assertThat(trouble.message()).contains("map");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 400})
    void foldsNothingOfABundleThatWasChanged(int offset) {
        publish();
        log.files.forEach((path, bytes) -> {
            if (path.startsWith("tile/entries/")) {
                bytes[offset] ^= 1;
            }
        });
        refused();
        assertThat(reader.fold().size()).isZero();
    }

    @Test
    void goesOnBehindTheLastBundleThatCouldBeHad() throws TroubleException {
        log.publish(LongLog.of(registry, 2700, "nothing"), 3, registry.now());
        byte[] late = log.files.remove("tile/entries/009");
        assertThat(refused().kind()).isEqualTo(Trouble.Kind.UNREACHABLE);
        assertThat(reader.size()).isEqualTo(9 * 256);
        assertThat(reader.fold().size()).isEqualTo(registry.leaves().size());
        log.files.put("tile/entries/009", late);
        log.files.keySet().removeIf(path -> path.equals("tile/entries/000"));
        assertThat(reader.advance().evidence()).extracting(Trouble::kind).containsOnly(Trouble.Kind.VOID_LEAF);
        assertThat(reader.fold().size()).isEqualTo(2700);
    }

    @Test
    void neverFoldsWhatIsNotUnderTheRootThatWasSigned() {
        log.publish(LongLog.of(registry, 2700, "nothing"), 3, registry.now());
        log.files.get("tile/entries/009")[40] ^= 1;
        Trouble trouble = refused();
        assertThat(trouble.kind()).isEqualTo(Trouble.Kind.INCONSISTENT);
        assertThat(trouble.place()).isEqualTo("tile/entries/009");
        assertThat(reader.size()).isEqualTo(9 * 256);
    }

    @Test
    void tellsTheListenerOfEveryBatchWhileTheFoldStandsBehindIt() throws TroubleException {
        registry.admit();
        publish();
        List<Long> sizes = new ArrayList<>();
        LogReader told = new LogReader(registry.log(), log, log.policy(), (batch, fold) -> {
            assertThat(fold.size()).isEqualTo(batch.state().size() + 1);
            sizes.add(fold.size());
        });
        told.advance();
        assertThat(sizes).hasSize(3).endsWith((long) registry.leaves().size());
    }
}
