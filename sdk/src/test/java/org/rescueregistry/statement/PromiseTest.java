package org.rescueregistry.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rescueregistry.key.CompactJws;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

class PromiseTest {
    private static final Es256Signer REGISTRY = TestKeys.es256("the registry's own key");

    private final TestRegistry registry = TestRegistry.founded(3);
    private final TestOrganisation team = registry.admit();
    private final Statement revocation =
            registry.about(team, new Act.Revoke(Reason.CEASED_OPERATING), registry.auditor("sea-desk"));

    @Test
    void namesTheStatementAndTheLatestTime() throws Exception {
        Promise promise = Promise.parse(Promise.sign(revocation, registry.now().plusMillis(900), REGISTRY)
                .compact());

        assertThat(promise.isSignedBy(REGISTRY.publicKey())).isTrue();
        assertThat(promise.isSignedBy(registry.operator(0).publicKey())).isFalse();
        assertThat(promise.act()).isEqualTo("revoke");
        assertThat(promise.log()).isEqualTo(registry.log());
        assertThat(promise.sub()).isEqualTo(team.code().canonical());
        assertThat(promise.statement()).isEqualTo(revocation.id());
        assertThat(promise.iat()).isEqualTo(registry.now());
        assertThat(promise.by()).isEqualTo(registry.now().plus(Duration.ofSeconds(60)));
    }

    @Test
    void isMadeForRemovingActsAlone() {
        Statement binding = registry.about(team, new Act.Bind(revocation.id()), team.key(), revocation.id());

        assertThatThrownBy(() -> Promise.sign(binding, registry.now(), REGISTRY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Promise.parse(changed("act", new Json.Str("bind"))))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("promise_act"));
    }

    @Test
    void refusesATimeBeforeItsOwn() {
        assertThatThrownBy(() ->
                        Promise.parse(changed("by", new Json.Num(registry.now().getEpochSecond() - 1))))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo("promise_time"));
    }

    @Test
    void refusesAMemberItDoesNotKnow() {
        assertThatThrownBy(() -> Promise.parse(changed("unless", new Json.Str("it rains"))))
                .isInstanceOf(MalformedException.class);
    }

    private String changed(String member, Json value) throws MalformedException {
        CompactJws good = CompactJws.parse(
                Promise.sign(revocation, registry.now(), REGISTRY).compact());
        TreeMap<String, Json> members = new TreeMap<>(
                Members.of(Json.parse(good.payload()), "payload").json().members());
        members.put(member, value);
        return CompactJws.sign(Promise.TYPE, new Json.Obj(members).canonical(), REGISTRY)
                .compact();
    }
}
