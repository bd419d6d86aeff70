package org.rescueregistry.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Proposals;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/**
 * What happens, in order: offices are given, five invented teams are let in, and then posts get their verdicts while one
 * team is revoked and another pauses itself.
 */
final class Story {
    static final String HOME = "home";
    static final String ABROAD = "abroad";

    private static final String RIVER = "river-desk";
    private static final String HARBOUR = "harbour-desk";
    private static final String DELTA = "delta-desk";
    private static final String UPLAND = "upland-desk";
    private static final String WEIYAN = "weiyan.example";
    private static final String TALKBOOK = "talkbook.example";
    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration CONFIRMED = Duration.ofDays(180);
    private static final Duration SIGNED = Duration.ofDays(90);
    private static final Duration VOUCHED = Duration.ofMinutes(50);

    /** The charter's times: seconds where in earnest it would be days, so that a person can see them pass. */
    private static final Limits LIMITS = new Limits(
            Duration.ofHours(24),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMinutes(30),
            Duration.ofSeconds(1),
            3,
            Duration.ofHours(1),
            Duration.ofDays(400),
            Duration.ofDays(200),
            1024);

    /** The registries it needs. */
    static final List<Federation.Founding> REGISTRIES = List.of(
            new Federation.Founding(HOME, "CN", List.of(RIVER, HARBOUR), LIMITS),
            new Federation.Founding(ABROAD, "SE", List.of(DELTA, UPLAND), LIMITS));

    private final Federation federation;
    private final Federation.Ground ground;
    private final Telling telling;
    private final Desk home;
    private final Desk abroad;
    private final Map<Team.Cast, Admitted> admitted = new LinkedHashMap<>();
    private final Map<String, Desk.Officer> officers = new LinkedHashMap<>();

    /** A team with its code. */
    private record Admitted(Team team, Code code, Desk desk) {
        String page() {
            return desk.entity().resolve("/" + code.compact()).toString();
        }
    }

    Story(Federation federation, Federation.Ground ground, Telling telling) {
        this.federation = federation;
        this.ground = ground;
        this.telling = telling;
        this.home = federation.desk(HOME);
        this.abroad = federation.desk(ABROAD);
    }

    void run() throws IOException, RegistryRefusedException, MalformedException {
        telling.chapter("A federation");
        federationStands();
        offices();
        telling.chapter("Five teams are let in");
        teamsApply();
        accountsAreConfirmed();
        secondAccount();
        Posts posts = new Posts(this);
        telling.chapter("What a platform sees");
        posts.everyDay();
        posts.attested();
        posts.revocation();
        posts.pause();
        posts.overseas();
        posts.stale();
        yourTurn();
    }

    private void federationStands() throws IOException {
        telling.tell(new Telling.Step(
                "A council recognises two registries",
                List.of(
                        "The council (" + federation.council() + ") vouches for two registries: one at home ("
                                + home.entity() + ", codes begin with CN) and one abroad (" + abroad.entity()
                                + ", codes begin with SE). Each is run by three operators, two of whom must agree.",
                        "Everything a registry decides is written into a public log. Four independent witnesses watch"
                                + " each log; nothing counts until three of them have seen it."
                                + " So nobody can show different people different histories.",
                        "And each registry runs the other's log through the rules, act by act. What a registry says of a"
                                + " team counts once the other has come to the same.",
                        "Nobody is trusted by default. Whoever checks begins with one file that names the council,"
                                + " signed with two of three keys: " + Federation.ANCHORS + "."),
                List.of(ByHand.showAnchors(), ByHand.audit(home.entity()))));
    }

    // ---- offices ----------------------------------------------------------------------------------------------------

