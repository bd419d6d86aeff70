package org.rescueregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;

class TurnoverTest {
    private static final Digest ONE = id(1);
    private static final Digest TWO = id(2);

    private final Turnover turnover = new Turnover();

    private static Digest id(int number) {
        return Digest.sha256(new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }

    @Test
    void saysWhatCameAndWentSinceASize() {
        turnover.note(Set.of(), Set.of(ONE), 10);
        turnover.note(Set.of(ONE), Set.of(TWO), 20);
        assertThat(turnover.cameAfter(9, ONE)).isFalse();
        assertThat(turnover.cameAfter(19, TWO)).isTrue();
        assertThat(turnover.cameAfter(20, TWO)).isFalse();
        assertThat(turnover.goneAfter(19)).containsExactly(ONE);
        assertThat(turnover.goneAfter(20)).isEmpty();
        assertThat(turnover.from()).isZero();
    }

    @Test
    void whatComesBackHasNotGone() {
        turnover.note(Set.of(ONE), Set.of(), 10);
        turnover.note(Set.of(), Set.of(ONE), 20);
        assertThat(turnover.goneAfter(0)).isEmpty();
        assertThat(turnover.cameAfter(15, ONE)).isTrue();
    }

    @Test
    void forgetsTheOldestThatWentAndSaysFromWhereItKnows() {
        turnover.note(Set.of(ONE, TWO), Set.of(), 10);
        Set<Digest> many = IntStream.range(10, 10 + Turnover.MOST_GONE - 1)
                .mapToObj(TurnoverTest::id)
                .collect(Collectors.toSet());
        turnover.note(many, new HashSet<>(), 30);
        assertThat(turnover.goneAfter(0)).hasSize(Turnover.MOST_GONE);
        assertThat(turnover.from()).isEqualTo(10);
        assertThat(turnover.goneAfter(10)).hasSize(Turnover.MOST_GONE - 1);
    }
}
