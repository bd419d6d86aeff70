package org.rescueregistry.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class DisclosureTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void printsWhatItParsed() throws Exception {
        Json value =
                Json.object().put("en", "Mekong Rescue").put("th", "กู้ภัย").build();
        Disclosure created = Disclosure.create("profile", value, RANDOM);

        Disclosure parsed = Disclosure.parse(created.text());

        assertThat(parsed).isEqualTo(created);
        assertThat(parsed.name()).isEqualTo("profile");
        assertThat(parsed.value()).isEqualTo(value);
        assertThat(parsed.digest()).isEqualTo(created.digest());
    }

    @Test
    void sameValueGetsAnotherSaltAndDigestEachTime() {
        Disclosure one = Disclosure.create("kind", new Json.Str("rescue_team"), RANDOM);
        Disclosure two = Disclosure.create("kind", new Json.Str("rescue_team"), RANDOM);

        assertThat(one.digest()).isNotEqualTo(two.digest());
    }

    /** The first disclosure of RFC 9901 section 5.1, in our spelling: without the spaces. */
    @Test
    void digestIsTakenOverTheText() throws Exception {
        String text = encode("[\"2GLC42sKQveCfGfryNRN9w\",\"given_name\",\"John\"]");

        // printf %s TEXT | openssl dgst -sha256 -binary | basenc --base64url
        assertThat(Disclosure.parse(text).digest().base64Url())
                .isEqualTo("8VHiz7qTXavxvpiTYDCSr_shkUO6qRcVXjkhEnt1os4");
    }

    @Test
    void toStringKeepsTheValueSecret() {
        assertThat(Disclosure.create("phone", new Json.Str("+66 2 000 0000"), RANDOM))
                .hasToString("Disclosure[phone]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json_not_canonical     | [\"2GLC42sKQveCfGfryNRN9w\", \"kind\", 1]",
                "json_not_canonical     | [\"2GLC42sKQveCfGfryNRN9w\",\"kind\",1.5]",
                "json_duplicate_member  | [\"2GLC42sKQveCfGfryNRN9w\",\"kind\",{\"a\":1,\"a\":1}]",
                "disclosure_shape       | {\"salt\":1}",
                "disclosure_shape       | [\"2GLC42sKQveCfGfryNRN9w\",\"kind\"]",
                "disclosure_shape       | [\"2GLC42sKQveCfGfryNRN9w\",\"kind\",1,2]",
                "disclosure_shape       | [1,\"kind\",1]",
                "disclosure_shape       | [\"2GLC42sKQveCfGfryNRN9w\",1,1]",
                "disclosure_salt        | [\"2GLC42sKQveCfGfryNRN\",\"kind\",1]",
                "disclosure_salt        | [\"\",\"kind\",1]",
                "base64url_not_canonical| [\"2GLC42sKQveCfGfryNRN9x\",\"kind\",1]",
                "disclosure_name        | [\"2GLC42sKQveCfGfryNRN9w\",\"_sd\",1]",
                "disclosure_name        | [\"2GLC42sKQveCfGfryNRN9w\",\"...\",1]",
                "disclosure_name        | [\"2GLC42sKQveCfGfryNRN9w\",\"\",1]",
                "disclosure_nested      | [\"2GLC42sKQveCfGfryNRN9w\",\"kind\",{\"_sd\":[]}]",
                "disclosure_nested      | [\"2GLC42sKQveCfGfryNRN9w\",\"kind\",[[{\"...\":\"x\"}]]]",
            })
    void refuses(String code, String json) {
        assertThat(refusal(encode(json))).isEqualTo(code);
    }

    @Test
    void refusesPaddingAndTheOtherAlphabet() {
        String text = encode("[\"2GLC42sKQveCfGfryNRN9w\",\"kind\",\"x\"]");

        assertThat(refusal(text + "=")).isEqualTo("base64url_not_canonical");
        assertThat(refusal(text + " ")).isEqualTo("base64url_not_canonical");
        assertThat(refusal("+" + text)).isEqualTo("base64url_not_canonical");
    }

    @Test
    void refusesMoreThanItsLimit() {
        assertThat(refusal("A".repeat(Disclosure.MAX_CHARS + 1))).isEqualTo("disclosure_too_long");
    }

    @Test
    void refusesToCreateReservedNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Disclosure.create("_sd", new Json.Null(), RANDOM))
                .havingCause()
                .isInstanceOf(MalformedException.class);
    }

    private static String refusal(String text) {
        return catchThrowableOfType(MalformedException.class, () -> Disclosure.parse(text))
                .code();
    }

    private static String encode(String json) {
        return Base64Url.encode(json.getBytes(UTF_8));
    }
}
