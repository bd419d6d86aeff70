package org.rescueregistry.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.key.Digest;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

class StatusListTest {
    /** Appendix C: a list of 2^20 entries for each number of bits, nearly all zero. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void readsTheDraftsLongVectors(int bits) throws Exception {
        Members vector = Members.of(Json.parse(Vectors.read(bits + "bit.json")), "vector");
        Map<Integer, StatusType> expected = new HashMap<>();
        vector.object("statuses")
                .json()
                .members()
                .forEach((index, value) ->
                        expected.put(Integer.valueOf(index), StatusType.of((int) ((Json.Num) value).value())));

        StatusList list = StatusList.parse(
                Json.object().put("bits", bits).put("lst", vector.string("lst")).build());

        assertThat(list.size()).isEqualTo(1 << 20).isEqualTo((int) vector.integer("size"));
        assertThat(expected)
                .allSatisfy((index, status) -> assertThat(list.get(index)).isEqualTo(status));
        assertThat(list).isEqualTo(StatusList.of(list.bits(), list.size(), expected));
        assertThat(StatusList.parse(list.json())).isEqualTo(list);
    }

    /** Section 4.1: sixteen statuses of one bit are the bytes b9 a3. */
    @Test
    void packsFromTheLeastSignificantBit() throws Exception {
        StatusList list = StatusList.of(StatusBits.ONE, 16, Map.of());
        int[] statuses = {1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1};
        for (int i = 0; i < statuses.length; i++) {
            list = list.with(i, StatusType.of(statuses[i]));
        }

        assertThat(list.raw()).containsExactly(0xb9, 0xa3);
        assertThat(list.json().text()).isEqualTo("{\"bits\":1,\"lst\":\"eNrbuRgAAhcBXQ\"}");
    }

