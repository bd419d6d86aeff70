package org.rescueregistry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.rescueregistry.wire.MalformedException;

/** Asks parsers to refuse. */
final class Malformed {
    private static final int ROUNDS = 2_000;

    private Malformed() {}

    interface Parser {
        /** Parses, and prints again what was read. */
        byte[] parseAndPrint(byte[] bytes) throws MalformedException;
    }

    static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Whatever happens to good input: it is refused, or printed again as the same bytes. */
    static void fuzz(byte[] good, Parser parser) throws MalformedException {
        assertThat(parser.parseAndPrint(good)).isEqualTo(good);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bad = mutated(good, random);
            try {
                byte[] printed = parser.parseAndPrint(bad);
                if (!Arrays.equals(printed, bad)) {
                    throw new AssertionError("read, but printed otherwise");
                }
            } catch (MalformedException expected) {
                assertThat(expected.code()).matches("[a-z0-9_]+");
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        int cut = random.nextInt(4) == 0 ? random.nextInt(good.length + 1) : good.length;
        byte[] bad = Arrays.copyOf(good, cut);
        for (int n = random.nextInt(3); n > 0 && cut > 0; n--) {
            int at = random.nextInt(cut);
            bad[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> good[random.nextInt(good.length)];
                case 2 -> '\n';
                default -> (byte) (bad[at] ^ 1 << random.nextInt(8));
            };
        }
        return bad;
    }
}
