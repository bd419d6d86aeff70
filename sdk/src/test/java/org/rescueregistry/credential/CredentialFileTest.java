package org.rescueregistry.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.wire.MalformedException;

class CredentialFileTest {
    private static final String RECEIPT = "c2sp.org/tlog-proof@v1\nindex 7\n\nregistry.example\n8\n";

    @Test
    void printsWhatItParsed() throws Exception {
        CredentialFile file = new CredentialFile(RescueCredentialTest.issued(), RECEIPT, List.of("a.b.c", "d.e.f"));

        CredentialFile parsed = CredentialFile.parse(file.bytes());

        assertThat(parsed).isEqualTo(file);
        assertThat(parsed.bytes()).isEqualTo(file.bytes());
        assertThat(new String(file.bytes(), UTF_8)).startsWith("{\"chain\":[\"a.b.c\",\"d.e.f\"],\"credential\":\"eyJ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json_not_canonical      | {\"credential\":\"C\",\"chain\":[\"a\"],\"receipt\":\"r\"}",
                "json_not_canonical      | {\"chain\":[\"a\"],\"credential\":\"C\",\"receipt\":\"r\" }",
                "unknown_member          | {\"chain\":[\"a\"],\"credential\":\"C\",\"receipt\":\"r\",\"x\":1}",
                "missing_member          | {\"chain\":[\"a\"],\"credential\":\"C\"}",
                "missing_member          | {\"credential\":\"C\",\"receipt\":\"r\"}",
                "missing_member          | {\"chain\":[\"a\"],\"receipt\":\"r\"}",
                "wrong_type              | {\"chain\":\"a\",\"credential\":\"C\",\"receipt\":\"r\"}",
                "wrong_type              | {\"chain\":[1],\"credential\":\"C\",\"receipt\":\"r\"}",
                "wrong_type              | []",
                "credential_file_receipt | {\"chain\":[\"a\"],\"credential\":\"C\",\"receipt\":\"\"}",
                "credential_file_chain   | {\"chain\":[],\"credential\":\"C\",\"receipt\":\"r\"}",
                "sd_jwt_not_terminated   | {\"chain\":[\"a\"],\"credential\":\"x\",\"receipt\":\"r\"}",
            })
    void refuses(String code, String json) throws Exception {
        String text = json.replace("\"C\"", "\"" + RescueCredentialTest.issued().text() + "\"");

        assertThatThrownBy(() -> CredentialFile.parse(text.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void cannotBeMadeWrong() throws Exception {
        RescueCredential credential = RescueCredentialTest.issued();
        List<String> tooLong = Collections.nCopies(CredentialFile.MAX_CHAIN + 1, "a");

        assertThatIllegalArgumentException().isThrownBy(() -> new CredentialFile(credential, "", List.of("a")));
        assertThatIllegalArgumentException().isThrownBy(() -> new CredentialFile(credential, "r", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new CredentialFile(credential, "r", tooLong));
    }
}
