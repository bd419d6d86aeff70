package org.rescueregistry.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.server.FreePort;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;

/** Two registries of one council: what is filed with the one is in the log of the other. */
class PeerFilingTest {
    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();

    @Test
    void anActFiledWithAPeerIsInTheHomeLogAndTheWholeWorldSeesWhoPassedItOn() throws Exception {
        Federation.Ground ground =
                new Federation.Ground(folder, KeyRing.create(folder, random), FreePort::find, random);
        try (Federation federation = Federation.start(
                ground,
                List.of(
                        new Federation.Founding("home", "CN", List.of("hill-desk", "sea-desk"), Limits.DEFAULT),
                        new Federation.Founding("peer", "TH", List.of("river-desk", "rain-desk"), Limits.DEFAULT)))) {
            Desk home = federation.desk("home");
            Desk peer = federation.desk("peer");
            Es256Signer vetter = home.appoint(List.of(new Desk.Appointment("v", "hill-desk", Role.VETTER, null)))
                    .get(0)
                    .key();
            home.settle();

            Statement first = Statement.sign(
                    new Act.Dismiss(vetter.publicKey().keyId(), Reason.UNSPECIFIED, null),
                    home.aboutRegistry(),
                    home.operator(0));
            Statement second = first.countersigned(Instant.now(), random, home.operator(1));
            peer.client().relay(first);
            peer.client().relay(second);

            // Filed again at home it is the same leaf, and promised.
            Accepted accepted = home.submit(second, List.of());
            assertThat(accepted.effective()).isTrue();
            Promise promise = accepted.promise().orElseThrow();
            assertThat(promise.statement()).isEqualTo(second.id());
            assertThat(promise.by()).isAfter(Instant.now());
            assertThat(home.state().people())
                    .doesNotContainKey(vetter.publicKey().keyId());
            assertThat(peer.client().relayed()).containsExactlyInAnyOrder(first, second);

            Statement byAStranger = Statement.sign(first.act(), home.aboutRegistry(), Es256Signer.generate(random));
            assertThatThrownBy(() -> peer.client().relay(byAStranger))
                    .isInstanceOfSatisfying(
                            RegistryRefusedException.class,
                            no -> assertThat(no.code()).isEqualTo("unknown_signer"));
            assertThat(peer.client().relayed()).hasSize(2);
        }
    }
}
