package org.rescueregistry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EncodingTest {
    @Test
    void base64UrlHasOneTextForEveryBytes() throws Exception {
        assertThat(Base64Url.decode("AP8", "it")).containsExactly(0, 0xff);
        assertThat(Base64Url.decode("", "it")).isEmpty();
        assertThat(Base64Url.encode(new byte[] {(byte) 0xfb, (byte) 0xef})).isEqualTo("--8");
        for (String bad :
                List.of("AP8=", "AP9", "A", "A+8", "A/8", "AP 8", "AP8\n", "ÄP8", "😀", "AP8A😀", "😀😀AP8A")) {
            assertThatThrownBy(() -> Base64Url.decode(bad, "it"))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("base64url_not_canonical"));
        }
    }

    @Property
    void base64UrlThatIsReadIsWrittenTheSame(@ForAll String text) {
        try {
            assertThat(Base64Url.encode(Base64Url.decode(text, "it"))).isEqualTo(text);
        } catch (MalformedException refused) {
            assertThat(refused.code()).isEqualTo("base64url_not_canonical");
        }
    }

    @Property
    void base64UrlReadsWhatItWrites(@ForAll byte[] bytes) throws MalformedException {
        assertThat(Base64Url.decode(Base64Url.encode(bytes), "it")).isEqualTo(bytes);
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
