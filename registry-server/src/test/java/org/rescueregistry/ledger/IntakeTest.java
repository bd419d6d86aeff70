package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntakeTest {
    private final Intake<String> intake = new Intake<>(new Intake.Bounds(3, 1, 20), String::length);

    @Test
    void keepsTheLastPlacesForRemovingActs() {
        assertThat(intake.offer("admit", false)).isTrue();
        assertThat(intake.offer("bind", false)).isTrue();
        assertThat(intake.offer("amend", false)).isFalse();
        assertThat(intake.offer("revoke", true)).isTrue();
        assertThat(intake.offer("suspend", true)).isFalse();
    }

    @Test
    void givesThemOutInTheOrderTheyCame() {
        intake.offer("admit", false);
        intake.offer("revoke", true);
        intake.offer("suspend", true);

        assertThat(intake.take(2, 100)).containsExactly("admit", "revoke");
        assertThat(intake.isEmpty()).isFalse();
        assertThat(intake.take(2, 100)).containsExactly("suspend");
        assertThat(intake.isEmpty()).isTrue();
        assertThat(intake.take(2, 100)).isEmpty();
    }

    @Test
    void turnsAwayWhatIsTooHeavyTogether() {
        assertThat(intake.offer("an admission", false)).isTrue();
        assertThat(intake.offer("a recharter", false)).isFalse();
        assertThat(intake.offer("a removing act", true)).isTrue();

        assertThat(intake.take(2, 13)).containsExactly("an admission");
        assertThat(intake.offer("bind", false)).isTrue();
        assertThat(intake.take(2, 1)).containsExactly("a removing act");
        assertThat(intake.take(2, 1)).containsExactly("bind");
    }
}
