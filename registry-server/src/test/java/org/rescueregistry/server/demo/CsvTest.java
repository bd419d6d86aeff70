package org.rescueregistry.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.wire.MalformedException;

class CsvTest {
    @Test
    void readsQuotedFieldsWithCommasQuotesAndLineEnds() throws Exception {
        assertThat(Csv.parse("\uFEFFa,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\n\n,last"))
                .containsExactly(List.of("a", "b"), List.of("x, \"y\"", "1\n2"), List.of("", "last"));
    }

    @Test
    void refusesAQuoteThatDoesNotEndWhereTheFieldDoes() {
        for (String wrong : List.of("\"open", "a,\"b\"c")) {
            assertThatThrownBy(() -> Csv.parse(wrong))
                    .isInstanceOfSatisfying(
                            MalformedException.class, e -> assertThat(e.code()).isEqualTo("csv_quote"));
        }
    }
}
