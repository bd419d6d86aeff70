package org.rescueregistry.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.LiveReplica;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.server.FreePort;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;

/** A platform that listens: what two people do is known to it long before it would have asked. */
class LiveReplicaTest {
    @TempDir
    private Path folder;

    @Test
    void hearsOfWhatWasPublishedAtOnce() throws Exception {
        SecureRandom random = new SecureRandom();
        Federation.Ground ground =
                new Federation.Ground(folder, KeyRing.create(folder, random), FreePort::find, random);
        try (Federation federation = Federation.start(
                ground,
                List.of(new Federation.Founding("home", "CN", List.of("hill-desk", "sea-desk"), Limits.DEFAULT)))) {
            Desk home = federation.desk("home");
            Es256Signer vetter = home.appoint(List.of(new Desk.Appointment("v", "hill-desk", Role.VETTER, null)))
                    .get(0)
                    .key();
            home.settle();
            KeyId key = vetter.publicKey().keyId();

            Replica replica = federation.newcomer();
            AtomicReference<Boolean> inOffice = new AtomicReference<>();
            try (LiveReplica live = LiveReplica.start(
                    replica,
                    ground.web(),
                    report -> inOffice.set(replica.state(home.entity())
                            .orElseThrow()
                            .person(key)
                            .isPresent()),
                    Clock.systemUTC())) {
                await(inOffice, true);
                Statement first = Statement.sign(
                        new Act.Dismiss(key, Reason.UNSPECIFIED, null), home.aboutRegistry(), home.operator(0));
                home.together(first, List.of(), home.operator(1));
                Instant began = Instant.now();
                await(inOffice, false);
                assertThat(Duration.between(began, Instant.now())).isLessThan(LiveReplica.UNASKED.dividedBy(3));
            }
        }
    }

    private static void await(AtomicReference<Boolean> actual, boolean expected) throws InterruptedException {
        Instant patience = Instant.now().plusSeconds(60);
        while (!Boolean.valueOf(expected).equals(actual.get())) {
            assertThat(Instant.now()).as("a sync that finds it " + expected).isBefore(patience);
            Thread.sleep(10);
        }
    }
}
