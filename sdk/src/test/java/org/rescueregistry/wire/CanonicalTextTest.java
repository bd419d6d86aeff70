package org.rescueregistry.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
    @Test
    void printsWhatTheTreeOfItPrints() throws MalformedException {
        byte[] bytes = CanonicalText.of(text -> text.put("a", List.of())
                        .put("b", List.of("\"x\\", "晨渡"))
                        .put(
                                "c",
                                List.of(1L, 2L),
                                (item, inner) -> inner.put("n", item).put("o", "\u0001\n"))
                        .put("d", inner -> {})
                        .put("e", inner -> inner.put("z", new Json.Bool(true)))
                        .put("f", -7))
                .bytes();
        assertThat(new String(bytes, UTF_8))
                .isEqualTo("{\"a\":[],\"b\":[\"\\\"x\\\\\",\"晨渡\"],\"c\":[{\"n\":1,\"o\":\"\\u0001\\n\"},"
                        + "{\"n\":2,\"o\":\"\\u0001\\n\"}],\"d\":{},\"e\":{\"z\":true},\"f\":-7}");
        assertThat(Json.parseCanonical(bytes).canonical()).isEqualTo(bytes);
    }

    @Test
    void refusesNamesThatDoNotAscendAndHalfCharacters() {
        assertThatThrownBy(() -> CanonicalText.of(text -> text.put("b", 1).put("a", 2)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CanonicalText.of(text -> text.put("a", 1).put("a", 2)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CanonicalText.of(text -> text.put("a", "\uD800")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
