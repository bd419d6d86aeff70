package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

final class StatementTest {
    private static Statement sign(Act act) {
        return Statement.sign(act, ActSamples.envelopeOf(act), ActSamples.SIGNER);
    }

    private static Json.Obj payload(Statement statement) throws MalformedException {
        return (Json.Obj) Json.parse(CompactJws.parse(statement.compact()).payload());
    }

    private static String signed(Json payload) {
        return CompactJws.sign(Statement.TYPE, payload.canonical(), ActSamples.SIGNER)
                .compact();
    }

    @TestFactory
    Stream<DynamicTest> readsWhatItPrints() {
        return ActSamples.everyAct().stream()
                .map(act -> DynamicTest.dynamicTest(act.name(), () -> {
                    Statement statement = sign(act);
                    Statement read = Statement.parse(statement.bytes());
                    assertThat(read).isEqualTo(statement);
                    assertThat(read.act()).isEqualTo(act);
                    assertThat(read.envelope()).isEqualTo(statement.envelope());
                    assertThat(read.bytes()).isEqualTo(statement.bytes());
                    assertThat(read.id()).isEqualTo(statement.id());
                    assertThat(read.isSignedBy(ActSamples.SIGNER.publicKey())).isTrue();
                    assertThat(read.isSignedBy(ActSamples.key(2))).isFalse();
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryMemberLeftOutOrAdded() {
        return ActSamples.everyAct().stream()
                .map(act -> DynamicTest.dynamicTest(act.name(), () -> {
                    Json.Obj payload = payload(sign(act));
                    for (String member : payload.members().keySet()) {
                        TreeMap<String, Json> less = new TreeMap<>(payload.members());
                        less.remove(member);
                        boolean optional = List.of("from", "pause_key").contains(member)
                                || (act.name().equals("suspend")
                                        && !List.of("reason", "act").contains(member)
                                        && List.of("until", "confirms").contains(member));
                        if (!optional) {
                            assertThatThrownBy(() -> Statement.parse(signed(new Json.Obj(less))))
                                    .as(member)
                                    .isInstanceOf(MalformedException.class);
                        }
                    }
                    TreeMap<String, Json> more = new TreeMap<>(payload.members());
                    more.put("note", new Json.Str("x"));
                    assertThatThrownBy(() -> Statement.parse(signed(new Json.Obj(more))))
                            .isInstanceOfSatisfying(
                                    MalformedException.class,
                                    e -> assertThat(e.code()).isEqualTo("unknown_member"));
                }));
    }

    @Test
    void countersigningMakesAnEqualStatementOfItsOwn() {
        Statement first = sign(new Act.Finding(ActSamples.digest("c"), FindingOutcome.SETTLED));
        Statement second = first.countersigned(ActSamples.NOW.plusSeconds(5), ActSamples.RANDOM, ActSamples.signer(2));
        assertThat(second.content()).isEqualTo(first.content());
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.signer()).isEqualTo(ActSamples.key(2).keyId());
    }

    @Test
    void differentContentIsNotEqual() {
        Statement first = sign(new Act.Finding(ActSamples.digest("c"), FindingOutcome.SETTLED));
        Statement second = sign(new Act.Finding(ActSamples.digest("c"), FindingOutcome.UPHELD));
        assertThat(second.content()).isNotEqualTo(first.content());
    }

    @Test
    void refusesAVetterWhoVouchesTwice() {
        Act twice = new Act.Admit(
                ActSamples.application(),
                List.of(ActSamples.vouch(9), ActSamples.vouch(9)),
                0,
                ActSamples.NOW,
                ActSamples.NOW.plusSeconds(1));
        assertThatThrownBy(() -> sign(twice)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASuspensionOfTwoForms() throws MalformedException {
        Statement suspend = sign(new Act.Uphold(Reason.UNSPECIFIED, ActSamples.digest("s")));
        TreeMap<String, Json> both = new TreeMap<>(payload(suspend).members());
        both.put("until", new Json.Num(1_795_000_000));
        assertThatThrownBy(() -> Statement.parse(signed(new Json.Obj(both))))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("suspend_two_forms"));
    }

    @Test
    void refusesALeafLongerThanABundleHolds() {
        byte[] leaf = "A".repeat(Statement.MAX_BYTES + 1).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Statement.parse(leaf))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("statement_too_long"));
    }

    @Test
    void letsNothingButMalformedExceptionOutOfMutatedPayloads() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Statement> statements =
                ActSamples.everyAct().stream().map(StatementTest::sign).toList();
        for (int round = 0; round < 2_000; round++) {
            Statement statement = statements.get(random.nextInt(statements.size()));
            byte[] leaf = statement.bytes();
            leaf[random.nextInt(leaf.length)] = (byte) random.nextInt(256);
            try {
                assertThat(Statement.parse(leaf).bytes()).isEqualTo(leaf);
                assertThat(Statement.parse(signed(mutated(payload(statement), random)))
                                .compact())
                        .isNotEmpty();
            } catch (MalformedException expected) {
                assertThat(expected.code()).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    /** One member gets another member's value, or one from nowhere. */
    private static Json mutated(Json.Obj payload, Random random) {
        List<String> names = new ArrayList<>(payload.members().keySet());
        List<Json> values = new ArrayList<>(payload.members().values());
        values.addAll(List.of(
                new Json.Num(-1),
                new Json.Num(Json.MAX_INTEGER),
                new Json.Null(),
                Json.object().build()));
        TreeMap<String, Json> changed = new TreeMap<>(payload.members());
        changed.put(names.get(random.nextInt(names.size())), values.get(random.nextInt(values.size())));
        return new Json.Obj(changed);
    }
}
