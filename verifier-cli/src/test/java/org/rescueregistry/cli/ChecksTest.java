package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rescueregistry.name.Code;
import org.rescueregistry.testing.SharedData;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** Checking: show, verify, scan, audit. One federation for all, for nothing here changes it. */
class ChecksTest {
    private static final String UNKNOWN = "RR-CN7K-3M9Q-XDP2";

    @TempDir
    private static Path dir;

    private static FakeFederation federation;
    private static TestOrganisation team;
    private static String anchors;

    @BeforeAll
    static void open() throws IOException {
        federation = new FakeFederation();
        team = federation.registry.admit();
        federation.publish();
        anchors = Files.write(dir.resolve("anchors.json"), federation.anchors()).toString();
    }

    @AfterAll
    static void close() {
        federation.close();
    }

    private static Shell shell() {
        return new Shell(federation.registry::now);
    }

    private static Shell.Run checked(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--anchors", anchors));
        return shell().run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show RR-CN7K-3M9Q-XDP2",
                "verify RR-CN7K-3M9Q-XDP2",
                "verify -",
                "scan --posts posts.tsv",
                "log audit https://registry.example",
                "vouch 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU --registry https://registry.example --key k.p12",
                "bind RR-CN7K-3M9Q-XDP2 --account weibo.com:1=x --key k.p12",
                "apply --registry https://registry.example --pause-key p.jwk --key k.p12"
            })
    void withoutAnchorsSaysWhereTheyComeFrom(String command) {
        Shell.Run run = shell().run(command.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--anchors FILE", "council", "registry demo", "[anchors_missing]");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void showsARecordForPeopleAndPrograms() throws Exception {
        Shell.Run people = checked("show", team.code().compact());
        assertThat(people.exit()).as(people.err()).isZero();
        assertThat(people.out()).startsWith(team.code() + " is active\n").doesNotContain("\u001b");
        Json programs = Json.parse(
                checked("show", team.code().canonical(), "--output", "json").out());
        assertThat(Members.of(programs, "answer").object("record").string("status"))
                .isEqualTo("active");
        Shell.Run coloured = shell().inColour().run("show", team.code().canonical(), "--anchors", anchors);
        assertThat(coloured.out()).startsWith("\u001b[32m" + team.code() + " is active");
    }

    @Test
    void aCodeThatNobodyHasIsRefuted() {
        for (String command : List.of("show", "verify")) {
            Shell.Run run = checked(command, UNKNOWN);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("[unknown_code]");
        }
    }

    @Test
    void aCodeOfAnotherRegistryIsNotFalse() throws Exception {
        String elsewhere = Code.of("TH", "7K3M9QXD").canonical();
        Shell.Run run = checked("verify", elsewhere);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("[registry_unknown]");
    }

    @Test
    void anOldStatusVerifiesNothing() {
        Instant later = federation.registry.now().plus(Duration.ofMinutes(30));
        Shell.Run run = Shell.at(later).run("verify", team.code().canonical(), "--anchors", anchors);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("too long ago");
    }

    @Test
    void verifiesAPostFromStandardInput() throws Exception {
        String post = "{\"platform\":\"weibo.com\",\"id\":\"7\",\"text\":\"is " + team.code() + " real?\"}";
        Shell.Run run = shell().reading(post).run("verify", "--anchors", anchors, "--output", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(Members.of(Json.parse(run.out()), "verdict").string("outcome"))
                .isIn("NOT_A_CLAIM", "UNDETERMINED");
        Shell.Run code = shell().reading(team.code().compact() + "\n").run("verify", "-", "--anchors", anchors);
        assertThat(code.exit()).isZero();
    }

    @Test
    void whatIsNeitherFileNorCodeIsRefusedBeforeAnybodyIsAsked() throws Exception {
        assertThat(checked("verify", "no-such-thing").err()).contains("[code_bad_length]");
        Path bad = Files.writeString(dir.resolve("bad.json"), "{\"platform\":1}");
        assertThat(checked("verify", bad.toString()).err()).contains("[wrong_type]");
        Path file = Files.writeString(dir.resolve("bad.rescue"), "{\"credential\":1}");
        assertThat(checked("verify", file.toString()).exit()).isEqualTo(2);
    }

    @Test
    void scansPostsAndAccusesNobody() throws Exception {
        Path posts = Files.writeString(
                dir.resolve("posts.tsv"),
                "label\ttext\nNGOs\thello\nEyewitness\twe rescue people, " + UNKNOWN + "\n\n");
        Json counts = Json.parse(
                checked("scan", "--posts", posts.toString(), "--output", "json").out());
        assertThat(Members.of(counts, "counts").integer("posts")).isEqualTo(2);
        Shell.Run table = checked("scan", "--posts", posts.toString());
        assertThat(table.exit()).isZero();
        assertThat(table.out())
                .contains("2 posts", "accusing nobody", "OUTCOME")
                .doesNotContain("CLAIM_MISMATCH");
        Path other = Files.writeString(dir.resolve("other.tsv"), "label\tbody\n");
        assertThat(checked("scan", "--posts", other.toString()).err()).contains("[bad_file]");
        assertThat(checked("scan", "--posts", dir.resolve("none").toString()).err())
                .contains("[file_unreadable]");
    }

    @Test
    void listsWhoAHumanWouldLookAtByLineAndPhrase() throws Exception {
        String offer = "我们是民间救援队，可以联系我";
        Path csv = Files.writeString(
                dir.resolve("posts.csv"),
                "ref,platform,id,name,text\r\na,weibo.example,1,小王,\"今天, \"\"好\"\"\"\r\nb,weibo.example,2,阿强," + offer
                        + "\r\n");
        Path lines = Files.writeString(
                dir.resolve("posts.jsonl"),
                "{\"text\":\"hello\"}\n\n{\"id\":\"2\",\"platform\":\"weibo.example\",\"ref\":\"b\",\"text\":\"" + offer
                        + "\"}\n");
        for (Path posts : List.of(csv, lines)) {
            Shell.Run json = checked("scan", "--posts", posts.toString(), "--output", "json");
            Members first = Members.of(Json.parse(json.out()), "scan")
                    .objects("candidates")
                    .get(0);
            assertThat(first.integer("line")).isEqualTo(3);
            assertThat(first.string("ref")).isEqualTo("b");
            assertThat(first.string("reason")).isEqualTo("PHRASE");
            assertThat(first.string("why")).contains("救援");
            assertThat(json.out()).doesNotContain(offer);
            assertThat(checked("scan", "--counts-only", "--posts", posts.toString())
                            .out())
                    .contains("PHRASE")
                    .doesNotContain("救援");
        }
        for (String bad : List.of("text,id\nx,1\n", "text,id,platform\nx,1,NO\n", "text,bio\nx\n")) {
            Path file = Files.writeString(dir.resolve("bad.csv"), bad);
            assertThat(checked("scan", "--posts", file.toString()).exit())
                    .as(bad)
                    .isEqualTo(2);
        }
        Path syntax = Files.writeString(dir.resolve("bad.jsonl"), "{\"text\":\"a\"}\n{\n");
        assertThat(checked("scan", "--posts", syntax.toString()).err()).contains("line 2", "[json_syntax]");
    }

    @Test
    void replaysAVerdictToTheSameBytes() throws Exception {
        Path post = Files.writeString(
                dir.resolve("asked.json"),
                "{\"id\":\"9\",\"platform\":\"weibo.example\",\"text\":\"" + UNKNOWN + " 是真的吗\"}");
        Path kept = dir.resolve("kept.json");
        assertThat(checked("verify", post.toString(), "--record", kept.toString())
                        .exit())
                .isEqualTo(3);
        assertThat(checked("verify", kept.toString(), "--replay").exit()).isZero();
        Path edited = Files.writeString(
                dir.resolve("edited.json"), Files.readString(kept).replace("NOT_A_CLAIM", "ACCOUNT_VERIFIED"));
        Shell.Run run = checked("verify", edited.toString(), "--replay");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("another verdict");
        assertThat(checked("verify", post.toString(), "--replay").err()).contains("[missing_member]");
    }

    @Test
    void listsTheWordsThatAreToBeRead() {
        assertThat(shell().run("messages", "--unread", "--language", "th").out())
                .contains("badge.PAUSED.text", "ทีมกู้ภัย");
        assertThat(shell().run("messages", "--language", "fr").err()).contains("[bad_option]");
    }

    @Test
    void scansThousandsOfRealPosts() throws Exception {
        Path posts = SharedData.path("data/posts/crisislex-tweets.tsv");
        Members counts = Members.of(
                Json.parse(checked("scan", "--posts", posts.toString(), "--output", "json")
                        .out()),
                "counts");
        assertThat(counts.integer("posts")).isEqualTo(4078);
        assertThat(counts.object("outcomes").json().members()).doesNotContainKeys("CLAIM_MISMATCH", "NO_LONGER_VALID");
    }

    @Test
    void saysWhenNobodyAnswers() throws IOException {
        FakeFederation gone = new FakeFederation();
        String trusted = Files.write(dir.resolve("gone.json"), gone.anchors()).toString();
        gone.close();
        Shell.Run show = Shell.at(gone.registry.now()).run("show", UNKNOWN, "--anchors", trusted);
        assertThat(show.exit()).isEqualTo(4);
        assertThat(show.err()).contains("[unreachable]");
        Shell.Run audit =
                Shell.at(gone.registry.now()).run("log", "audit", gone.entity.toString(), "--anchors", trusted);
        assertThat(audit.exit()).isEqualTo(4);
        assertThat(audit.out()).contains("unreachable");
    }

    @Test
    void aRegistryThatContradictsItselfIsNotBelieved() throws IOException {
        try (FakeFederation forked = new FakeFederation()) {
            TestOrganisation organisation = forked.registry.admit();
            forked.publish();
            String trusted =
                    Files.write(dir.resolve("forked.json"), forked.anchors()).toString();
            forked.logFiles.keySet().stream()
                    .filter(path -> path.contains("entries"))
                    .forEach(path -> forked.logFiles.get(path)[10] ^= 1);
            Shell.Run run = new Shell(forked.registry::now)
                    .run("show", organisation.code().canonical(), "--anchors", trusted);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("[registry_in_trouble]");
        }
    }

    @Test
    void anIdMayBeginWithADash() {
        for (String id : List.of("-" + "y".repeat(41) + "w", "--" + "A".repeat(41))) {
            Shell.Run vouch = shell().run("vouch", id, "--registry", "https://registry.example", "--key", "k.p12");
            assertThat(vouch.err()).as(id).contains("[anchors_missing]");
            Shell.Run object = shell().run(
                            "object", id, "--registry", "https://registry.example", "--key", "k.p12", "--withdraw", id);
            assertThat(object.err()).as(id).contains("[anchors_missing]");
        }
    }

    @Test
    void anAnswerThatCannotBeReadIsNoAnswer() throws IOException {
        HttpServer nonsense = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        nonsense.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        nonsense.start();
        try {
            Path passphrase = Files.writeString(dir.resolve("passphrase"), "correct horse\n");
            String key = dir.resolve("vetter.p12").toString();
            shell().run("keys", "new", key, "--passphrase-file", passphrase.toString());
            String url = "http://127.0.0.1:" + nonsense.getAddress().getPort();
            String[] args = {"applications", "--registry", url, "--key", key, "--passphrase-file", passphrase.toString()
            };
            Shell.Run run = shell().run(args);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("[answer_unreadable]");
        } finally {
            nonsense.stop(0);
        }
    }

    @Test
    void aMistakeOfOursHasANumberAndNoStackTraceUnlessAsked() {
        // A clock that fails is nobody's mistake but ours.
        Shell broken = new Shell(() -> {
            throw new IllegalStateException("no time");
        });
        Shell.Run quiet = broken.run("show", UNKNOWN, "--anchors", anchors);
        assertThat(quiet.exit()).isEqualTo(70);
        assertThat(quiet.err())
                .containsPattern("number [0-9a-f]{8}")
                .contains("[bug]")
                .doesNotContain("\tat ");
        assertThat(broken.run("show", UNKNOWN, "--anchors", anchors, "--debug").err())
                .contains("IllegalStateException", "\tat ");
    }
}
