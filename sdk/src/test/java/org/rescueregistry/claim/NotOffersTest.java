package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Families ask and plead, papers report, partners quote, people joke: none of them offers to rescue. */
class NotOffersTest {
    private static final PhraseFinder PHRASES = new PhraseFinder(Lexicon.standard());

    static Stream<String> posts() {
        return WrittenPosts.read("not-offers.tsv").stream().map(columns -> columns[2]);
    }

    @ParameterizedTest
    @MethodSource("posts")
    void picksNoneOfThem(String text) {
        assertThat(PHRASES.find(text)).as(text).isEmpty();
    }

    @Test
    void hasThirtyOfThemInTenLanguages() {
        assertThat(posts()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(WrittenPosts.read("not-offers.tsv").stream()
                        .map(columns -> columns[1])
                        .distinct())
                .hasSize(10);
        assertThat(WrittenPosts.read("not-offers.tsv").stream()
                        .map(columns -> columns[0])
                        .distinct())
                .hasSize(7);
    }
}
