package org.rescueregistry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingTest {
    @Test
    void base64UrlHasOneTextForEveryBytes() throws Exception {
        assertThat(Base64Url.decode("AP8", "it")).containsExactly(0, 0xff);
        assertThat(Base64Url.decode("", "it")).isEmpty();
        assertThat(Base64Url.encode(new byte[] {(byte) 0xfb, (byte) 0xef})).isEqualTo("--8");
        for (String bad : List.of("AP8=", "AP9", "A", "A+8", "A/8", "AP 8", "AP8\n", "ÄP8")) {
            assertThatThrownBy(() -> Base64Url.decode(bad, "it"))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("base64url_not_canonical"));
        }
    }

    @Test
    void hexIsLowerCaseAndWhole() throws Exception {
        assertThat(Hex.decode("00ff", "it")).containsExactly(0, 0xff);
        for (String bad : List.of("0", "0F", "0g", "٠٠")) {
            assertThatThrownBy(() -> Hex.decode(bad, "it"))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("hex_not_canonical"));
        }
    }
}
