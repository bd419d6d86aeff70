package org.rescueregistry.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.PostCode;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.testing.PublishedRegistry;
import org.rescueregistry.testing.PublishedRegistry.Admitted;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.wire.MalformedException;

/** Two registries with an organisation in every state that a verdict tells apart: the same bytes each time. */
final class VerdictFederation {
    static final String WEIBO = "weibo.example";
    static final AccountId BLUE = new AccountId(WEIBO, "100");
    static final Digest PICTURE = TestKeys.digest("a picture");
    static final Digest FILM = TestKeys.digest("a film");
    static final String SIGNED = "今天又救出三人，平安。";
    static final String CODED = "明天起休息两天，急事请打登记电话。";
    static final String PICTURED = "今天的合影";
    static final String SHORT = "急寻：穿红衣的男孩，昨夜在河边走失。";
    static final String REGRETTED = "这条写错了，请勿转发。";

    final PublishedRegistry cn = new PublishedRegistry("https://cn.example", "CN", new Random(1));
    final PublishedRegistry th = new PublishedRegistry("https://th.example", "TH", new Random(2));

    final Admitted blue = admit(cn, "蓝舟救援", "100", "蓝舟救援", "blueboat");
    final Admitted red = admit(cn, "红岸救援队", "300", "红岸救援队");
    final Admitted paused = admit(cn, "白帆救援", "401", "白帆救援");
    final Admitted reviewed = admit(cn, "远山救援", "402", "远山救援");
    final Admitted suspended = admit(cn, "青石救援", "403", "青石救援");
    final Admitted revoked = admit(cn, "通途捞人中心", "404", "通途捞人中心");
    final Admitted left = admit(cn, "旧港救援", "405", "旧港救援");
    final Admitted unconfirmed = admit(cn, "新芽救援", "406", "新芽救援");
    final Admitted lapsed = admit(cn, "晚钟救援", "407", "晚钟救援");
    final Admitted heardOf = admit(cn, "听风救援", "410", "听风救援");
    final Admitted twice = admit(cn, "双城救援", "411", "双城救援");
    final Admitted hidden =
            cn.undisclosed(OrganisationName.of("zh-Hans", "暗礁救援"), new BoundAccount(id("412"), List.of("暗礁救援")));
    final Admitted harbour = admit(th, "Harbour Lantern Rescue", "700", "Harbour Lantern Rescue");

    final AccountId late = id("409");
    final PostCode code = postCode();
    final PostAttestation kept;
    final PostAttestation retracted;
    final PostAttestation fleeting;

    VerdictFederation() {
        for (Admitted one : List.of(blue, red, paused, reviewed, suspended, revoked, left, heardOf, twice, hidden)) {
            confirm(cn, one, one.account().digest(), Duration.ofDays(100));
        }
        confirm(cn, lapsed, lapsed.account().digest(), Duration.ofDays(3));
        confirm(th, harbour, harbour.account().digest(), Duration.ofDays(100));
        cn.disclose(hidden.name());
        Disclosure shared = bind(th, harbour, "411", "双城救援");
        act(cn, left, new Act.Withdraw(), left.organisation().key());
        cn.registry().advance(Duration.ofDays(4));
        th.registry().advance(Duration.ofDays(4));
        confirm(th, harbour, shared.digest(), Duration.ofDays(100));
        Disclosure unused = bind(cn, red, late.id(), "红岸救援队分队");
        trouble();
        kept = attest(blue, post(SIGNED), null, Duration.ofDays(30));
        PostAttestation coded = attest(blue, post(CODED), code, Duration.ofDays(30));
        PostAttestation pictured =
                attest(blue, post(PICTURED).withMedia(List.of(PICTURE, FILM)), null, Duration.ofDays(30));
        fleeting = attest(blue, post(SHORT), null, Duration.ofMinutes(5));
        retracted = attest(blue, post(REGRETTED), null, Duration.ofDays(30));
        PostAttestation others = attest(red, post("红岸替蓝舟签的"), null, Duration.ofDays(30));
        cn.registry().attest(kept, coded, pictured, fleeting, retracted, others);
        act(cn, blue, new Act.Retract(retracted.id()), blue.organisation().key());
        Duration behind = Duration.between(th.now(), cn.now());
        th.registry().advance(behind);
    }

