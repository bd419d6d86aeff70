package org.rescueregistry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.vetting.Decision;
import org.rescueregistry.vetting.FilesContract;
import org.rescueregistry.vetting.HeldDigests;
import org.rescueregistry.vetting.TestCases;
import org.rescueregistry.vetting.Vetting;

class StoreTest extends FilesContract {
    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(folder.resolve("registry"));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Override
    protected Vetting.Files files() {
        return store.vetting();
    }

    private Vetting vetting(Store of) {
        return Vetting.create(
                new Vetting.Home(registry.entity(), registry.log()), of.vetting(), () -> TestCases.state(registry));
    }

    /** What a machine would find that lost its power now: only what had been written, the database not closed. */
    private Store afterPowerCut(String name) throws IOException {
        Files.copy(folder.resolve("registry.mv.db"), folder.resolve(name + ".mv.db"));
        return Store.open(folder.resolve(name));
    }

    @Test
    void findsAfterAPowerCutWhatItAcknowledged() throws IOException {
        TestCases.Sent sent = TestCases.application(registry);
        Digest application = sent.application().id();
        assertThat(vetting(store).applications().apply(sent.application(), sent.given(), registry.now()))
                .isEqualTo(new Decision.Granted<>(application));
        try (Store copy = afterPowerCut("applied")) {
            assertThat(copy.vetting().cases().find(application).orElseThrow().disclosures())
                    .containsExactlyInAnyOrderElementsOf(sent.given());
        }
        Vouch vouch = Vouch.sign(
                sent.application(), registry.stamp(), registry.now().plusSeconds(900), registry.vetter("hill-desk", 0));
        vetting(store).applications().vouch(application, vouch, registry.now());
        try (Store copy = afterPowerCut("vouched")) {
            assertThat(copy.vetting().cases().find(application).orElseThrow().vouches())
                    .containsExactly(vouch);
        }
        GivenDisclosure account = new GivenDisclosure(Audience.PUBLIC, TestCases.account("2"));
        store.vetting().disclosures().keep(TestCases.nothing(), List.of(account));
        Digest bind = TestCases.nothing();
        HeldDigests.Held held = new HeldDigests.Held(bind, account.disclosure().digest());
        try (Store copy = afterPowerCut("kept")) {
            copy.vetting()
                    .projection()
                    .rebuild(1, List.of(new HeldDigests(sent.organisation().code(), application, Set.of(held))));
            assertThat(copy.vetting().disclosures().held(sent.organisation().code()))
                    .containsExactly(account);
        }
    }

    private Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("registry"));
    }

    @Test
    void makesADeletedProjectionAnewFromTheLog() throws Exception {
        TestCases.Sent sent = TestCases.application(registry);
        Vetting vetting = vetting(store);
        vetting.follower().start(TestCases.state(registry));
        vetting.applications().apply(sent.application(), sent.given(), registry.now());
        registry.write(TestCases.admission(registry, sent));
        vetting.follower().advance(TestCases.state(registry));
        List<GivenDisclosure> before = store.vetting().disclosures().held(Set.of(Audience.PUBLIC));
        assertThat(before).hasSize(2);
        store.close();

        try (Connection raw = raw();
                Statement delete = raw.createStatement()) {
            delete.execute("DELETE FROM projection");
            delete.execute("DELETE FROM admitted");
            delete.execute("DELETE FROM held");
        }
        open();
        assertThat(store.vetting().disclosures().held(Set.of(Audience.PUBLIC))).isEmpty();
        vetting(store).follower().start(TestCases.state(registry));
        assertThat(store.vetting().disclosures().held(Set.of(Audience.PUBLIC))).isEqualTo(before);
        assertThat(store.vetting().projection().admitted(sent.application().id()))
                .contains(sent.organisation().code());
    }

    @Test
    void findsEverythingAgainAfterARestart() throws IOException {
        TestCases.Sent sent = TestCases.application(registry);
        vetting(store).applications().apply(sent.application(), sent.given(), registry.now());
        store.close();
        open();
        assertThat(store.vetting().cases().waiting())
                .containsExactly(sent.application().id());
    }

    @Test
    void saysWhichDatabaseIsDamaged() throws IOException {
        Path damaged = folder.resolve("damaged");
        Files.writeString(folder.resolve("damaged.mv.db"), "this is no database".repeat(1000));
        assertThatThrownBy(() -> Store.open(damaged))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
