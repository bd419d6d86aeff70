package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rescueregistry.cli.Drill.CODE;
import static org.rescueregistry.cli.Drill.beginning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Status;
import org.rescueregistry.statement.Suspension;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;

/**
 * What to do when something has gone wrong, done: each drill works by a page of {@code docs/how-to/}, command by command as they stand
 * there, and looks after each step at what everybody sees.
 */
class DrillsTest {
    private static final String VERIFIED = "ACCOUNT_VERIFIED ACCOUNT_MATCHES";
    private static final String REVIEWED = "NO_LONGER_VALID UNDER_REVIEW";
    private static final String SUSPENDED = "NO_LONGER_VALID SUSPENDED";

    @TempDir
    private Path dir;

    @Test
    void aStolenOrganisationKey() throws Exception {
        Runbook page = Runbook.read("stolen-organisation-key");
        try (Drill drill = new Drill(dir.resolve("a"), page)) {
            TestOrganisation team = drill.theTeam("hill-desk", "river-desk");
            assertThat(drill.verdict()).isEqualTo(VERIFIED);
            drill.person("thief", TestKeys.es256("the thief's key"));
            drill.done(
                    "rescue rekey approve " + CODE + " --out stolen.json --key thief.p12 --anchors anchors.json",
                    "yes");
            drill.done(
                    "rescue rekey sign " + CODE + " --approval stolen.json --key team.p12 --anchors anchors.json",
                    team(team));
            drill.done(
                    "rescue bind " + CODE
                            + " --account weibo.com:666=thief --audience public --key team.p12 --anchors anchors.json",
                    "yes");
            assertThat(drill.record(team).waiting()).hasSize(1);
            assertThat(drill.record(team).accounts()).hasSize(2);
            assertThat(drill.verdict()).as("what waits changes nothing yet").isEqualTo(VERIFIED);

            assertThat(drill.next("rescue pause").out()).contains("done: suspend");
            assertThat(drill.record(team).waiting()).isEmpty();
            assertThat(drill.record(team).accounts()).hasSize(1);
            assertThat(drill.verdict()).isEqualTo(SUSPENDED);
            assertThat(drill.family()).startsWith("1 ").contains("suspended");
            drill.next("rescue suspend");
            assertThat(drill.next("rescue show").out())
                    .contains("is suspended", "Suspend " + team(team), "vetter of lake-desk");

            newKeysAreSet(drill, team);
            drill.later(Duration.ofDays(7));
            assertThat(drill.record(team).keys().key().keyId())
                    .isNotEqualTo(team.key().keyId());
            assertThat(drill.tried(
                                    "rescue reinstate " + CODE + " --kind self --key team.p12 --anchors anchors.json",
                                    "yes")
                            .err())
                    .as("the stolen key is nobody's")
                    .contains("[unknown_signer]");
            drill.next("rescue reinstate");
            assertThat(drill.verdict()).isEqualTo(SUSPENDED);
            drill.next("rescue reinstate");
            assertThat(drill.family()).startsWith("0 ");
            assertThat(drill.verdict()).isEqualTo("UNVERIFIED_CLAIM ACCOUNT_UNCONFIRMED");
            drill.next("rescue confirm");
            assertThat(drill.verdict()).isEqualTo(VERIFIED);
        }
        try (Drill drill = new Drill(dir.resolve("b"), page)) {
            theThiefStopsTheNewKey(drill);
        }
        page.requireDone();
    }

    private static void newKeysAreSet(Drill drill, TestOrganisation team) throws Exception {
        drill.next("rescue keys new");
        drill.next("rescue keys new");
        drill.next("rescue rekey approve");
        assertThat(drill.next("rescue rekey sign", team(team)).out()).contains("1 of 2 have signed");
        assertThat(drill.record(team).accounts().get(0).confirmations()).isNotEmpty();
        drill.next("rescue rekey sign", team(team));
        assertThat(drill.record(team).accounts().get(0).confirmations()).isEmpty();
        assertThat(drill.record(team).suspensions())
                .extracting(Suspension::kind)
                .contains(Suspension.Kind.REKEY);
        assertThat(drill.verdict()).isEqualTo(SUSPENDED);
    }

