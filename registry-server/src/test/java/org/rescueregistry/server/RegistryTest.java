package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.CosignatureSigner;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.wire.Json;

/** The commands as an operator meets them. */
class RegistryTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    /** What a command came to. */
    private record Run(int exit, String out, String err) {}

    @Test
    void makesTheFolderOfANewRegistry() throws Exception {
        Run run = init();
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("next:", "registry serve --config");

        Path home = folder.resolve("home");
        ServerConfig config = ServerConfig.read(home.resolve("registry.json"));
        assertThat(config.entity().toString()).isEqualTo("https://registry.example");
        assertThat(config.origin()).isEqualTo("registry.example/log");
        Charter draft = Charter.parse(Json.parse(Files.readAllBytes(home.resolve("charter.json"))));
        LogPolicy policy = LogPolicy.parse(Files.readAllBytes(config.policy()));
        assertThat(draft.logKeys())
                .containsExactlyInAnyOrderElementsOf(
                        policy.logs().stream().map(log -> log.key().toString()).toList())
                .hasSize(2);
        assertThat(draft.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(draft.quorum()).isEqualTo(1);
        for (String secret : List.of("passphrase", "log.p12", "entity.p12")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.resolve("keys").resolve(secret))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void replacesNoKeys() throws Exception {
        init();
        Run again = init();
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("holds a registry already").contains("[not_empty]");
    }

    @Test
    void saysWhatToDoWithoutACharter() throws Exception {
        init();
        Run serve = serve();
        assertThat(serve.exit()).isEqualTo(2);
        assertThat(serve.err()).contains("no charter to begin one", "charter.jws", "[charter_missing]");
    }

    @Test
    void saysWhatIsWrongWithTheSettingsAndWhere() throws Exception {
        init();
        Path config = folder.resolve("home/registry.json");
        String right = Files.readString(config);

        Files.writeString(config, right.replaceAll(" *\"listen\":\"[^\"]*\",\n", ""));
        assertRefused("config.listen is missing", "missing_member");
        Files.writeString(config, right.replace("{", "{\"x\":1,"));
        assertRefused("config.x is not known here", "unknown_member");
        Files.writeString(config, right.replace("127.0.0.1:8080", "8080"));
        assertRefused("config.listen is not host:port", "bad_listen");
        Files.writeString(config, right.replace("https://registry.example", "http://registry.example"));
        assertRefused("registry.json", "entity_id_not_https");
        Files.writeString(config, "{");
        assertRefused("registry.json", "json_syntax");
        Files.delete(config);
        assertRefused("registry.json is not there", "config_missing");
    }

    @Test
    void refusesAPassphraseThatOthersCanRead() throws Exception {
        init();
        Path passphrase = folder.resolve("home/keys/passphrase");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused("chmod 600", "passphrase_exposed");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(passphrase, "another\n");
        assertRefused("log.p12", "wrong_passphrase");
        Files.writeString(passphrase, "\n");
        assertRefused("empty", "passphrase_missing");
    }

    @Test
    void refusesKeysAndPolicyThatAreNotThere() throws Exception {
        init();
        Path keys = folder.resolve("home/keys");
        Path log = keys.resolve("log.p12");
        Path aside = Files.move(log, keys.resolve("aside"));
        assertRefused("log.p12 is not there", "key_missing");
        Files.copy(keys.resolve("entity.p12"), log);
        assertRefused("holds no Ed25519 key", "wrong_kind_of_key");
        Files.delete(log);
        Files.move(aside, log);
        Files.writeString(folder.resolve("home/policy.txt"), "nonsense\n");
        assertRefused("policy.txt", "policy_malformed");
        Files.delete(folder.resolve("home/policy.txt"));
        assertRefused("policy.txt is not there", "policy_missing");
    }

    @Test
    void refusesASecondProcessOverTheSameFolder() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder.resolve("federation"))) {
            RegistryServer server = federation.startRegistry();
            Run second = run(
                    "serve",
                    "--config",
                    federation.config.folder().resolve(ServerConfig.FILE).toString());
            assertThat(second.exit()).isEqualTo(4);
            assertThat(second.err()).contains("[second_writer]");
            LiveFederation.await(server.close());
        }
    }

    @Test
    void refusesAnotherEntityThanThatOfTheLog() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder.resolve("federation"))) {
            LiveFederation.await(federation.startRegistry().close());
            Path file = federation.config.folder().resolve(ServerConfig.FILE);
            // The same origin, so that the keys fit, under another scheme.
            String entity = federation.entity.toString();
            Files.writeString(file, Files.readString(file).replace(entity, entity.replace("http:", "https:")));
            Run other = run("serve", "--config", file.toString());
            assertThat(other.exit()).isEqualTo(2);
            assertThat(other.err()).contains("[other_entity]");
        }
    }

    @Test
    void refusesACharterThatIsNotOne() throws Exception {
        init();
        Files.writeString(folder.resolve("home/charter.jws"), "no.charter");
        assertThat(serve().exit()).isEqualTo(2);
    }

    @Test
    void printsAWitnessesKeyAndKeepsIt() throws Exception {
        String dir = folder.resolve("w").toString();
        Run first = run("witness", "--dir", dir, "--name", "witness.example/w1", "--listen", "127.0.0.1:0");
        Run second = run("witness", "--dir", dir, "--name", "witness.example/w1", "--listen", "127.0.0.1:0");
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("witness.example/w1+").isEqualTo(second.out());
    }

    @Test
    void makesACouncilOnce() throws Exception {
        String[] init = {
            "council", "init", "--dir", folder.resolve("c").toString(), "--entity", "https://council.example"
        };
        assertThat(run(init).exit()).isZero();
        assertThat(folder.resolve("c/council.jwk")).exists();
        assertThat(run(init).err()).contains("[not_empty]");
    }

    @Test
    void failsWithoutACommand() {
        assertThat(run().exit()).isEqualTo(2);
        assertThat(run("council").exit()).isEqualTo(2);
        assertThat(run("--version").exit()).isZero();
    }

    private void assertRefused(String words, String code) {
        Run run = serve();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(words, "[" + code + "]");
    }

    private Run serve() {
        return run("serve", "--config", folder.resolve("home/registry.json").toString());
    }

    private Run init() throws Exception {
        List<CosignatureSigner> witness = WitnessServer.keys(folder.resolve("w1"), "witness.example/w1", RANDOM);
        Path policy = folder.resolve("witnesses.txt");
        Files.writeString(
                policy,
                new WitnessLines()
                        .add("w1", witness, "https://witness.example/witness")
                        .enough(1),
                UTF_8);
        return run(
                "init",
                "--dir",
                folder.resolve("home").toString(),
                "--entity",
                "https://registry.example",
                "--prefix",
                "CN",
                "--council",
                jwk("council"),
                "--council-entity",
                "https://council.example",
                "--operator",
                jwk("one"),
                "--operator",
                jwk("two"),
                "--quorum",
                "1",
                "--body",
                "hill-desk=" + jwk("hill"),
                "--policy",
                policy.toString());
    }

    private String jwk(String name) throws Exception {
        Path file = folder.resolve(name + ".jwk");
        Files.writeString(file, Es256Signer.generate(RANDOM).publicKey().jwk().text());
        return file.toString();
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Registry.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Run(exit, out.toString(), err.toString());
    }
}
