package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/**
 * Something has gone wrong in a federation, and people work by a page of {@code docs/how-to/}: everybody's commands over HTTP, against a
 * registry of four bodies that judges by the rulebook with its real limits of hours and days, whose clock the drill has in its hand.
 * What stands on the page for a code, an address or a file stands here for the real one.
 */
final class Drill implements AutoCloseable {
    /** On every page: the code of the team it is about, and its registry. */
    static final String CODE = "RR-CN7K-3M9Q-XDP2";

    private static final String REGISTRY = "https://registry.example";
    private static final String PASSPHRASE = "correct horse";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> FILES =
            List.of(".p12", ".jwk", ".json", ".approval", ".signed", ".charter", ".promise");

    final FakeFederation federation = new FakeFederation();
    final TestRegistry registry = federation.registry;
    private final Path dir;
    private final Runbook page;
    private final Map<String, String> meant = new LinkedHashMap<>();
    private final Map<String, Es256Signer> people = new LinkedHashMap<>();

    Drill(Path dir, Runbook page) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.page = page;
        meant.put(REGISTRY, federation.entity.toString());
        Files.write(dir.resolve("anchors.json"), federation.anchors());
        fourthBody();
        person("weibo", registry.platform());
        person("council", registry.council());
        List<String> operators = List.of("ana", "ben", "chen");
        for (String operator : operators) {
            person(operator, registry.operator(operators.indexOf(operator)));
        }
        for (String body : List.of("hill", "river", "sea", "lake")) {
            person(body + "-body", registry.body(body + "-desk"));
            person(body + "-vetter", registry.vetter(body + "-desk", 0));
            person(body + "-auditor", registry.auditor(body + "-desk"));
        }
    }

    /** Two of four bodies can help a team for which the other two vouched. */
    private void fourthBody() {
        Charter before = registry.fold().charter();
        List<Charter.Body> bodies = new ArrayList<>(before.bodies());
        bodies.add(new Charter.Body("lake-desk", registry.body("lake-desk").publicKey()));
        Charter next = new Charter(
                bodies,
                before.codePrefix(),
                before.council(),
                before.limits(),
                before.logKeys(),
                before.operators(),
                before.quorum());
        List<Approval> approvals = List.of(
                Approval.sign(Approval.Of.RECHARTER, next.digest(), registry.envelope(), registry.council()),
                Approval.sign(Approval.Of.RECHARTER, next.digest(), registry.envelope(), registry.operator(1)));
        Digest inForce = registry.fold().charterId();
        registry.write(registry.about(new Act.Recharter(next, approvals), registry.operator(0), inForce));
        List<Statement> office = new ArrayList<>();
        office.addAll(registry.appointment("lake-desk", registry.vetter("lake-desk", 0), Role.VETTER));
        office.addAll(registry.appointment("lake-desk", registry.auditor("lake-desk"), Role.AUDITOR));
        registry.write(office);
        federation.recognise(registry.fold().charterId());
        federation.publish();
    }

    /** Somebody with a key, in files of this name. */
    void person(String name, Es256Signer key) {
        people.put(name, key);
        try {
            Files.write(dir.resolve(name + ".jwk"), key.publicKey().jwk().canonical());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Key files are written once they are used: most of a drill's people do nothing, and sealing is slow by design. */
    private void seal(String file) {
        Es256Signer key = people.get(file.replace(".p12", ""));
        try {
            if (key != null && !Files.exists(dir.resolve(file))) {
                Files.write(dir.resolve(file), KeyFile.seal(key, PASSPHRASE.toCharArray()));
            }
        } catch (IOException | MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** What stands on the page for something that only this federation knows. */
    void meaning(String onThePage, String here) {
        meant.put(onThePage, here);
    }

    /** A team in good standing with this name and account, which {@code weibo.com} has confirmed; these two bodies vouched. */
    TestOrganisation team(String name, String account, String body, String other) throws MalformedException {
        TestOrganisation team = registry.organisation();
        Disclosure called = OrganisationName.of("zh-Hans", name).disclose(RANDOM);
        Disclosure is = Disclosure.create("kind", new Json.Str("rescue_team"), RANDOM);
        Disclosure at = Disclosure.create("jurisdiction", new Json.Str("CN"), RANDOM);
        Disclosure bound =
                new BoundAccount(AccountId.parse(TestRegistry.PLATFORM, account), List.of(name)).disclose(RANDOM);
        for (Disclosure one : List.of(called, is, at, bound)) {
            federation.disclosures.put(one.text(), new GivenDisclosure(Audience.PUBLIC, one));
        }
        Application.Content content = new Application.Content(
                team.key().publicKey(),
                team.pauseKey().publicKey(),
                DigestSet.of(called.digest()),
                is.digest(),
                at.digest(),
                DigestSet.of(bound.digest()));
        registry.write(registry.admission(team, content, body, other));
        Act confirm = new Act.Confirm(bound.digest(), registry.now().plus(Duration.ofDays(180)));
        Digest by = registry.record(team).account(bound.digest()).orElseThrow().by();
        registry.write(registry.about(team, confirm, registry.platform(), by));
        federation.publish();
        return team;
    }

    /** The team that the page is about, with its two keys in files. */
    TestOrganisation theTeam(String body, String other) throws MalformedException {
        TestOrganisation team = team("蓝舟救援", "1234567890", body, other);
        meaning(CODE, team.code().canonical());
        person("team", team.key());
        person("pause", team.pauseKey());
        return team;
    }

    /** The next command of the page, by whoever has the key in it; what cannot be undone is typed. */
    Shell.Run next(String begins, String typed) {
        return done(page.next(begins), typed);
    }

    Shell.Run next(String begins) {
        return next(begins, "yes");
    }

    /** The next command of the page is the council's, on its own machine: it recognises the charter that is in force. */
    void councilRecognises() {
        assertThat(page.next("registry council recognise")).contains(REGISTRY, "--charter");
        federation.recognise(registry.fold().charterId());
    }

    /** A command that is on no page. */
    Shell.Run done(String command, String typed) {
        Shell.Run run = tried(command, typed);
        assertThat(run.exit()).as(command + "\n" + run.out() + run.err()).isZero();
        return run;
    }

    /** As {@link #done}, however it ends. */
    Shell.Run tried(String command, String typed) {
        List<String> words = new ArrayList<>(List.of(command.split(" +")));
        assertThat(words.remove(0)).isEqualTo("rescue");
        String[] args = words.stream().map(this::meant).toArray(String[]::new);
        Shell shell = new Shell(registry::now);
        if (command.startsWith("rescue keys new")) {
            shell.answering(PASSPHRASE, PASSPHRASE);
        } else if (command.contains("--key ")) {
            shell.answering(PASSPHRASE, typed);
        }
        return shell.run(args);
    }

    private String meant(String word) {
        String[] sides = word.split("=", 2);
        String last = sides[sides.length - 1];
        boolean isFile = FILES.stream().anyMatch(last::endsWith);
        if (last.endsWith(".p12")) {
            seal(last);
        }
        String here = isFile ? dir.resolve(last).toString() : meant.getOrDefault(last, last);
        return sides.length == 1 ? here : sides[0] + "=" + here;
    }

    /** The clock goes on, and witnesses go on cosigning. */
    void later(Duration time) {
        registry.advance(time);
        federation.publish();
    }

    /** What a platform's SDK says now of a post from this account under this name: the outcome and the first reason. */
    String verdict(String name, String account) throws Exception {
        Json.Obj post = Json.object()
                .put("id", account)
                .put("names", Json.strings(List.of(name)))
                .put("platform", TestRegistry.PLATFORM)
                .put("text", "请联系我们")
                .build();
        Files.write(dir.resolve("post.json"), post.canonical());
        Shell.Run run = tried("rescue verify post.json --anchors anchors.json --output json", "");
        Members verdict = Members.of(Json.parse(run.out()), "verdict");
        List<String> words = new ArrayList<>(List.of(verdict.string("outcome")));
        for (Members reason : verdict.objects("reasons")) {
            words.add(reason.string("reason"));
        }
        return String.join(" ", words);
    }

    /** What a platform says of the team that the page is about. */
    String verdict() throws Exception {
        return verdict("蓝舟救援", "1234567890");
    }

    /** What a family gets that types the code: how the command ends, and its first line. */
    String family() {
        Shell.Run run = tried("rescue verify " + CODE + " --anchors anchors.json", "");
        return run.exit() + " " + (run.out() + run.err()).lines().findFirst().orElse("");
    }

    OrganisationRecord record(TestOrganisation team) {
        return registry.record(team).at(registry.now());
    }

    /** The first eight characters of what has to be typed for a key or a charter. */
    static String beginning(Object id) {
        return id.toString().substring(0, 8);
    }

    static List<String> lines(Shell.Run run) {
        return Arrays.asList((run.out() + run.err()).split("\n"));
    }

    Path file(String name) {
        return dir.resolve(name);
    }

    String text(String name) throws IOException {
        return Files.readString(file(name), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        federation.close();
    }
}