    private static void theThiefStopsTheNewKey(Drill drill) throws Exception {
        TestOrganisation team = drill.theTeam("hill-desk", "river-desk");
        String as = " --anchors anchors.json --key ";
        drill.done("rescue keys new new.p12", "");
        drill.done("rescue keys new new-pause.p12", "");
        drill.done(
                "rescue rekey approve " + CODE + " --pause-key new-pause.jwk --out consent.json" + as + "new.p12",
                "yes");
        drill.done("rescue rekey sign " + CODE + " --approval consent.json" + as + "lake-vetter.p12", team(team));
        drill.done("rescue rekey sign " + CODE + " --approval consent.json" + as + "sea-vetter.p12", team(team));
        drill.done("rescue pause " + CODE + " --registry https://registry.example --key team.p12", "yes");
        drill.later(Duration.ofDays(30));
        OrganisationRecord vetoed = drill.record(team);
        assertThat(vetoed.keys().key().keyId())
                .as("the old key's veto")
                .isEqualTo(team.key().keyId());
        assertThat(vetoed.suspensions()).extracting(Suspension::kind).contains(Suspension.Kind.OFFICERS);
        assertThat(drill.verdict()).isEqualTo(SUSPENDED);

        drill.next("rescue revoke", team(team));
        drill.next("rescue revoke", team(team));
        assertThat(drill.verdict()).isEqualTo("NO_LONGER_VALID REVOKED");
        drill.next("rescue keys new");
        drill.next("rescue keys new");
        Files.writeString(
                drill.file("profile.json"),
                "{\"accounts\":[],\"jurisdiction\":\"CN\",\"kind\":\"rescue_team\",\"name\":{\"zh-Hans\":\"蓝舟救援\"}}");
        assertThat(drill.next("rescue apply").out()).contains("applied to");
    }

    @Test
    void aStolenOperatorKey() throws Exception {
        Runbook page = Runbook.read("stolen-operator-key");
        try (Drill drill = new Drill(dir, page)) {
            TestOrganisation team = drill.theTeam("hill-desk", "river-desk");
            TestOrganisation second = drill.team("青山队", "2", "hill-desk", "sea-desk");
            TestOrganisation third = drill.team("白鹭队", "3", "hill-desk", "sea-desk");
            TestOrganisation fourth = drill.team("晨光队", "4", "hill-desk", "sea-desk");
            String as = " --anchors anchors.json --key ana.p12";
            drill.done("rescue suspend " + CODE + " --reason sanctions_match" + as, "yes");
            drill.done("rescue suspend " + team(second) + " --reason sanctions_match" + as, "yes");
            drill.done("rescue revoke " + team(third) + " --reason sanctions_match" + as, team(third));
            assertThat(drill.tried("rescue suspend " + team(fourth) + " --reason sanctions_match" + as, "yes")
                            .err())
                    .contains("[too_many_suspensions]");
            assertThat(drill.verdict()).isEqualTo(REVIEWED);
            assertThat(drill.verdict("青山队", "2")).isEqualTo(REVIEWED);
            assertThat(drill.verdict("白鹭队", "3")).isEqualTo(REVIEWED);
            assertThat(drill.verdict("晨光队", "4")).isEqualTo(VERIFIED);
            assertThat(drill.next("rescue show").out())
                    .contains("signed by operator, key "
                            + drill.registry.operator(0).keyId());

            drill.next("rescue reinstate");
            drill.next("rescue reinstate");
            assertThat(drill.verdict()).isEqualTo(VERIFIED);
            assertThat(drill.tried("rescue suspend " + CODE + " --reason sanctions_match" + as, "yes")
                            .err())
                    .contains("[suspended_recently]");

            aNewCharter(drill);
            assertThat(drill.tried("rescue suspend " + team(fourth) + " --reason sanctions_match" + as, "yes")
                            .err())
                    .contains("[unknown_signer]");
            assertThat(drill.verdict()).isEqualTo(VERIFIED);
            assertThat(drill.verdict("白鹭队", "3")).isEqualTo(REVIEWED);
            drill.later(Duration.ofHours(72));
            assertThat(drill.verdict("青山队", "2")).as("it has lapsed").isEqualTo(VERIFIED);
            assertThat(drill.verdict("白鹭队", "3")).as("so has the revocation").isEqualTo(VERIFIED);
            assertThat(drill.record(third).status()).isEqualTo(Status.ACTIVE);
        }
        page.requireDone();
    }

