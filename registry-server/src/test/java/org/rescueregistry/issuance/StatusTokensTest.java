package org.rescueregistry.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.StatusLists;
import org.rescueregistry.status.StatusListToken;
import org.rescueregistry.status.StatusReference;
import org.rescueregistry.status.StatusType;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

class StatusTokensTest {
    private final TestRegistry registry = TestRegistry.founded(11);
    private final Es256Signer issuer = TestKeys.es256("federation key");
    private final StatusTokens tokens = StatusTokens.create(issuer);

    private StatusLists lists() {
        return registry.fold().statusLists();
    }

    private String refreshed(Instant now) {
        tokens.refresh(lists(), now);
        return tokens.token(1).orElseThrow();
    }

    private StatusType status(String token, int index) throws MalformedException {
        URI uri = URI.create(lists().uri(1));
        return StatusListToken.verify(token, issuer.publicKey(), uri, registry.now())
                .match(new StatusListToken.Verification.Cases<>() {
                    @Override
                    public StatusType verified(StatusListToken verified) {
                        return verified.status(new StatusReference(uri, index)).orElseThrow();
                    }

                    @Override
                    public StatusType refused(StatusListToken.Refusal refusal) {
                        throw new AssertionError(refusal);
                    }
                });
    }

    @Test
    void saysWhatTheLogSays() throws MalformedException {
        registry.admit();
        TestOrganisation paused = registry.admit();
        registry.write(registry.about(paused, new Act.Pause(Reason.PROTECTIVE), paused.pauseKey()));
        String token = refreshed(registry.now());
        assertThat(status(token, 0)).isEqualTo(StatusType.VALID);
        assertThat(status(token, 1)).isEqualTo(StatusType.SUSPENDED);
    }

    @Test
    void isSignedAnewWhenTheListChangedOrTheTokenGrowsOld() throws MalformedException {
        TestOrganisation team = registry.admit();
        Instant first = registry.now();
        String token = refreshed(first);
        assertThat(refreshed(first.plus(Duration.ofMinutes(59)))).isEqualTo(token);
        String renewed = refreshed(first.plus(Duration.ofMinutes(60)));
        assertThat(renewed).isNotEqualTo(token);

        registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        String changed = refreshed(first.plus(Duration.ofMinutes(61)));
        registry.advance(Duration.ofMinutes(61));
        assertThat(status(changed, 0)).isEqualTo(StatusType.SUSPENDED);
        assertThat(status(renewed, 0)).isEqualTo(StatusType.VALID);
    }

    @Test
    void hasNoTokenOfAListThatIsNotThere() {
        tokens.refresh(lists(), registry.now());
        assertThat(tokens.token(1)).isEmpty();
        registry.admit();
        tokens.refresh(lists(), registry.now());
        assertThat(tokens.token(1)).isPresent();
        assertThat(tokens.token(0)).isEmpty();
        assertThat(tokens.token(2)).isEmpty();
    }
}
