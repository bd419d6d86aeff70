package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Looking things up: history, lists, searches, audits that go on, watching. */
class WorkbenchTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private static Path dir;

    private static FakeFederation federation;
    private static TestOrganisation boat;
    private static TestOrganisation nameless;
    private static Instant admitted;
    private static String anchors;

    @BeforeAll
    static void open() throws IOException, MalformedException {
        federation = new FakeFederation();
        boat = named("蓝舟救援\u202e", "rescue_team", "CN");
        admitted = federation.registry.now();
        nameless = federation.registry.admit();
        federation.registry.write(
                federation.registry.about(nameless, new Act.Pause(Reason.PROTECTIVE), nameless.pauseKey()));
        federation.publish();
        anchors = Files.write(dir.resolve("anchors.json"), federation.anchors()).toString();
    }

    private static TestOrganisation named(String name, String kind, String where) throws MalformedException {
        TestOrganisation team = federation.registry.organisation();
        Disclosure called = OrganisationName.of("zh-Hans", name).disclose(RANDOM);
        Disclosure is = Disclosure.create("kind", new Json.Str(kind), RANDOM);
        Disclosure at = Disclosure.create("jurisdiction", new Json.Str(where), RANDOM);
        Disclosure account =
                new BoundAccount(AccountId.parse("weibo.com", "123456"), List.of("blueboat")).disclose(RANDOM);
        for (Disclosure one : List.of(called, is, at, account)) {
            federation.disclosures.put(one.text(), new GivenDisclosure(Audience.PUBLIC, one));
        }
        Application.Content content = new Application.Content(
                team.key().publicKey(),
                team.pauseKey().publicKey(),
                DigestSet.of(called.digest()),
                is.digest(),
                at.digest(),
                DigestSet.of(account.digest()));
        federation.registry.write(federation.registry.admission(team, content));
        return team;
    }

    @AfterAll
    static void close() {
        federation.close();
    }

    private static Shell.Run run(String... args) {
        return run(new Shell(federation.registry::now), args);
    }

    private static Shell.Run run(Shell shell, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--anchors", anchors));
        return shell.run(all.toArray(String[]::new));
    }

    private static Members json(String... args) throws MalformedException {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--output", "json"));
        return Members.of(Json.parse(run(all.toArray(String[]::new)).out()), "answer");
    }

    @Test
    void showsTheWholeHistoryInPlainWords() throws MalformedException {
        Shell.Run run = run("show", boat.code().canonical());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith(boat.code() + " is active\n")
                .contains("HISTORY", "Admit an organisation under the code " + boat.code(), "蓝舟救援")
                .containsPattern("pending, 1 of 2 had signed; completed by leaf [0-9]+")
                .contains("signed by operator, key ", "took effect", "from then on: active")
                .contains("WITNESS", "w4")
                .doesNotContain("\u202e");
        List<Members> history = json("show", boat.code().canonical()).objects("history");
        assertThat(history).hasSize(2);
        assertThat(history.get(0).string("outcome")).isEqualTo("completed");
        assertThat(history.get(1).string("by")).isEqualTo("operator");
    }

    @Test
    void neverTellsWhyATeamPaused() {
        Shell.Run run = run("show", nameless.code().canonical());
        assertThat(run.out())
                .contains("is paused", "Pause " + nameless.code(), "signed by pause key")
                .doesNotContain("protective");
    }

    @Test
    void showsWhatWasTrueThen() throws MalformedException {
        String code = nameless.code().canonical();
        String second = admitted.toString();
        assertThat(run("show", code, "--at", second).out()).startsWith(code + " is active");
        Members then = json("show", code, "--at", Long.toString(admitted.getEpochSecond()));
        assertThat(then.object("record").string("status")).isEqualTo("active");
        assertThat(then.objects("history")).hasSize(2);
        Shell.Run before = run("show", code, "--at", admitted.minusSeconds(1).toString());
        assertThat(before.exit()).isEqualTo(1);
        assertThat(before.err()).contains("[unknown_code]", "had by then");
        Shell.Run later = run("show", code, "--at", "2999-01-01T00:00:00Z");
        assertThat(later.exit()).isEqualTo(2);
        assertThat(run("show", code, "--at", "yesterday").err()).contains("[bad_option]");
    }

    @Test
    void listsByEveryFilter() throws MalformedException {
        assertThat(json("list").objects("organisations")).hasSize(2);
        assertThat(run("list").out())
                .contains("2 organisations", "CODE", "蓝舟救援", "rescue_team")
                .doesNotContain("\u202e");
        assertThat(codes("list", "--status", "suspended,revoked")).containsExactly(code(nameless));
        assertThat(codes("list", "--kind", "rescue_team", "--jurisdiction", "CN"))
                .containsExactly(code(boat));
        assertThat(codes("list", "--kind", "embassy")).isEmpty();
        assertThat(codes("list", "--registry", federation.entity.toString())).hasSize(2);
        assertThat(codes("list", "--registry", "https://elsewhere.example")).isEmpty();
        assertThat(codes("list", "--since", admitted.toString())).containsExactly(code(nameless));
        assertThat(codes("list", "--expiring", "1d")).isEmpty();
        assertThat(codes("list", "--expiring", "4000d")).hasSize(2);
        assertThat(run("list", "--status", "dead").exit()).isEqualTo(2);
    }

    @Test
    void findsByLookByBeginningAndByAccount() throws MalformedException {
        assertThat(codes("search", "蓝 舟")).containsExactly(code(boat));
        assertThat(codes("search", "BLUE bоаt")).as("Cyrillic look-alikes").containsExactly(code(boat));
        assertThat(codes("search", "weibo.com:123456")).containsExactly(code(boat));
        assertThat(codes("search", code(nameless).substring(0, 12).toLowerCase().replace("0", "o")))
                .contains(code(nameless));
        Shell.Run nobody = run("search", "red boat");
        assertThat(nobody.exit()).isZero();
        assertThat(nobody.out()).contains("nobody found", "may still be real");
        assertThat(run("search", " ").exit()).isEqualTo(2);
    }

    private static String code(TestOrganisation team) {
        return team.code().canonical();
    }

    private static List<String> codes(String... args) throws MalformedException {
        List<String> codes = new ArrayList<>();
        for (Members one : json(args).objects("organisations")) {
            codes.add(one.string("code"));
        }
        return codes;
    }

    @Test
    void whatCannotBeReadWholeIsSaid() throws IOException {
        FakeFederation gone = new FakeFederation();
        Path file = Files.write(dir.resolve("gone.json"), gone.anchors());
        gone.close();
        for (String command : List.of("list", "search blue")) {
            String[] args = (command + " --anchors " + file).split(" ");
            Shell.Run run = Shell.at(gone.registry.now()).run(args);
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("unreachable");
        }
    }

    @Test
    void keepsCodesForTheTabKey() {
        Path kept = dir.resolve("cache").resolve("codes");
        Shell shell = new Shell(federation.registry::now).keeping(kept);
        assertThat(shell.run("complete-codes", "RR").out()).isEmpty();
        run(shell, "list");
        assertThat(shell.run("complete-codes").out().lines()).containsExactly(code(boat), code(nameless));
        assertThat(shell.run("complete-codes", code(boat).substring(0, 5)).out())
                .contains(code(boat));
        assertThat(shell.run("complete-codes", "RR-ZZ").out()).isEmpty();
    }

    @Test
    void anAuditGoesOnFromWhereItStopped() throws Exception {
        String state = dir.resolve("audit").toString();
        String url = federation.entity.toString();
        Shell.Run first = run("log", "audit", url, "--state", state);
        assertThat(first.exit()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains("clean").doesNotContain("resumed");
        Shell.Run second = run("log", "audit", url, "--state", state);
        assertThat(second.exit()).isZero();
        assertThat(second.out()).contains("clean", "resumed from");
        Path bundle = dir.resolve("audit/tile/entries/000.p");
        try (var files = Files.list(bundle)) {
            Path file = files.findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[50] ^= 1;
            Files.write(file, bytes);
        }
        Shell.Run changed = run("log", "audit", url, "--state", state);
        assertThat(changed.exit()).isEqualTo(2);
        assertThat(changed.err()).contains("[audit_folder_damaged]");
    }

    private static Path copy(String name, List<byte[]> leaves) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        federation.show(leaves, files);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = dir.resolve(name).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return dir.resolve(name);
    }

    @Test
    void saysWhatDiffersBetweenTwoSizesOfOneLog() throws MalformedException {
        String url = federation.entity.toString();
        int leaves = federation.registry.leaves().size();
        Shell.Run same = run("log", "diff", url, url);
        assertThat(same.exit()).as(same.err()).isZero();
        assertThat(same.out()).contains("one history", "the same in both");
        // The last batch is the pause and its state leaf, the one before admitted whoever pauses.
        Members paused = json("log", "diff", url + "@" + (leaves - 2), url);
        assertThat(paused.objects("changed")).singleElement().satisfies(one -> {
            assertThat(one.string("how")).isEqualTo("changed");
            assertThat(one.string("before")).isEqualTo("active");
            assertThat(one.string("after")).isEqualTo("suspended");
        });
        Shell.Run founded = run("log", "diff", url, url + "@2");
        assertThat(founded.exit()).isZero();
        assertThat(founded.out()).contains(code(boat), "gone", "2 differ");
        assertThat(run("log", "diff", url, url + "@" + (leaves + 1)).exit()).isEqualTo(3);
    }

    @Test
    void namesTheFirstLeafInWhichACopyDiffers() throws Exception {
        String url = federation.entity.toString();
        String copy = copy("copy", federation.registry.leaves()).toString();
        assertThat(run("log", "diff", url, copy).out()).contains("one history");
        List<byte[]> lie = new ArrayList<>(federation.registry.leaves());
        lie.set(7, "nothing".getBytes(StandardCharsets.UTF_8));
        String other = copy("lie", lie).toString();
        Shell.Run forked = run("log", "diff", url, other);
        assertThat(forked.exit()).isEqualTo(1);
        assertThat(forked.out()).contains("two histories: leaf 7 is the first");
        assertThat(run("log", "diff", copy, other).err()).contains("--registry");
        assertThat(json("log", "diff", copy, other, "--registry", url).integer("first_different_leaf"))
                .isEqualTo(7);
        assertThat(run("log", "diff", url, "no such place").exit()).isEqualTo(2);
    }

    @Test
    void watchesWhatIsThereAndCriesOut() throws MalformedException {
        String url = federation.entity.toString();
        Shell.Run run = run(
                "log",
                "watch",
                url,
                "--once",
                "--all",
                "--code",
                code(nameless),
                "--account",
                "weibo.com:123456",
                "--name",
                "蓝舟",
                "--output",
                "json");
        assertThat(run.exit()).as(run.err()).isZero();
        List<Members> events = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            events.add(Members.of(Json.parse(line), "event"));
        }
        assertThat(events).hasSizeGreaterThan(10);
        List<String> words = run.out().lines().toList();
        assertThat(words)
                .anyMatch(line -> line.contains("\"act\":\"suspend\"") && line.contains("\"alerts\":[\"code\"]"));
        assertThat(words)
                .anyMatch(line -> line.contains("\"event\":\"match\"") && line.contains("account weibo.com:123456"))
                .anyMatch(line -> line.contains("\"event\":\"match\"") && line.contains("name 蓝舟救援"));
        assertThat(run("log", "watch", url, "--once").out().lines())
                .singleElement()
                .asString()
                .contains("watching from leaf");
    }

    @Test
    void tellsWhatComesWhileItWatches() throws Exception {
        try (FakeFederation live = new FakeFederation()) {
            TestOrganisation team = live.registry.admit();
            live.publish();
            String trusted =
                    Files.write(dir.resolve("live.json"), live.anchors()).toString();
            Instant start = live.registry.now();
            InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.between(Instant.now(), start));
            CompletableFuture<Shell.Run> watch = CompletableFuture.supplyAsync(() -> new Shell(clock)
                    .run(
                            "log",
                            "watch",
                            live.entity.toString(),
                            "--every",
                            "1s",
                            "--for",
                            "4s",
                            "--code",
                            team.code().canonical(),
                            "--anchors",
                            trusted));
            Thread.sleep(1500);
            live.registry.write(live.registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
            live.publish();
            Shell.Run run = watch.get();
            assertThat(run.exit()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("watching from leaf", "ALERT (code)", "suspend " + team.code() + " by pause key");
        }
    }

    @Test
    void aWatchEndsWithOneOnEvidence() throws IOException {
        try (FakeFederation forked = new FakeFederation()) {
            String trusted =
                    Files.write(dir.resolve("forked.json"), forked.anchors()).toString();
            forked.logFiles.keySet().stream()
                    .filter(path -> path.contains("entries"))
                    .forEach(path -> forked.logFiles.get(path)[10] ^= 1);
            Shell.Run run =
                    new Shell(forked.registry::now).run("log", "watch", forked.entity.toString(), "--anchors", trusted);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).contains("TROUBLE", "inconsistent");
        }
    }
}