    private static void aNewCharter(Drill drill) throws Exception {
        drill.next("rescue keys new");
        Shell.Run draft = drill.next("rescue recharter draft");
        assertThat(draft.out())
                .contains("the operator " + drill.registry.operator(0).keyId() + " goes");
        String digest =
                Charter.parse(Json.parse(drill.text("new.charter"))).digest().toString();
        assertThat(draft.out()).contains(digest);
        drill.next("rescue recharter approve");
        drill.next("rescue recharter approve");
        Shell.Run signed = drill.next("rescue recharter sign", beginning(digest));
        assertThat(signed.err())
                .contains("the council: yes", "operators of the new charter: 2 of 2", "operators in force: 2 of 2");
        assertThat(signed.out()).contains("done: recharter");
        assertThat(drill.family()).as("until the council recognises it").startsWith("3 ");
        drill.councilRecognises();
        assertThat(drill.next("rescue recharter show").out()).contains("none waits", digest);
    }

    @Test
    void aMaliciousVetter() throws Exception {
        Runbook page = Runbook.read("malicious-vetter");
        try (Drill drill = new Drill(dir, page)) {
            TestOrganisation team = drill.theTeam("sea-desk", "lake-desk");
            drill.team("旧队", "1", "hill-desk", "river-desk");
            long doubted = drill.registry.leaves().size();
            TestOrganisation impostor = drill.team("蓝船救援", "666", "hill-desk", "river-desk");
            drill.meaning("RR-CN00-0000-FAKE", team(impostor));
            drill.meaning("1234", Long.toString(doubted));
            drill.done(
                    "rescue suspend " + CODE
                            + " --reason safeguarding_breach --anchors anchors.json --key hill-vetter.p12",
                    "yes");
            assertThat(drill.verdict()).isEqualTo(REVIEWED);
            assertThat(drill.verdict("蓝船救援", "666")).as("nobody knows yet").isEqualTo(VERIFIED);
            assertThat(drill.next("rescue show").out()).contains("signed by vetter of hill-desk");
            assertThat(drill.next("rescue show").out())
                    .contains(
                            "leaf " + doubted,
                            "vouched for by "
                                    + drill.registry.vetter("hill-desk", 0).keyId());

            Shell.Run dismissed = drill.next(
                    "rescue dismiss",
                    beginning(drill.registry.vetter("hill-desk", 0).keyId()));
            assertThat(dismissed.out()).contains("done: dismiss");
            assertThat(drill.verdict("蓝船救援", "666")).isEqualTo(SUSPENDED);
            assertThat(drill.verdict("旧队", "1")).as("what stood before stands").isEqualTo(VERIFIED);
            assertThat(drill.verdict()).as("a dismissal gives nothing back").isEqualTo(REVIEWED);

            String auditor = beginning(drill.registry.auditor("hill-desk").keyId());
            Shell.Run signed = drill.next("rescue dismiss", auditor);
            assertThat(signed.out()).contains("signed and not filed");
            assertThat(drill.next("rescue sign", auditor).err())
                    .contains("Dismiss whoever holds the key "
                            + drill.registry.auditor("hill-desk").keyId());
            assertThat(drill.next("rescue file").out()).contains("waits for others, 1 of 2", "done: dismiss");
            assertThat(drill.registry
                            .fold()
                            .person(drill.registry.auditor("hill-desk").keyId()))
                    .isEmpty();

            drill.next("rescue reinstate");
            drill.next("rescue reinstate");
            assertThat(drill.verdict()).isEqualTo(VERIFIED);
            drill.next("rescue revoke", team(impostor));
            drill.next("rescue revoke", team(impostor));
            assertThat(drill.verdict("蓝船救援", "666")).isEqualTo("NO_LONGER_VALID REVOKED");
            assertThat(drill.record(team).status()).isEqualTo(Status.ACTIVE);
        }
        page.requireDone();
    }

