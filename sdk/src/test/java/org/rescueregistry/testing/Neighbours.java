package org.rescueregistry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs that differ from given ones in a few places: bytes changed, cut out, said twice, or taken from another one. */
final class Neighbours {
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_CHUNK = 80;
    private static final byte[] TELLING = "\n\n  +=/—0019AaxX.#\t\r\u0085\u00a0".getBytes(UTF_8);

    private final List<byte[]> corpus;
    private final Random random;

    Neighbours(List<byte[]> corpus, Random random) {
        this.corpus = corpus;
        this.random = random;
    }

    byte[] next() {
        byte[] input = any().clone();
        for (int changes = random.nextInt(MOST_CHANGES) + 1; changes > 0; changes--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int end = at + random.nextInt(Math.min(LONGEST_CHUNK, input.length - at) + 1);
        return switch (random.nextInt(8)) {
            case 0 -> splice(input, at, at, Arrays.copyOfRange(input, at, end));
            case 1 -> splice(input, at, end, new byte[0]);
            case 2 -> splice(input, at, input.length, tail(any()));
            case 3 -> splice(input, at, at, new byte[] {TELLING[random.nextInt(TELLING.length)]});
            case 4 -> splice(input, at, input.length, new byte[0]);
            default -> flipped(input);
        };
    }

    private byte[] tail(byte[] other) {
        return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
    }

    private byte[] flipped(byte[] input) {
        byte[] changed = input.clone();
        if (changed.length > 0) {
            int at = random.nextInt(changed.length);
            changed[at] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> changed[random.nextInt(changed.length)];
                default -> (byte) (changed[at] ^ 1 << random.nextInt(8));
            };
        }
        return changed;
    }

    private static byte[] splice(byte[] input, int from, int to, byte[] between) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(between);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
