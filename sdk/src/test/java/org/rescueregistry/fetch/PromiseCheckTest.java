package org.rescueregistry.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

class PromiseCheckTest {
    private static final Es256Signer REGISTRY = TestKeys.es256("the registry's own key");
    private static final Duration LATE =
            Promise.WITHIN.plus(PromiseCheck.CLOCK_SKEW).plusSeconds(1);

    private final TestRegistry registry = TestRegistry.founded(9);
    private final TestOrganisation team = registry.admit();
    private final Statement revocation =
            registry.about(team, new Act.Revoke(Reason.CEASED_OPERATING), registry.auditor("sea-desk"));
    private final Promise promise = Promise.sign(revocation, registry.now(), REGISTRY);

    private List<Trouble> troubles(Instant now, Promise... given) {
        PromiseCheck check = new PromiseCheck(registry.log(), List.of(REGISTRY.publicKey()), List.of(given));
        Fold fold = Fold.start(registry.log());
        registry.leaves().forEach(leaf -> fold.append(leaf).ifPresent(check::closed));
        return check.broken(now);
    }

    @Test
    void findsNothingWrongWithAPromiseThatWasKept() {
        registry.write(revocation);
        assertThat(troubles(registry.now().plus(LATE), promise)).isEmpty();
    }

    @Test
    void waitsUntilTheTimeHasCome() {
        assertThat(troubles(promise.by().plus(PromiseCheck.CLOCK_SKEW), promise))
                .isEmpty();
    }

    @Test
    void namesAnActThatNeverBecamePublic() {
        assertThat(troubles(registry.now().plus(LATE), promise)).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.BROKEN_PROMISE);
            assertThat(trouble.kind().isEvidence()).isTrue();
            assertThat(trouble.message()).contains(team.code().canonical(), "is not in the log");
        });
    }

    @Test
    void namesAnActThatBecamePublicTooLate() {
        registry.advance(Promise.WITHIN.plusSeconds(1));
        registry.write(revocation);
        assertThat(troubles(registry.now(), promise))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.message()).contains("only since"));
    }

    @Test
    void holdsTheRegistryToItsEarliestWord() {
        Promise again = Promise.sign(revocation, registry.now().plusSeconds(1000), REGISTRY);
        assertThat(troubles(registry.now().plus(LATE), again, promise)).hasSize(1);
        assertThat(troubles(registry.now().plus(LATE), again)).isEmpty();
    }

    @Test
    void accusesNobodyForAPromiseThatSomebodyElseSigned() {
        Promise forged = Promise.sign(revocation, registry.now(), TestKeys.es256("somebody else"));
        assertThat(troubles(registry.now().plus(LATE), forged)).isEmpty();
    }

    @Test
    void passesOverPromisesOfOtherLogs() {
        PromiseCheck check = new PromiseCheck("elsewhere.example/log", List.of(REGISTRY.publicKey()), List.of(promise));
        assertThat(check.size()).isZero();
    }
}
