package org.rescueregistry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.testing.FuzzRun;
import org.rescueregistry.wire.MalformedException;

/** What holds of all status proofs; what holds of single ones the vectors say. */
class StatusProofTest {
    private static final StatusScene SCENE = scene();
    private static final StatusScene.State NEWEST = SCENE.newest();
    private static final Instant SIGNED = NEWEST.leaf().time();
    private static final StatusScene.Signed TREE = SCENE.tree(NEWEST.treeSize(), SIGNED, StatusScene.ENOUGH);
    private static final List<OrganisationRecord> RECORDS =
            List.copyOf(NEWEST.records().values());

    private static StatusScene scene() {
        try {
            return new StatusScene();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static StatusProofCheck check(Instant now) throws MalformedException {
        LogPolicy policy = LogPolicy.parse(StatusScene.utf8(SCENE.replayerPolicy()));
        return new StatusProofCheck(TrustedLog.of(policy), VerificationPolicy.ONLINE, now);
    }

    /** Of any code the newest state gives a proof of what it says, and no proof shows anything else. */
    @Property(tries = 60)
    void showsOfAnyCodeWhatTheStateSays(@ForAll @IntRange(max = 99_999_999) int number, @ForAll boolean known)
            throws MalformedException {
        Code code = known
                ? RECORDS.get(number % RECORDS.size()).code()
                : Code.of(SCENE.registry.charter().codePrefix(), "%08d".formatted(number));
        StatusProof proof = StatusProof.parse(TREE.proof(NEWEST, code).toBytes());
        OrganisationRecord record = NEWEST.records().get(code);
        StatusFinding found = check(SIGNED).now(proof, code);
        if (record == null) {
            assertThat(found).isInstanceOf(StatusFinding.NotRegistered.class);
        } else {
            assertThat(found)
                    .isInstanceOfSatisfying(
                            StatusFinding.Registered.class,
                            shown -> assertThat(shown.record()).isEqualTo(record.at(SIGNED)));
        }
    }

    /** A byte of the head that is another one never lets the proof say something else. */
    @Property(tries = 300)
    void showsNothingElseWhenAByteIsAnother(
            @ForAll @IntRange(max = 1 << 20) int place, @ForAll @IntRange(min = 1, max = 255) int change)
            throws MalformedException {
        Code code = SCENE.suspended.code();
        byte[] bytes = TREE.proof(NEWEST, code).toBytes();
        int head = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\n\u00e2");
        bytes[place % head] ^= (byte) change;
        StatusFinding found;
        try {
            found = check(SIGNED).now(StatusProof.parse(bytes), code);
        } catch (MalformedException e) {
            found = StatusFinding.of(e);
        }
        assertThat(found).isInstanceOfAny(StatusFinding.Refuted.class, StatusFinding.Undetermined.class);
    }

    @Test
    void isOnlineForTenMinutesAndOfflineForADay() throws MalformedException {
        StatusProof proof = TREE.proof(NEWEST, SCENE.active.code());
        Instant last = SIGNED.plus(Duration.ofMinutes(10));
        assertThat(check(last).now(proof, proof.code())).isInstanceOf(StatusFinding.Registered.class);
        assertThat(check(last.plusSeconds(1)).now(proof, proof.code()))
                .isInstanceOfSatisfying(
                        StatusFinding.Undetermined.class,
                        no -> assertThat(no.code()).isEqualTo("too_old"));
    }

    @Test
    void knowsWhichCodesALogGives() throws MalformedException {
        TrustedLog log = TrustedLog.of(LogPolicy.parse(StatusScene.utf8(SCENE.replayerPolicy())));
        TrustedLog other = new TrustedLog(log.origin(), log.policy(), "ZZ");
        StatusProof proof = TREE.proof(NEWEST, SCENE.active.code());
        assertThat(new StatusProofCheck(other, VerificationPolicy.ONLINE, SIGNED).now(proof, proof.code()))
                .isInstanceOfSatisfying(
                        StatusFinding.Refuted.class, no -> assertThat(no.code()).isEqualTo("wrong_registry"));
    }

    @Test
    void readsWhateverComes() throws Exception {
        StatusProofFuzz target = new StatusProofFuzz();
        Map<String, byte[]> corpus = new TreeMap<>();
        corpus.put("good-active", target.genuine(SCENE.active.code()).toBytes());
        corpus.put("good-suspended", target.genuine(SCENE.suspended.code()).toBytes());
        corpus.put("good-absent", target.genuine(SCENE.unknown(false)).toBytes());
        corpus.put("good-absent-other", target.genuine(SCENE.unknown(true)).toBytes());
        StatusProof good = target.genuine(SCENE.active.code());
        SiblingsLine siblings = SiblingsLine.of(good);
        corpus.put(
                "bad-siblings-bit-alone",
                StatusScene.utf8(siblings.withBits(0b1111_0000).in(good)));
        corpus.put(
                "bad-siblings-zero-bits",
                StatusScene.utf8(siblings.withBits(0b1110_0000, 0).in(good)));
        corpus.put(
                "bad-siblings-lower",
                StatusScene.utf8(siblings.withBits(0b1101_0000).in(good)));
        Path folder = Path.of("src", "test", "resources", "fuzz", StatusProofFuzz.class.getSimpleName());
        if ("write".equals(System.getProperty("rescue.vectors"))) {
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file : corpus.entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
        }
        FuzzRun run = new FuzzRun(StatusProofFuzz.class);
        run.corpusHolds();
        run.neighboursHold();
    }

    @Test
    @EnabledIfSystemProperty(named = FuzzRun.SECONDS, matches = "[1-9][0-9]*", disabledReason = "asked for with -Pfuzz")
    void readsWhateverJazzerFinds() throws Exception {
        new FuzzRun(StatusProofFuzz.class).holdsUnderJazzer();
    }
}