    private void offices() throws IOException, RegistryRefusedException, MalformedException {
        List<Desk.Officer> all = new ArrayList<>(home.appoint(List.of(
                new Desk.Appointment("vetter-river", RIVER, Role.VETTER, null),
                new Desk.Appointment("vetter-harbour", HARBOUR, Role.VETTER, null),
                new Desk.Appointment("auditor-harbour", HARBOUR, Role.AUDITOR, null),
                new Desk.Appointment("platform-weiyan", RIVER, Role.PLATFORM, WEIYAN))));
        all.addAll(abroad.appoint(List.of(
                new Desk.Appointment("vetter-delta", DELTA, Role.VETTER, null),
                new Desk.Appointment("vetter-upland", UPLAND, Role.VETTER, null),
                new Desk.Appointment("platform-talkbook", DELTA, Role.PLATFORM, TALKBOOK))));
        all.forEach(officer -> officers.put(officer.name(), officer));
        telling.tell(new Telling.Step(
                "People get offices",
                List.of("Vetters check who a team really is. They work for two bodies that do not depend on each other,"
                        + " the river desk and the harbour desk at home, the delta desk and the upland desk abroad."
                        + " An auditor can suspend and revoke; a platform can confirm accounts on itself."
                        + " Each office is given by the body and two operators together; each of them runs:"),
                List.of(ByHand.appoint(home, "vetter-river", "--body " + RIVER + " --role vetter", RIVER))));
    }

    Desk.Officer officer(String name) {
        Desk.Officer officer = officers.get(name);
        if (officer == null) {
            throw new IllegalArgumentException("nobody has the office " + name);
        }
        return officer;
    }

    // ---- applications -----------------------------------------------------------------------------------------------

    private void teamsApply() throws IOException, RegistryRefusedException, MalformedException {
        List<String> vetters = List.of("vetter-river", "vetter-harbour");
        List<String> vettersAbroad = List.of("vetter-delta", "vetter-upland");
        Digest first = admit(Team.Cast.MORNING_FERRY, home, vetters);
        admit(Team.Cast.GREEN_VINE, home, vetters);
        admit(Team.Cast.MOON_BRIDGE, abroad, vettersAbroad);
        admit(Team.Cast.STAR_ROAD, abroad, vettersAbroad);
        admit(Team.Cast.WILLOW_LANE, abroad, vettersAbroad);
        List<String> words = new ArrayList<>();
        admitted.forEach((cast, one) -> words.add(one.team().called()));
        telling.tell(new Telling.Step(
                "Teams apply",
                List.of(
                        "All are invented: " + String.join(", ", words) + ".",
                        "A team has two keys. One speaks for it. The other can do nothing but pause it; it can lie with"
                                + " a friend, or in another country. Until a team is admitted nothing about it is public."),
                List.of(ByHand.apply(home, Team.Cast.MORNING_FERRY.id()))));
        telling.tell(new Telling.Step(
                "Two vetters of two bodies give their word",
                List.of("Each of them signs. Neither can do it alone, and nobody can do it for them."),
                vetters.stream()
                        .map(vetter -> ByHand.vouch(first, home, vetter))
                        .toList()));
        words.clear();
        admitted.forEach((cast, one) -> words.add(one.code() + "  " + one.team().called()));
        telling.tell(new Telling.Step(
                "Two of three operators admit them, and each team gets its code",
                words,
                List.of(
                        ByHand.admit(first, home, HOME + "-operator-1"),
                        ByHand.admit(first, home, HOME + "-operator-2"),
                        ByHand.show(get(Team.Cast.MORNING_FERRY).code()))));
    }

    private Digest admit(Team.Cast cast, Desk desk, List<String> vetters)
            throws IOException, RegistryRefusedException, MalformedException {
        Team team = cast.team(ground.keys());
        Application application = apply(team, desk);
        for (String vetter : vetters) {
            desk.client().vouch(vouch(application, desk, officer(vetter)));
        }
        List<Vouch> vouches =
                desk.client().application(application.id(), desk.operator(0)).vouches();
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Statement first = Desk.sign(
                desk.proposals(desk.operator(0)).admit(application, vouches, from, from.plus(VALID)), desk.operator(0));
        desk.together(first, List.of(), desk.operator(1));
        admitted.put(cast, new Admitted(team, Code.parseCanonical(first.sub()), desk));
        return application.id();
    }

    private Application apply(Team team, Desk desk) throws IOException, RegistryRefusedException, MalformedException {
        Files.writeString(
                ground.folder().resolve(ByHand.profile(team.id())),
                team.profile().text() + "\n",
                UTF_8);
        Team.Applying applying = team.apply(desk.aboutRegistry(), ground.random());
        desk.client().apply(applying.application(), applying.disclosures());
        return applying.application();
    }

    private static Vouch vouch(Application application, Desk desk, Desk.Officer vetter) {
        Instant until = Instant.now().plus(VOUCHED).truncatedTo(ChronoUnit.SECONDS);
        return Vouch.sign(application, desk.stamp(), until, vetter.key());
    }

