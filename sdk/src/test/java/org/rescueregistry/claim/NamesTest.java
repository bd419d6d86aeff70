package org.rescueregistry.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void comparesInNormalFormC() {
        assertThat(Names.areEqual("Cafe\u0301", "Caf\u00E9")).isTrue();
        assertThat(Names.areEqual("Blue Boat", "blue boat")).isFalse();
    }

    @Test
    void looksAlikeHasTheSameSkeleton() {
        assertThat(Names.skeleton("Blue Boat")).isEqualTo(Names.skeleton("B\u04CFue Boat"));
        assertThat(Names.skeleton("Blue Boat")).isNotEqualTo(Names.skeleton("Green Boat"));
    }
}
