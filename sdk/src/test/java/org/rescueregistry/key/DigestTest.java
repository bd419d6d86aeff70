package org.rescueregistry.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.MalformedException;

class DigestTest {
    @Test
    void hashesPartsAsIfJoined() {
        assertThat(Digest.sha256().base64Url()).isEqualTo("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
        Digest abc = Digest.sha256(new byte[] {'a', 'b', 'c'});
        assertThat(abc.hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digest.sha256(new byte[] {'a'}, new byte[] {'b', 'c'})).isEqualTo(abc);
        assertThat(Digest.sha256((byte) 'a', new byte[] {'b', 'c'})).isEqualTo(abc);
        Digest empty = Digest.sha256();
        assertThat(Digest.sha256((byte) 1, abc, empty))
                .isEqualTo(Digest.sha256(new byte[] {1}, abc.toBytes(), empty.toBytes()));
    }

    @Test
    void ordersAsUnsignedBytes() {
        byte[] high = new byte[32];
        Arrays.fill(high, (byte) 0x80);
        assertThat(Digest.of(high)).isGreaterThan(Digest.of(new byte[32]));
    }

    @Test
    void saysWhatItsBytesSay() {
        Random random = new Random(3);
        byte[] before = new byte[32];
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = before.clone();
            bytes[random.nextInt(32)] = (byte) random.nextInt();
            Digest digest = Digest.of(bytes);
            Digest other = Digest.of(before);
            assertThat(digest.toBytes()).isEqualTo(bytes);
            assertThat(digest.equals(other)).isEqualTo(Arrays.equals(bytes, before));
            assertThat(Integer.signum(digest.compareTo(other)))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(bytes, before)));
            byte[] around = new byte[40];
            digest.writeTo(around, 5);
            assertThat(Arrays.copyOfRange(around, 5, 37)).isEqualTo(bytes);
            assertThat(digest.isAt(around, 5)).isTrue();
            assertThat(other.isAt(around, 5)).isEqualTo(digest.equals(other));
            assertThat(Digest.of(around, 5)).isEqualTo(digest).hasSameHashCodeAs(digest);
            int place = random.nextInt(256);
            assertThat(digest.bit(place)).isEqualTo((bytes[place >> 3] & 0x80 >> (place & 7)) != 0);
            before = bytes;
        }
        assertThatThrownBy(() -> Digest.of(new byte[40], 9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Digest.of(new byte[31], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ordersByItsTextWithoutWritingIt() {
        Random random = new Random(1);
        byte[] bytes = new byte[32];
        for (int i = 0; i < 2000; i++) {
            Digest before = Digest.of(bytes);
            // Mostly near to the one before, so that every place decides at times.
            bytes[random.nextInt(32)] = (byte) random.nextInt();
            Digest after = Digest.of(bytes);
            assertThat(Integer.signum(before.compareText(after)))
                    .isEqualTo(Integer.signum(before.base64Url().compareTo(after.base64Url())));
        }
    }

    @Test
    void hashesASetAscending() {
        Random random = new Random(2);
        List<Digest> digests = new ArrayList<>();
        byte[] bytes = new byte[32];
        for (int i = 0; i < 3000; i++) {
            // Some begin alike, and are told apart further back.
            for (int at = random.nextInt(32); at < 32; at++) {
                bytes[at] = (byte) random.nextInt();
            }
            digests.add(Digest.of(bytes));
            if (i % 300 == 0) {
                byte[][] sorted = digests.stream().sorted().map(Digest::toBytes).toArray(byte[][]::new);
                Collections.shuffle(digests, random);
                assertThat(Digest.sha256(digests)).isEqualTo(Digest.sha256(sorted));
            }
        }
        assertThat(Digest.sha256(List.of())).isEqualTo(Digest.sha256());
    }

    @Test
    void sharesNoBytesWithItsCaller() {
        byte[] bytes = new byte[32];
        Digest digest = Digest.of(bytes);
        bytes[0] = 1;
        digest.toBytes()[1] = 1;
        assertThat(digest).isEqualTo(Digest.of(new byte[32]));
    }

    @Test
    void refusesOtherLengths() {
        assertThatThrownBy(() -> Digest.parse("AP8"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("digest_bad_length"));
        assertThatThrownBy(() -> Digest.parseHex("00")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Digest.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
