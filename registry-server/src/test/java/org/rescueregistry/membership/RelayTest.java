package org.rescueregistry.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.store.Store;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;

/** A registry asked to pass acts on, with its own database and an invented home registry. */
class RelayTest {
    @TempDir
    private Path folder;

    private final TestRegistry home = TestRegistry.founded(11);
    private final TestOrganisation team = home.admit();
    private final List<Statement> filed = new ArrayList<>();
    private Optional<String> answer = Optional.of("taken");
    private Store store;
    private Relay relay;

    /** Judges by the real rules; answers as the test says. */
    private final class Home implements Relay.Peer {
        @Override
        public EntityId registry() {
            return home.entity();
        }

        @Override
        public Judgement trial(Statement statement, Instant now) {
            return home.fold().trial(statement, now);
        }

        @Override
        public Optional<String> file(Statement statement) {
            filed.add(statement);
            return answer;
        }
    }

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("peer"));
        relay = relay();
    }

    private Relay relay() {
        return new Relay(
                origin -> origin.equals(home.log()) ? Optional.of(new Home()) : Optional.empty(),
                store.relay(),
                home::now);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private Statement revocation() {
        return home.about(team, new Act.Revoke(Reason.CEASED_OPERATING), home.auditor("sea-desk"));
    }

    private String refusal(Statement statement) {
        return relay.file(statement).match(new Relay.Filing.Cases<String>() {
            @Override
            public String taken(Relay.Filing.Taken taken) {
                return "";
            }

            @Override
            public String refused(Relay.Filing.Refused refused) {
                return refused.code();
            }
        });
    }

    @Test
    void passesARemovingActOnAndShowsIt() {
        Statement revocation = revocation();

        assertThat(refusal(revocation)).isEmpty();
        assertThat(refusal(revocation)).as("the same again").isEmpty();

        assertThat(filed).containsExactly(revocation);
        assertThat(relay.shown()).containsExactly(new Relay.Passed(revocation, home.entity(), home.now(), "taken"));
    }

    @Test
    void keepsWhatTheHomeRegistryDoesNotAnswerAndTriesAgain() throws Exception {
        Statement revocation = revocation();
        answer = Optional.empty();
        assertThat(refusal(revocation)).isEmpty();
        assertThat(relay.shown()).extracting(Relay.Passed::answer).containsOnlyNulls();

        store.close();
        store = Store.open(folder.resolve("peer"));
        relay = relay();
        answer = Optional.of("taken");
        relay.retry();
        relay.retry();

        assertThat(filed).containsExactly(revocation, revocation);
        assertThat(relay.shown()).extracting(Relay.Passed::answer).containsExactly("taken");
    }

    @Test
    void keepsNothingThatTheHomeLogWouldNotTake() {
        Statement byAStranger = home.about(team, new Act.Revoke(Reason.CEASED_OPERATING), TestKeys.es256("a stranger"));
        Statement ofAnotherLog = TestRegistry.unfounded(
                        "https://elsewhere.example",
                        "elsewhere.example/log",
                        home.charter().limits(),
                        1)
                .about(team, new Act.Revoke(Reason.CEASED_OPERATING), home.auditor("sea-desk"));
        Statement granting = home.about(team, new Act.Bind(byAStranger.id()), team.key(), byAStranger.id());
        Statement inTheLog = revocation();
        home.write(inTheLog);

        assertThat(refusal(byAStranger)).isEqualTo("unknown_signer");
        assertThat(refusal(ofAnotherLog)).isEqualTo("unknown_log");
        assertThat(refusal(granting)).isEqualTo("not_removing");
        assertThat(refusal(inTheLog)).isEqualTo("duplicate");
        assertThat(relay.shown()).isEmpty();
        assertThat(filed).isEmpty();
    }

    @Test
    void forgetsAfterAWeek() {
        relay.file(revocation());
        home.advance(Relay.SHOWN.plus(Duration.ofSeconds(1)));
        assertThat(relay.shown()).isEmpty();
    }

    @Test
    void aTrialChangesNothing() {
        long size = home.fold().size();
        Statement revocation = revocation();
        assertThat(home.fold().trial(revocation, home.now())).isInstanceOf(Judgement.Pending.class);
        assertThat(home.fold().trial(revocation, home.now())).isInstanceOf(Judgement.Pending.class);
        assertThat(home.fold().size()).isEqualTo(size);
        assertThat(home.write(revocation)).hasSize(1);
    }
}
