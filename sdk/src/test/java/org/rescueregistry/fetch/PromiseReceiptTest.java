package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

class PromiseReceiptTest {
    private static final Es256Signer REGISTRY = TestKeys.es256("the registry's own key");

    private final TestRegistry registry = TestRegistry.founded(9);
    private final TestOrganisation team = registry.admit();
    private final Instant now = registry.now();
    private final Statement pause = registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey());

    private String worth(Optional<Promise> came, Instant at) {
        Accepted accepted = new Accepted(pause.id(), 4, 6, true, 0, 0, came);
        return accepted.receipt(pause, List.of(REGISTRY.publicKey()), at).match(new PromiseReceipt.Cases<>() {
            @Override
            public String good(PromiseReceipt.Good receipt) {
                return "good";
            }

            @Override
            public String worthless(PromiseReceipt.Worthless receipt) {
                return receipt.code();
            }

            @Override
            public String notDue(PromiseReceipt.NotDue receipt) {
                return "not due";
            }
        });
    }

    private Optional<Promise> promised(Statement statement, Instant at, Es256Signer signer) {
        return Optional.of(Promise.sign(statement, at, signer));
    }

    @Test
    void takesAPromiseToWhichTheRegistryCanBeHeld() {
        assertThat(worth(promised(pause, now, REGISTRY), now.plusSeconds(2))).isEqualTo("good");
        Duration skew = PromiseCheck.CLOCK_SKEW;
        assertThat(worth(promised(pause, now, REGISTRY), now.plus(skew))).isEqualTo("good");
        assertThat(worth(promised(pause, now, REGISTRY), now.minus(skew))).isEqualTo("good");
    }

    @Test
    void refusesNoPromise() {
        assertThat(worth(Optional.empty(), now)).isEqualTo("promise_missing");
    }

    @Test
    void refusesAPromiseAboutAnotherStatement() {
        Statement other = registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey());
        assertThat(worth(promised(other, now, REGISTRY), now)).isEqualTo("promise_of_another");
    }

    @Test
    void refusesAPromiseSignedByNoKeyOfTheRegistrys() {
        assertThat(worth(promised(pause, now, TestKeys.es256("somebody")), now)).isEqualTo("promise_signature");
    }

    @Test
    void refusesAPromiseForATimeThatIsFarAway() {
        Instant far = now.plus(PromiseCheck.CLOCK_SKEW).plusSeconds(1);
        assertThat(worth(promised(pause, far, REGISTRY), now)).isEqualTo("promise_too_late");
        assertThat(worth(promised(pause, now, REGISTRY), far)).isEqualTo("promise_too_late");
    }

    @Test
    void awaitsNoneForAnActThatRemovesNothing() {
        Statement bind = registry.about(
                team,
                new Act.Bind(TestKeys.digest("an account")),
                team.key(),
                registry.record(team).keys().by());
        assertThat(PromiseReceipt.of(Optional.empty(), bind, List.of(), now)).isInstanceOf(PromiseReceipt.NotDue.class);
    }
}
