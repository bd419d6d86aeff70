package org.rescueregistry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.fetch.Web;
import org.rescueregistry.statement.Role;

/** {@code registry backup} and {@code registry restore}, with a federation around them. */
class BackupTest {
    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {}

    private static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Registry.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }

    private Path settings(String name) {
        return folder.resolve(name).resolve("registry.json");
    }

    @Test
    void yesterdaysBackupIsBroughtForwardFromAMirrorOrRefused() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder)) {
            RegistryServer registry = federation.startRegistry();
            federation.appoint(0, Role.VETTER, null, registry);
            Path backup = folder.resolve("backup");
            Run taken = run("backup", "--config", settings("registry"), backup);
            assertThat(taken.exit()).as(taken.err()).isZero();
            long before = registry.ledger().accepted().size();
            assertThat(taken.out()).contains("all " + before + " leaves");
            assertThat(backup.resolve("keys/passphrase")).doesNotExist();
            assertThat(run("serve", "--config", backup.resolve("registry.json")).exit())
                    .as("nothing starts from a backup itself")
                    .isNotZero();

            federation.appoint(1, Role.VETTER, null, registry);
            federation.appoint(0, Role.AUDITOR, null, registry);
            long after = registry.ledger().accepted().size();
            MirrorServer mirror = mirror(federation, after);
            LiveFederation.await(registry.close());

            Run refused = run("restore", "--from", backup, "--config", settings("alone"));
            assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err())
                    .contains(
                            "leaves " + before + " to " + (after - 1) + " are gone",
                            "the witness w",
                            "has seen " + after + " leaves",
                            "it would sign a second history");
            assertThat(settings("alone")).doesNotExist();

            String url = "http://127.0.0.1:" + mirror.port() + "/log";
            Run restored = run("restore", "--from", backup, "--config", settings("new"), "--mirror", url);
            assertThat(restored.exit()).as(restored.err()).isZero();
            assertThat(restored.out())
                    .contains("fetched   leaves " + before + " to " + (after - 1), "keys/passphrase", "next:");
            Run again = run("restore", "--config", settings("new"), "--mirror", url);
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(run("restore", "--from", backup, "--config", settings("new"))
                            .err())
                    .contains("[not_empty]");

            goesOn(federation, after);
            aSilentWitnessMustBeNamed(federation, backup);
            LiveFederation.await(mirror.close());
        }
    }

    private MirrorServer mirror(LiveFederation federation, long size) throws Exception {
        Web web = Web.withTimeLimit(Duration.ofSeconds(20));
        MirrorServer mirror = LiveFederation.await(MirrorServer.start(
                new MirrorServer.Settings(folder.resolve("mirror"), new Listen("127.0.0.1", 0), Duration.ofMillis(100)),
                MirrorCommand.ofPolicy(LogKeys.policy(federation.config.policy()), web),
                federation.vertx));
        for (int i = 0; i < 300 && mirror.mirrors().get(0).status().keptSize() < size; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(mirror.mirrors().get(0).status().keptSize()).isEqualTo(size);
        return mirror;
    }

    /** The witnesses cosign what is written on top of the restored log, so it has the one history they know. */
    private void goesOn(LiveFederation federation, long size) throws Exception {
        Files.copy(federation.config.passphrase(), folder.resolve("new/keys/passphrase"));
        RegistryServer registry =
                LiveFederation.await(RegistryServer.start(ServerConfig.read(settings("new")), federation.vertx));
        assertThat(registry.ledger().accepted().size()).isEqualTo(size);
        federation.appoint(1, Role.AUDITOR, null, registry);
        long grown = registry.ledger().accepted().size();
        assertThat(grown).isGreaterThan(size);
        for (int i = 0; i < 300 && registry.ledger().health().publishedSize() < grown; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(registry.ledger().health().publishedSize()).isEqualTo(grown);
        assertThat(run("log", "fsck", folder.resolve("new")).exit()).isZero();
        LiveFederation.await(registry.close());
    }

    private void aSilentWitnessMustBeNamed(LiveFederation federation, Path backup) throws Exception {
        LiveFederation.await(federation.witness(2).close());
        Run silent = run("restore", "--config", settings("new"));
        assertThat(silent.exit()).isEqualTo(3);
        assertThat(silent.err()).contains("the witness w3-ed25519 gave no answer");
        assertThat(run("restore", "--config", settings("new"), "--without-witness", "w3-ed25519")
                        .exit())
                .isZero();
        Path key = backup.resolve("policy.txt");
        Files.writeString(key, Files.readString(key) + "# changed\n");
        assertThat(run("restore", "--from", backup, "--config", settings("other"))
                        .err())
                .contains("[backup_damaged]");
    }
}
