package org.rescueregistry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
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
    void base64UrlIsReadAsTheJdkDoesWhateverStandsWhere() {
        String text = "AZaz09-_BYby18Q_CXcx27R-";
        for (int length = 1; length <= text.length(); length++) {
            for (int place = 0; place < length; place++) {
                for (int c = 0; c < 256; c++) {
                    String changed = text.substring(0, place) + (char) c + text.substring(place + 1, length);
                    assertThat(decoded(changed)).as(changed).isEqualTo(byJdk(changed));
                }
            }
        }
    }

    private static String decoded(String text) {
        try {
            return Hex.encode(Base64Url.decode(text, "it"));
        } catch (MalformedException refused) {
            return refused.code();
        }
    }

    /** Canonical is what is written the same again. */
    private static String byJdk(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean isCanonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(text);
            return isCanonical ? HexFormat.of().formatHex(bytes) : "base64url_not_canonical";
        } catch (IllegalArgumentException refused) {
            return "base64url_not_canonical";
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