    @Test
    void aColludingPair() throws Exception {
        Runbook page = Runbook.read("colluding-pair");
        try (Drill drill = new Drill(dir.resolve("a"), page)) {
            drill.team("旧队", "1", "hill-desk", "river-desk");
            drill.meaning("1234", Long.toString(drill.registry.leaves().size()));
            TestOrganisation impostor = drill.theTeam("hill-desk", "river-desk");
            TestOrganisation honest = drill.team("白鹭队", "3", "hill-desk", "river-desk");
            TestOrganisation others = drill.team("青山队", "2", "hill-desk", "lake-desk");
            drill.meaning("RR-CN00-0000-TRUE", team(honest));
            assertThat(drill.verdict()).as("the badge, until somebody looks").isEqualTo(VERIFIED);
            assertThat(drill.family()).startsWith("0 ");
            assertThat(drill.next("rescue show").out())
                    .contains("vouched for by "
                            + drill.registry.vetter("river-desk", 0).keyId());

            drill.next("rescue revoke", team(impostor));
            assertThat(drill.verdict()).isEqualTo(REVIEWED);
            drill.next("rescue revoke", team(impostor));
            assertThat(drill.verdict()).isEqualTo("NO_LONGER_VALID REVOKED");
            assertThat(drill.family()).startsWith("1 ");

            drill.next(
                    "rescue dismiss",
                    beginning(drill.registry.vetter("hill-desk", 0).keyId()));
            drill.next(
                    "rescue dismiss",
                    beginning(drill.registry.vetter("river-desk", 0).keyId()));
            assertThat(drill.verdict("白鹭队", "3")).isEqualTo(SUSPENDED);
            assertThat(drill.verdict("旧队", "1")).as("from before that leaf").isEqualTo(VERIFIED);
            assertThat(drill.next("rescue list").out())
                    .contains(team(honest), team(others))
                    .doesNotContain(team(impostor));
            drill.next("rescue reinstate");
            drill.next("rescue reinstate");
            assertThat(drill.verdict("白鹭队", "3")).isEqualTo(VERIFIED);
        }
        try (Drill drill = new Drill(dir.resolve("b"), page)) {
            thePairSetsANewKey(drill);
        }
        page.requireDone();
    }

    private static void thePairSetsANewKey(Drill drill) throws Exception {
        TestOrganisation team = drill.theTeam("sea-desk", "lake-desk");
        drill.meaning("RR-CN00-0000-OURS", team(team));
        drill.person("theirs", TestKeys.es256("the pair's key"));
        drill.person("theirs-pause", TestKeys.es256("the pair's pause key"));
        String as = " --anchors anchors.json --key ";
        drill.done(
                "rescue rekey approve " + CODE + " --pause-key theirs-pause.jwk --out theirs.json" + as + "theirs.p12",
                "yes");
        drill.done("rescue rekey sign " + CODE + " --approval theirs.json" + as + "hill-vetter.p12", team(team));
        drill.done("rescue rekey sign " + CODE + " --approval theirs.json" + as + "river-vetter.p12", team(team));
        assertThat(drill.verdict()).isEqualTo(SUSPENDED);
        drill.next("rescue pause");
        drill.later(Duration.ofDays(7));
        assertThat(drill.record(team).keys().key().keyId())
                .as("the veto")
                .isEqualTo(team.key().keyId());
        assertThat(drill.verdict()).isEqualTo(SUSPENDED);
        for (int i = 0; i < 4; i++) {
            drill.next("rescue reinstate");
        }
        assertThat(drill.verdict()).isEqualTo("UNVERIFIED_CLAIM ACCOUNT_UNCONFIRMED");
        drill.next("rescue confirm");
        assertThat(drill.verdict()).isEqualTo(VERIFIED);
    }

