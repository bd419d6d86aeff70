package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;

/** What needs no network: keys, anchor sets, charters. */
class OwnFilesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);

    @TempDir
    private Path dir;

    private Path passphrase;

    @BeforeEach
    void writePassphrase() throws Exception {
        passphrase = Files.writeString(dir.resolve("passphrase"), "correct horse\nsecond line\n");
    }

    private static Shell.Run rescue(String... args) {
        return Shell.at(NOW).run(args);
    }

    private Shell.Run withPassphrase(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--passphrase-file", passphrase.toString()));
        return rescue(all.toArray(String[]::new));
    }

    private String at(String name) {
        return dir.resolve(name).toString();
    }

    @Test
    void makesAKeyThatOnlyItsOwnerReadsAndShowsItsPublicPart() throws Exception {
        Shell.Run made = withPassphrase("keys", "new", at("team.p12"), "--output", "json");
        assertThat(made.exit()).as(made.err()).isZero();
        Json.Obj jwk = (Json.Obj) Json.parse(Files.readAllBytes(dir.resolve("team.jwk")));
        String kid = Es256PublicKey.fromJwk(jwk).keyId().toString();
        assertThat(made.out()).contains(kid);
        if (Files.getFileStore(dir).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("team.p12"))))
                    .isEqualTo("rw-------");
        }
        Shell.Run shown = withPassphrase("keys", "show", at("team.p12"));
        assertThat(shown.out()).contains("kid", kid);
        KeyFile.open(Files.readAllBytes(dir.resolve("team.p12")), "correct horse".toCharArray());
    }

    @Test
    void makesAKeyOfALogOrWitness() {
        Shell.Run made = withPassphrase("keys", "new", at("witness.p12"), "--kind", "ed25519", "--output", "json");
        assertThat(made.exit()).isZero();
        assertThat(made.out()).contains("\"crv\":\"Ed25519\"", "\"kty\":\"OKP\"");
        assertThat(withPassphrase("keys", "show", at("witness.p12")).out()).contains("OKP");
    }

    @Test
    void asksForThePassphraseTwiceWhenItIsNew() {
        Shell.Run made =
                Shell.at(NOW).answering("battery staple", "battery staple").run("keys", "new", at("team.p12"));
        assertThat(made.exit()).isZero();
        Shell.Run other =
                Shell.at(NOW).answering("battery staple", "battery stable").run("keys", "new", at("other.p12"));
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("[passphrase_differs]");
        assertThat(dir.resolve("other.p12")).doesNotExist();
    }

    @Test
    void writesOverNothing() {
        withPassphrase("keys", "new", at("team.p12"));
        Shell.Run again = withPassphrase("keys", "new", at("team.p12"));
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("[file_exists]");
    }

    @Test
    void saysWhatIsWrongWithAPassphraseOrKeyFile() throws Exception {
        withPassphrase("keys", "new", at("team.p12"));
        Shell.Run wrong = Shell.at(NOW).answering("wrong").run("keys", "show", at("team.p12"));
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("[wrong_passphrase]");
        assertThat(rescue("keys", "show", at("team.p12")).err()).contains("--passphrase-file", "[no_terminal]");
        assertThat(withPassphrase("keys", "show", at("nothing.p12")).err()).contains("not there", "[file_unreadable]");
        Files.writeString(dir.resolve("bad.p12"), "no key");
        assertThat(withPassphrase("keys", "show", at("bad.p12")).err()).contains("[key_file_malformed]");
        Files.writeString(passphrase, "\n");
        assertThat(withPassphrase("keys", "new", at("empty.p12")).err()).contains("[passphrase_not_ascii]");
    }

    @Test
    void makesAndShowsAnAnchorSet() {
        withPassphrase("keys", "new", at("council.p12"));
        withPassphrase("keys", "new", at("root.p12"));
        Shell.Run made = withPassphrase(
                "anchors",
                "make",
                at("anchors.json"),
                "--council",
                "https://council.example=" + at("council.jwk"),
                "--root",
                at("root.p12"),
                "--for",
                "30d");
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out()).contains("anchor set, version 1", "https://council.example", "signed");
        Shell.Run shown = rescue("anchors", "show", at("anchors.json"), "--output", "json");
        assertThat(shown.exit()).isZero();
        assertThat(shown.out()).contains("\"anchors\":[\"https://council.example\"]");
        Shell.Run later = Shell.at(NOW.plusSeconds(31 * 86_400)).run("anchors", "show", at("anchors.json"));
        assertThat(later.exit()).isEqualTo(1);
        assertThat(later.err()).contains("[anchors_expired]");
    }

    @Test
    void refusesAnAnchorSetThatIsNoneOrCannotBe() throws Exception {
        withPassphrase("keys", "new", at("root.p12"));
        Files.writeString(dir.resolve("anchors.json"), "{}");
        assertThat(rescue("anchors", "show", at("anchors.json")).err()).contains("[missing_member]");
        String council = "https://council.example=" + at("root.jwk");
        assertThat(withPassphrase(
                                "anchors",
                                "make",
                                at("new.json"),
                                "--council",
                                council,
                                "--root",
                                at("root.p12"),
                                "--threshold",
                                "2")
                        .err())
                .contains("[bad_option]");
        assertThat(withPassphrase(
                                "anchors",
                                "make",
                                at("new.json"),
                                "--council",
                                "ftp://x=" + at("root.jwk"),
                                "--root",
                                at("root.p12"))
                        .err())
                .contains("[entity_id_malformed]");
        withPassphrase("keys", "new", at("log.p12"), "--kind", "ed25519");
        assertThat(withPassphrase("anchors", "make", at("new.json"), "--council", council, "--root", at("log.p12"))
                        .err())
                .contains("[key_wrong_kind]");
    }

    @Test
    void foundsARegistryWithEverybodysApproval() throws Exception {
        TestRegistry people =
                TestRegistry.unfounded("https://registry.example", "registry.example/log", Limits.DEFAULT, 1);
        Files.write(dir.resolve("charter.json"), people.charter().json().canonical());
        char[] secret = "correct horse".toCharArray();
        Files.write(dir.resolve("council.p12"), KeyFile.seal(people.council(), secret));
        Files.write(dir.resolve("op0.p12"), KeyFile.seal(people.operator(0), secret));
        Files.write(dir.resolve("op1.p12"), KeyFile.seal(people.operator(1), secret));
        for (String who : List.of("council", "op1")) {
            Shell.Run approved = charter("approve", who, at(who + ".approval"));
            assertThat(approved.exit()).as(approved.err()).isZero();
            assertThat(approved.err()).contains("2 of these 3 operators act together", "codes begin with CN");
        }
        Shell.Run signed = charter(
                "sign",
                "op0",
                at("charter.jws"),
                "--approval",
                at("council.approval"),
                "--approval",
                at("op1.approval"));
        assertThat(signed.exit()).as(signed.err()).isZero();
        Statement statement =
                Statement.parse(Files.readString(dir.resolve("charter.jws")).strip());
        assertThat(Fold.start("registry.example/log").open(NOW).offer(statement))
                .isEqualTo(new Judgement.Effective());
        Shell.Run twice = charter(
                "sign", "op0", at("twice.jws"), "--approval", at("op1.approval"), "--approval", at("op1.approval"));
        assertThat(twice.err()).contains("[bad_file]");
    }

    private Shell.Run charter(String what, String who, String out, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "charter",
                what,
                at("charter.json"),
                "--registry",
                "https://registry.example",
                "--key",
                at(who + ".p12")));
        args.addAll(List.of("--out", out, "--yes"));
        args.addAll(List.of(more));
        return withPassphrase(args.toArray(String[]::new));
    }

    @Test
    void signsNothingWithoutAYes() throws Exception {
        TestRegistry people =
                TestRegistry.unfounded("https://registry.example", "registry.example/log", Limits.DEFAULT, 1);
        Files.write(dir.resolve("charter.json"), people.charter().json().canonical());
        Files.write(dir.resolve("op0.p12"), KeyFile.seal(people.operator(0), "correct horse".toCharArray()));
        String[] args = {
            "charter",
            "approve",
            at("charter.json"),
            "--registry",
            "https://registry.example",
            "--key",
            at("op0.p12"),
            "--out",
            at("op0.approval"),
            "--passphrase-file",
            passphrase.toString()
        };
        Shell.Run no = Shell.at(NOW).answering("n").run(args);
        assertThat(no.exit()).isEqualTo(2);
        assertThat(no.err()).contains("[not_confirmed]");
        assertThat(rescue(args).err()).contains("--yes", "[no_terminal]");
        assertThat(dir.resolve("op0.approval")).doesNotExist();
        assertThat(Shell.at(NOW).answering("y").run(args).exit()).isZero();
    }

    @Test
    void cannotWriteWhereThereIsNoFolder() {
        Shell.Run run = withPassphrase("keys", "new", at("no/such/team.p12"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("[file_unwritable]");
    }

    @Test
    void helpsAndCompletes() {
        assertThat(rescue("--help").out()).contains("verify", "generate-completion");
        assertThat(rescue("--help").exit()).isZero();
        assertThat(rescue("log", "audit", "--help").out()).contains("--anchors");
        assertThat(rescue("--version").out()).startsWith("rescue ");
        Shell.Run script = rescue("generate-completion");
        assertThat(script.out()).contains("complete -F", "rescue", "generate-completion");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        for (String[] wrong : new String[][] {
            {},
            {"keys"},
            {"nonsense"},
            {"show"},
            {"show", "RR-CN7K-3M9Q-XXXX"},
            {"verify", "--for", "30"},
            {"suspend", "RR-CN7K-3M9Q-XDP2", "--reason", "dislike", "--key", "k"},
            {"log", "audit", "ftp://x"},
            {"confirm", "RR-CN7K-3M9Q-XDP2", "--for", "soon", "--key", "k"}
        }) {
            Shell.Run run = rescue(wrong);
            assertThat(run.exit()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(run.err()).contains("[bad_option]", "--help");
            assertThat(run.out()).isEmpty();
        }
    }
}
