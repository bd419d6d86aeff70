package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Hex;
import org.rescueregistry.wire.MalformedException;

class SiblingsTest {
    private static final String A = "aa".repeat(Digest.SIZE);
    private static final String B = "bb".repeat(Digest.SIZE);
    private static final String ZEROS = "00".repeat(Digest.SIZE);

    @Test
    void areWrittenAsThePageSays() throws Exception {
        assertThat(hex()).isEqualTo("00");
        assertThat(hex(A)).isEqualTo("0180" + A);
        assertThat(hex(A, B)).isEqualTo("01c0" + A + B);
        assertThat(hex(A, ZEROS, ZEROS, B)).isEqualTo("0190" + A + B);
        assertThat(hex(ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, A)).isEqualTo("0101" + A);
        assertThat(hex(A, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, ZEROS, B)).isEqualTo("028080" + A + B);
    }

    @Property(tries = 200)
    void readWhatTheyPrint(@ForAll long seed, @ForAll @IntRange(max = Siblings.MAX) int count) throws Exception {
        Siblings siblings = Siblings.of(random(new Random(seed), count));
        assertThat(Siblings.parse(siblings.bytes())).isEqualTo(siblings);
        assertThat(siblings.depth()).isEqualTo(count);
    }

    /** Section 9 in words: each pair hashed from the last to the first. */
    @Property(tries = 200)
    void leadToTheRootOfTheDefinition(@ForAll long seed, @ForAll @IntRange(max = Siblings.MAX) int count) {
        Random random = new Random(seed);
        List<Digest> siblings = random(random, count);
        Digest key = digest(random);
        Digest end = digest(random);
        byte[] node = end.toBytes();
        for (int place = count - 1; place >= 0; place--) {
            byte[] sibling = siblings.get(place).toBytes();
            byte[] three = {3};
            node = key.bit(place) ? NaiveMap.sha256(three, sibling, node) : NaiveMap.sha256(three, node, sibling);
        }
        assertThat(Siblings.of(siblings).root(key, end)).isEqualTo(Digest.of(node));
    }

    /** However the bytes of some are changed: what is read is printed the same. */
    @Property(tries = 1000)
    void haveOneSpelling(@ForAll long seed, @ForAll @IntRange(max = 20) int count) {
        Random random = new Random(seed);
        byte[] bytes = Siblings.of(random(random, count)).bytes();
        byte[] changed = Arrays.copyOf(bytes, Math.max(0, bytes.length + random.nextInt(5) * 16 - 32));
        for (int i = random.nextInt(3); i > 0 && changed.length > 0; i--) {
            changed[random.nextInt(Math.min(changed.length, 4))] ^= (byte) (1 << random.nextInt(8));
        }
        try {
            assertThat(Siblings.parse(changed).bytes()).isEqualTo(changed);
        } catch (MalformedException refused) {
            assertThat(refused.code()).isEqualTo("siblings_malformed");
        }
    }

    @Test
    void refuseOtherBytes() {
        refuses("");
        refuses("00" + "00");
        refuses("01");
        refuses("0100");
        refuses("01c000" + A + B);
        refuses("028000" + A);
        refuses("02" + A);
        refuses("0180");
        refuses("0180" + A.substring(2));
        refuses("0180" + A + "00");
        refuses("0180" + A + B);
        refuses("01c0" + A);
        refuses("0180" + ZEROS);
        refuses("01c0" + ZEROS + A);
        refuses("21" + "00".repeat(32) + "80" + A);
        refuses("80" + "00".repeat(127) + "80" + A);
        refuses("ff");
    }

    @Test
    void areNoMoreThanAKeyHasBits() throws Exception {
        List<Digest> most = Collections.nCopies(Siblings.MAX, Digest.parseHex(A));
        assertThat(Siblings.parse(Siblings.of(most).bytes()).depth()).isEqualTo(256);
        assertThat(Siblings.of(most).bytes()).hasSize(8225);
        List<Digest> more = Collections.nCopies(Siblings.MAX + 1, Digest.parseHex(A));
        assertThatThrownBy(() -> Siblings.of(more)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doNotEndInAnAbsentOne() throws Exception {
        List<Digest> ending = List.of(Digest.parseHex(A), Digest.parseHex(ZEROS));
        assertThatThrownBy(() -> Siblings.of(ending)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(String... siblings) throws MalformedException {
        List<Digest> digests = new ArrayList<>();
        for (String sibling : siblings) {
            digests.add(Digest.parseHex(sibling));
        }
        return Hex.encode(Siblings.of(digests).bytes());
    }

    private static void refuses(String hex) {
        assertThatThrownBy(() -> Siblings.parse(Hex.decode(hex, "siblings")))
                .as(hex)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("siblings_malformed"));
    }

    /** Half of them absent, but not the last. */
    private static List<Digest> random(Random random, int count) {
        List<Digest> siblings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            siblings.add(i < count - 1 && random.nextBoolean() ? MapProof.ABSENT : digest(random));
        }
        return siblings;
    }

    private static Digest digest(Random random) {
        byte[] bytes = new byte[Digest.SIZE];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }
}
