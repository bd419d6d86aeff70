package org.rescueregistry.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

class StatusReferenceTest {
    @Test
    void printsWhatItParsed() throws Exception {
        String claim = "{\"status_list\":{\"idx\":0,\"uri\":\"https://example.com/statuslists/1\"}}";

        StatusReference reference = StatusReference.parse(Json.parse(claim));

        assertThat(reference).isEqualTo(new StatusReference(URI.create("https://example.com/statuslists/1"), 0));
        assertThat(reference.json().text()).isEqualTo(claim);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status_index   | {\"status_list\":{\"idx\":-1,\"uri\":\"https://a.example/1\"}}",
                "status_index   | {\"status_list\":{\"idx\":2147483648,\"uri\":\"https://a.example/1\"}}",
                "wrong_type     | {\"status_list\":{\"idx\":1.0e9,\"uri\":\"https://a.example/1\"}}",
                "status_uri     | {\"status_list\":{\"idx\":1,\"uri\":\"status/1\"}}",
                "status_uri     | {\"status_list\":{\"idx\":1,\"uri\":\"https://[\"}}",
                "missing_member | {\"status_list\":{\"idx\":1}}",
                "missing_member | {}",
                "unknown_member | {\"status_list\":{\"idx\":1,\"uri\":\"https://a.example/1\",\"x\":1}}",
                "unknown_member | {\"status_list\":{\"idx\":1,\"uri\":\"https://a.example/1\"},\"other\":{}}",
            })
    void refuses(String code, String claim) {
        assertThatThrownBy(() -> StatusReference.parse(Json.parse(claim)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void cannotBeMadeWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StatusReference(URI.create("https://a.example/1"), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StatusReference(URI.create("/1"), 1));
    }
}