    /** Section 4.1: twelve statuses of two bits are the bytes c9 44 f9. */
    @Test
    void readsTheDraftsTwoBitExample() throws Exception {
        StatusList list = StatusList.parse(Json.parse("{\"bits\":2,\"lst\":\"eNo76fITAAPfAgc\"}"));

        assertThat(list.raw()).containsExactly(0xc9, 0x44, 0xf9);
        assertThat(list.get(0)).isEqualTo(StatusType.INVALID);
        assertThat(list.get(1)).isEqualTo(StatusType.SUSPENDED);
        assertThat(list.get(2)).isEqualTo(StatusType.VALID);
        assertThat(list.get(3)).isEqualTo(new StatusType.ApplicationSpecific(3));
        assertThat(list.digest()).isEqualTo(Digest.sha256(new byte[] {(byte) 0xc9, 0x44, (byte) 0xf9}));
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithANaiveListOnRandomChanges(StatusBits bits) {
        Random random = new Random(7);
        int size = 64;
        int[] naive = new int[size];
        StatusList list = StatusList.of(bits, size, Map.of());
        for (int step = 0; step < 500; step++) {
            int index = random.nextInt(size);
            naive[index] = random.nextInt(1 << bits.count());
            list = list.with(index, StatusType.of(naive[index]));
        }
        for (int i = 0; i < size; i++) {
            assertThat(list.get(i).value()).isEqualTo(naive[i]);
        }
    }

    @Test
    void changingACopyLeavesTheListAlone() {
        StatusList before = StatusList.of(StatusBits.TWO, 8, Map.of());
        before.with(3, StatusType.INVALID);
        before.raw()[0] = -1;

        assertThat(before.get(3)).isEqualTo(StatusType.VALID);
        assertThat(before.get(0)).isEqualTo(StatusType.VALID);
    }

    @Test
    void refusesIndicesSizesAndStatusesThatDoNotFit() {
        StatusList list = StatusList.of(StatusBits.TWO, 8, Map.of());

        assertThatThrownBy(() -> list.get(8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> list.with(8, StatusType.VALID));
        assertThatIllegalArgumentException().isThrownBy(() -> list.with(0, StatusType.of(4)));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(StatusBits.TWO, 0, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(StatusBits.TWO, 7, Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusList.of(StatusBits.EIGHT, StatusList.MAX_BYTES + 1, Map.of()));
    }

    @Test
    void refusesABombWithoutInflatingIt() {
        byte[] bomb = Zlib.deflate(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(100_000);

        assertThat(refusal(2, bomb)).isEqualTo("status_list_too_long");
    }

    @Test
    void acceptsTheLongestListAndNoLonger() throws Exception {
        assertThat(StatusList.ofRaw(StatusBits.TWO, new byte[StatusList.MAX_BYTES])
                        .size())
                .isEqualTo(1 << 22);
        assertThat(refusal(2, Zlib.deflate(new byte[StatusList.MAX_BYTES]))).isNull();
        assertThat(refusal(2, Zlib.deflate(new byte[StatusList.MAX_BYTES + 1]))).isEqualTo("status_list_too_long");
    }

    @Test
    void refusesWhatIsNotZlib() {
        byte[] good = Zlib.deflate(new byte[] {1, 2, 3});
        byte[] wrongChecksum = good.clone();
        wrongChecksum[good.length - 1] ^= 1;

        assertThat(refusal(2, new byte[0])).isEqualTo("status_list_not_zlib");
        assertThat(refusal(2, new byte[] {1, 2, 3})).isEqualTo("status_list_not_zlib");
        assertThat(refusal(2, Arrays.copyOf(good, good.length - 1))).isEqualTo("status_list_not_zlib");
        assertThat(refusal(2, wrongChecksum)).isEqualTo("status_list_not_zlib");
        assertThat(refusal(2, withDictionary())).isEqualTo("status_list_not_zlib");
        assertThat(refusal(2, Arrays.copyOf(good, good.length + 1))).isEqualTo("status_list_trailing_bytes");
        assertThat(refusal(2, Zlib.deflate(new byte[0]))).isEqualTo("status_list_empty");
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "16", "-1"})
    void refusesOtherNumbersOfBits(int bits) {
        assertThat(refusal(bits, Zlib.deflate(new byte[] {1}))).isEqualTo("status_list_bits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "missing_member          | {\"bits\":2}",
                "missing_member          | {\"lst\":\"eNo76fITAAPfAgc\"}",
                "unknown_member          | {\"bits\":2,\"lst\":\"eNo76fITAAPfAgc\",\"x\":1}",
                "wrong_type              | {\"bits\":\"2\",\"lst\":\"eNo76fITAAPfAgc\"}",
                "wrong_type              | []",
                "base64url_not_canonical | {\"bits\":2,\"lst\":\"eNo76fITAAPfAgc=\"}",
            })
    void refusesOtherMembers(String code, String json) {
        assertThatThrownBy(() -> StatusList.parse(Json.parse(json)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void everyStatusReadsBackAsItself() {
        for (int value = 0; value <= 255; value++) {
            assertThat(StatusType.of(value).value()).isEqualTo(value);
            assertThat(StatusType.of(value)).isEqualTo(StatusType.of(value));
        }
        assertThat(StatusType.of(0x0B)).isInstanceOf(StatusType.Reserved.class);
        assertThat(StatusType.of(0x0C)).isInstanceOf(StatusType.ApplicationSpecific.class);
        assertThatIllegalArgumentException().isThrownBy(() -> StatusType.of(256));
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusType.Reserved(2));
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusType.ApplicationSpecific(4));
    }

    private static byte[] withDictionary() {
        Deflater deflater = new Deflater();
        deflater.setDictionary(new byte[] {1, 2, 3});
        deflater.setInput(new byte[] {1, 2, 3});
        deflater.finish();
        byte[] chunk = new byte[64];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(chunk, 0, deflater.deflate(chunk));
        deflater.end();
        return out.toByteArray();
    }

    private static String refusal(int bits, byte[] compressed) {
        Json json = Json.object()
                .put("bits", bits)
                .put("lst", Base64Url.encode(compressed))
                .build();
        MalformedException refused = catchThrowableOfType(MalformedException.class, () -> StatusList.parse(json));
        return refused == null ? null : refused.code();
    }
}