    @Test
    void aLostQuorum() throws Exception {
        Runbook page = Runbook.read("lost-quorum");
        try (Drill drill = new Drill(dir.resolve("a"), page)) {
            TestOrganisation team = drill.theTeam("hill-desk", "river-desk");
            drill.person("gita", TestKeys.es256("gita"));
            assertThat(drill.next("rescue recharter show").out()).contains("none waits");
            drill.next("rescue keys new");
            drill.next("rescue keys new");
            assertThat(drill.next("rescue recharter draft").out()).containsPattern("(?s)goes.*goes.*comes.*comes");
            drill.next("rescue recharter approve");
            drill.next("rescue recharter approve");
            Shell.Run signed = drill.next("rescue recharter sign", digestOf(drill, "new.charter"));
            assertThat(signed.err())
                    .contains(
                            "The council alone signs: this waits until about", "operators of the new charter: 2 of 2");
            assertThat(drill.next("rescue recharter show").out()).contains("another charter waits until");
            assertThat(drill.verdict()).as("teams stay what they are").isEqualTo(VERIFIED);
            drill.later(Duration.ofDays(7).minusMinutes(1));
            String dora =
                    "rescue appoint --registry https://registry.example --body lake-desk --role vetter --person gita.jwk --key dora.p12 --anchors anchors.json";
            assertThat(drill.tried(dora, "yes").err()).as("a minute too early").contains("[unknown_signer]");

            drill.later(Duration.ofMinutes(1));
            assertThat(drill.next("rescue appoint").out()).contains("1 of 3");
            assertThat(drill.verdict()).as("until the council recognises it").startsWith("UNDETERMINED");
            drill.councilRecognises();
            assertThat(drill.verdict()).isEqualTo(VERIFIED);
            drill.next("rescue appoint");
            assertThat(drill.next("rescue appoint").out()).contains("done: appoint");
            assertThat(drill.registry.fold().person(TestKeys.es256("gita").keyId()))
                    .isPresent();
            assertThat(drill.tried(
                                    "rescue suspend " + team(team)
                                            + " --reason unspecified --key ana.p12 --anchors anchors.json",
                                    "yes")
                            .err())
                    .as("a key that is found again")
                    .contains("[unknown_signer]");
        }
        try (Drill drill = new Drill(dir.resolve("b"), page)) {
            aQuorumThatIsNotLost(drill);
        }
        page.requireDone();
    }

    private static void aQuorumThatIsNotLost(Drill drill) throws Exception {
        drill.theTeam("hill-desk", "river-desk");
        drill.person("gita", TestKeys.es256("gita"));
        drill.person("eve", TestKeys.es256("eve"));
        String at = " --registry https://registry.example --anchors anchors.json";
        drill.done(
                "rescue recharter draft --operator-in eve.jwk --operator-out ana.jwk --operator-out ben.jwk --operator-out chen.jwk --quorum 1 --out eve.charter"
                        + at,
                "");
        drill.done("rescue recharter approve eve.charter --out eve.approval --key eve.p12" + at, "yes");
        drill.done(
                "rescue recharter sign eve.charter --approval eve.approval --key council.p12" + at,
                digestOf(drill, "eve.charter"));
        assertThat(drill.next("rescue recharter show").out()).contains("another charter waits until");
        drill.later(Duration.ofDays(6));
        drill.next("rescue appoint");
        drill.next("rescue appoint");
        assertThat(drill.next("rescue appoint").out()).contains("done: appoint");
        assertThat(drill.next("rescue recharter show").out()).contains("none waits");
        drill.later(Duration.ofDays(2));
        assertThat(drill.registry.fold().awaitedCharter()).isEmpty();
        assertThat(drill.tried(
                                "rescue suspend " + CODE + " --reason unspecified --key eve.p12 --anchors anchors.json",
                                "yes")
                        .err())
                .contains("[unknown_signer]");
        assertThat(drill.verdict()).isEqualTo(VERIFIED);
    }

    private static String digestOf(Drill drill, String file) throws Exception {
        return beginning(Charter.parse(Json.parse(drill.text(file))).digest());
    }

    private static String team(TestOrganisation team) {
        return team.code().canonical();
    }
}