    private Admitted get(Team.Cast cast) {
        Admitted one = admitted.get(cast);
        if (one == null) {
            throw new IllegalArgumentException(cast + " was not admitted");
        }
        return one;
    }

    Team team(Team.Cast cast) {
        return get(cast).team();
    }

    Code code(Team.Cast cast) {
        return get(cast).code();
    }

    // ---- accounts ---------------------------------------------------------------------------------------------------

    private void accountsAreConfirmed() throws IOException, RegistryRefusedException, MalformedException {
        Map<Desk, FoldedState> states = Map.of(home, home.state(), abroad, abroad.state());
        for (Admitted one : admitted.values()) {
            String platform = one.desk() == home ? "platform-weiyan" : "platform-talkbook";
            FoldedState state = Objects.requireNonNull(states.get(one.desk()));
            Digest account = record(state, one).accounts().get(0).digest();
            confirm(one, account, state, List.of(officer(platform)));
        }
        Admitted first = get(Team.Cast.MORNING_FERRY);
        telling.tell(new Telling.Step(
                "The platforms confirm the accounts",
                List.of("A team said in its application which account is its own. That counts for nothing until the"
                        + " platform, or two vetters, confirm it; and it must be confirmed again before long."),
                List.of(ByHand.confirm(first.code(), first.team().account(), "platform-weiyan"))));
    }

    private void secondAccount() throws IOException, RegistryRefusedException, MalformedException {
        Admitted team = get(Team.Cast.MORNING_FERRY);
        BoundAccount second = secondAccountOf(team.team());
        Disclosure disclosure = second.disclose(ground.random());
        Proposals proposals = home.proposals(team.team().key());
        Statement bind = Desk.sign(
                proposals.bind(team.code(), disclosure.digest()), team.team().key());
        home.together(bind, List.of(new GivenDisclosure(Audience.PUBLIC, disclosure)));
        confirm(team, disclosure.digest(), home.state(), List.of(officer("vetter-river"), officer("vetter-harbour")));
        telling.tell(new Telling.Step(
                "A team adds an account",
                List.of("An account added later counts after a waiting time, so that a stolen key is noticed first:"
                        + " three days in earnest, one second here. Two vetters confirm it."),
                List.of(
                        ByHand.bind(team.code(), second, team.team().id()),
                        ByHand.confirm(team.code(), second, "vetter-river"),
                        ByHand.confirm(team.code(), second, "vetter-harbour"))));
        Desk.pause(LIMITS.waiting());
    }

    static BoundAccount secondAccountOf(Team team) throws MalformedException {
        return new BoundAccount(
                AccountId.parse(TALKBOOK, "morningferry"), team.account().names());
    }

    private void confirm(Admitted team, Digest account, FoldedState state, List<Desk.Officer> who)
            throws IOException, RegistryRefusedException, MalformedException {
        Instant until = Instant.now().plus(CONFIRMED).truncatedTo(ChronoUnit.SECONDS);
        Statement first = Desk.sign(
                team.desk().proposals(state, who.get(0).key()).confirm(team.code(), account, until),
                who.get(0).key());
        team.desk()
                .together(
                        first,
                        List.of(),
                        who.stream().skip(1).map(Desk.Officer::key).toArray(Es256Signer[]::new));
    }

    private static OrganisationRecord record(FoldedState state, Admitted team) {
        return state.record(team.code())
                .orElseThrow(() -> new IllegalStateException(team.code() + " is not in the log"));
    }

    // ---- what a team says of a post ---------------------------------------------------------------------------------

    /** Draws a code for a post, which the post may show. */
    PostCode postCode(Team.Cast cast) throws MalformedException {
        return PostCode.generate(code(cast).prefix(), ground.random());
    }

    /** The team signs a post of its first account. */
    PostAttestation attest(Team.Cast cast, PostText text, PostCode shown)
            throws IOException, RegistryRefusedException, MalformedException {
        Admitted team = get(cast);
        PostAttestation signed = PostAttestation.sign(
                new PostAttestation.Content(
                        team.team().account().account(), Digest.sha256(text.utf8()), DigestSet.EMPTY, shown),
                team.desk().about(team.code()),
                Instant.now().plus(SIGNED).truncatedTo(ChronoUnit.SECONDS),
                team.team().key());
        team.desk().attest(signed);
        return signed;
    }