    /** What went wrong with some, a short while ago. */
    private void trouble() {
        TestRegistry registry = cn.registry();
        Instant until = cn.now().plus(Duration.ofHours(48));
        act(cn, paused, new Act.Pause(Reason.PROTECTIVE), paused.organisation().pauseKey());
        act(cn, reviewed, new Act.Suspend(Reason.UNSPECIFIED, until), registry.auditor("hill-desk"));
        for (Admitted one : List.of(suspended, twice)) {
            act(cn, one, new Act.Suspend(Reason.NON_COOPERATION, until), registry.vetter("hill-desk", 1));
            Digest by = record(cn, one).suspensions().get(0).by();
            act(cn, one, new Act.Uphold(Reason.SAFEGUARDING_BREACH, by), registry.auditor("river-desk"));
        }
        Statement first = registry.about(
                revoked.organisation(), new Act.Revoke(Reason.ADVANCE_FEE_OR_EXTORTION), registry.auditor("hill-desk"));
        registry.write(first, registry.countersign(first, registry.auditor("river-desk")));
    }

    private static Admitted admit(PublishedRegistry by, String name, String account, String... shown) {
        return by.admit(
                OrganisationName.of(by.registry().charter().codePrefix().equals("CN") ? "zh-Hans" : "en", name),
                new BoundAccount(id(account), Arrays.asList(shown)));
    }

    private static OrganisationRecord record(PublishedRegistry by, Admitted of) {
        return by.registry().record(of.organisation());
    }

    private static void act(PublishedRegistry by, Admitted of, Act act, Es256Signer signer, Digest... basis) {
        by.registry().write(by.registry().about(of.organisation(), act, signer, basis));
    }

    private static void confirm(PublishedRegistry by, Admitted of, Digest account, Duration life) {
        TestRegistry registry = by.registry();
        Digest brought = record(by, of).account(account).orElseThrow().by();
        Act confirm = new Act.Confirm(account, by.now().plus(life));
        Statement first = registry.about(of.organisation(), confirm, registry.vetter("hill-desk", 0), brought);
        registry.write(first, registry.countersign(first, registry.vetter("river-desk", 0)));
    }

    private static Disclosure bind(PublishedRegistry by, Admitted of, String account, String name) {
        Disclosure disclosure = by.further(new BoundAccount(id(account), List.of(name)));
        act(
                by,
                of,
                new Act.Bind(disclosure.digest()),
                of.organisation().key(),
                record(by, of).keys().by());
        return disclosure;
    }

    private PostAttestation attest(Admitted by, Post post, @Nullable PostCode shown, Duration life) {
        PostAttestation.Content content = new PostAttestation.Content(
                post.account(), Digest.sha256(PostText.of(post.text()).utf8()), DigestSet.of(post.media()), shown);
        Envelope about = Envelope.about(
                by.organisation().code(), cn.registry().log(), cn.registry().stamp());
        return PostAttestation.sign(
                content, about, cn.now().plus(life), by.organisation().key());
    }

    static AccountId id(String account) {
        return new AccountId(WEIBO, account);
    }

    /** A post of the team of most cases. */
    static Post post(String text) {
        return new Post(BLUE, List.of("蓝舟救援"), "", text);
    }

    private static PostCode postCode() {
        try {
            return PostCode.parseCanonical("RP-CN7K-3M9Q-XDP2");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static Code code(Admitted of) {
        return of.organisation().code();
    }

    /** T of both registries. */
    Instant asOf() {
        return cn.now();
    }
}