    /** And takes it back. */
    void retract(Team.Cast cast, PostAttestation signed)
            throws IOException, RegistryRefusedException, MalformedException {
        Admitted team = get(cast);
        team.desk()
                .together(
                        Statement.sign(
                                new Act.Retract(signed.id()),
                                team.desk().about(team.code()),
                                team.team().key()),
                        List.of());
    }

    /** Writes a text that is to be signed by hand; gives its name, seen from the demo's folder. */
    String written(String name, String text) throws IOException {
        String file = "posts/" + name + ".txt";
        Files.writeString(ground.folder().resolve(file), text + "\n", UTF_8);
        return file;
    }

    // ---- what goes wrong --------------------------------------------------------------------------------------------

    /** The first of two people revokes: the team is under review from now on. */
    Statement beginRevoking(Team.Cast cast, Reason reason)
            throws IOException, RegistryRefusedException, MalformedException {
        Desk.Officer auditor = officer("auditor-harbour");
        Statement revoke = Desk.sign(home.proposals(auditor.key()).revoke(code(cast), reason), auditor.key());
        home.submit(revoke, List.of());
        return revoke;
    }

    /** The second, of another body, makes it final. */
    void finishRevoking(Statement begun) throws IOException, RegistryRefusedException, MalformedException {
        Desk.Officer vetter = officer("vetter-river");
        Statement second = begun.countersigned(Instant.now(), ground.random(), vetter.key());
        home.together(second, List.of());
    }

    void pause(Team.Cast cast) throws IOException, RegistryRefusedException, MalformedException {
        Admitted team = get(cast);
        Statement pause = Statement.sign(
                new Act.Pause(Reason.PROTECTIVE),
                team.desk().about(team.code()),
                team.team().pauseKey());
        team.desk().together(pause, List.of());
    }

    // ---- what is seen -----------------------------------------------------------------------------------------------

    /** A platform that knows nothing but the council's anchors. */
    Platform platform() {
        return new Platform(federation.newcomer(), List.of(home, abroad));
    }

    /** Gets the verdict about a post as of {@code now}, and tells it. */
    void see(Sighting.Scene scene, Platform platform, Instant now, List<String> byHand) throws IOException {
        String file = "posts/" + scene.id() + ".json";
        Files.writeString(ground.folder().resolve(file), json(scene).text() + "\n", UTF_8);
        List<String> lines = new ArrayList<>(byHand);
        lines.add(ByHand.verify(file));
        telling.tell(new Sighting(scene, file, platform.verify(scene.post(), now), lines));
    }

    private static Json json(Sighting.Scene scene) {
        return Json.object()
                .put("bio", scene.post().bio())
                .put("id", scene.post().account().id())
                .put("names", Json.strings(scene.post().names()))
                .put("platform", scene.post().account().platform())
                .put("text", scene.post().text())
                .build();
    }

    String registryOf(Team.Cast cast) {
        return get(cast).desk().entity().toString();
    }

    String pauseByHand(Team.Cast cast) {
        Admitted team = get(cast);
        return ByHand.pause(team.code(), team.desk().entity(), team.team().id());
    }

    /** One more team has applied and waits, for whoever wants to let it in by hand. */
    private void yourTurn() throws IOException, RegistryRefusedException, MalformedException {
        Team team = Team.Cast.LANTERN_QUAY.team(ground.keys());
        Digest waiting = apply(team, home).id();
        telling.chapter("Your turn");
        telling.tell(new Telling.Step(
                team.called() + " has applied and waits for you",
                List.of(
                        "Let it in: run these in this order, and `rescue show` with the code that the last one prints."),
                List.of(
                        ByHand.vouch(waiting, home, "vetter-river"),
                        ByHand.vouch(waiting, home, "vetter-harbour"),
                        ByHand.admit(waiting, home, HOME + "-operator-1"),
                        ByHand.admit(waiting, home, HOME + "-operator-2"))));
        List<Json> pages = new ArrayList<>();
        telling.say("");
        telling.paragraph("The page that a family opens, one for each code:");
        for (Admitted one : admitted.values()) {
            pages.add(new Json.Str(one.page()));
            telling.say("   " + one.page() + "  " + one.team().called());
        }
        telling.fact("pages", Json.array(pages));
        telling.fact("application", new Json.Str(waiting.base64Url()));
    }
}
