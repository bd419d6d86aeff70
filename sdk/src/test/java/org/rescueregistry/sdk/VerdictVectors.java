package org.rescueregistry.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.rescueregistry.sdk.VerdictFederation.BLUE;
import static org.rescueregistry.sdk.VerdictFederation.FILM;
import static org.rescueregistry.sdk.VerdictFederation.PICTURE;
import static org.rescueregistry.sdk.VerdictFederation.WEIBO;
import static org.rescueregistry.sdk.VerdictFederation.id;
import static org.rescueregistry.sdk.VerdictFederation.post;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.testing.PublishedRegistry.Admitted;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;

/** Makes the verdict vectors: a post for every outcome and every reason, then mutations of these, {@value #MANY} in all. */
final class VerdictVectors {
    static final int MANY = 200;
    static final String FILE = "verdicts.jsonl";

    private static final AccountId STRANGER = new AccountId(WEIBO, "200");
    private static final VerificationPolicy FOR_YEARS =
            VerificationPolicy.OFFLINE.allowStatusAge(Duration.ofDays(3000));

    private final VerdictFederation federation = new VerdictFederation();
    private final Map<String, Asked> cases = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<Asked>> mutations = new LinkedHashMap<>();

    /** A post, when and under what it is judged. */
    private record Asked(String scene, Post post, Instant at, VerificationPolicy policy, Overrides overrides) {
        Asked by(UnaryOperator<Post> change) {
            return new Asked(scene, change.apply(post), at, policy, overrides);
        }

        Asked in(String other) {
            return new Asked(other, post, at, policy, overrides);
        }

        Asked later(Duration by) {
            return new Asked(scene, post, at.plus(by), policy, overrides);
        }

        Asked under(VerificationPolicy other) {
            return new Asked(scene, post, at, other, overrides);
        }

        Asked overridden(Overrides others) {
            return new Asked(scene, post, at, policy, others);
        }
    }

    VerdictVectors() throws MalformedException {
        attested();
        accounts();
        profiles();
        texts();
        knowledge();
        mutations();
    }

    /** All files of the folder but the words for people. */
    Map<String, byte[]> files() throws MalformedException {
        Map<String, byte[]> files = VerdictScenes.files(federation);
        VerdictScenes scenes = new VerdictScenes(files);
        StringBuilder lines = new StringBuilder();
        all().forEach((name, asked) ->
                lines.append(line(name, asked, scenes).text()).append('\n'));
        Map<String, byte[]> all = new TreeMap<>(files);
        all.put(FILE, lines.toString().getBytes(UTF_8));
        return all;
    }

    private static Json.Obj line(String name, Asked asked, VerdictScenes scenes) {
        RescueVerifier verifier = RescueVerifier.builder()
                .policy(asked.policy)
                .lexicon(scenes.lexicon())
                .overrides(asked.overrides)
                .build();
        verifier.use(scenes.named(asked.scene));
        Json.Obj replay = ReplayFile.json(asked.post, asked.at, asked.overrides, verifier.verify(asked.post, asked.at));
        TreeMap<String, Json> members = new TreeMap<>(replay.members());
        members.put("case", new Json.Str(name));
        members.put("scene", new Json.Str(asked.scene));
        return new Json.Obj(members);
    }

    /** The cases, and of each in turn one mutation after the other, another one each time. */
    private Map<String, Asked> all() {
        Map<String, Asked> all = new LinkedHashMap<>(cases);
        List<String> names = List.copyOf(cases.keySet());
        List<String> ways = List.copyOf(mutations.keySet());
        for (int shift = 0; all.size() < MANY; shift++) {
            for (int i = 0; i < names.size() && all.size() < MANY; i++) {
                String way = ways.get((i + shift) % ways.size());
                Asked asked = cases.get(names.get(i));
                all.put(names.get(i) + ", " + way, mutations.get(way).apply(asked));
            }
        }
        return all;
    }

    private void add(String name, Post post) {
        add(name, asked(post));
    }

    private void add(String name, Asked asked) {
        if (cases.put(name, asked) != null) {
            throw new AssertionError("twice: " + name);
        }
    }

    private Asked asked(Post post) {
        return new Asked("all", post, federation.asOf().plusSeconds(5), VerificationPolicy.ONLINE, Overrides.NONE);
    }

    private static Post of(AccountId account, String name, String bio, String text) {
        return new Post(account, List.of(name), bio, text);
    }

    private static Post withText(Post post, String text) {
        return new Post(
                post.account(),
                post.names(),
                post.bio(),
                text,
                post.qr(),
                post.media(),
                post.ref(),
                post.attestation());
    }

    private static Post withProfile(Post post, List<String> names, String bio) {
        return new Post(
                post.account(), names, bio, post.text(), post.qr(), post.media(), post.ref(), post.attestation());
    }

    private static Post from(Post post, AccountId account) {
        return new Post(
                account,
                post.names(),
                post.bio(),
                post.text(),
                post.qr(),
                post.media(),
                post.ref(),
                post.attestation());
    }

    // ---- the cases --------------------------------------------------------------------------------------------------

    private void attested() {
        Post signed = post(VerdictFederation.SIGNED);
        Post edited = post("今天又救出三十人，平安。");
        String code = federation.code.canonical();
        add("attested", signed);
        add("attested, other spaces and a link", post("今天又救出三人，\u200b平安。\n https://short.link/x"));
        add("attested with its code shown", post(VerdictFederation.CODED + " " + code));
        add("attested with pictures", post(VerdictFederation.PICTURED).withMedia(List.of(FILM, PICTURE)));
        add("attested by an organisation that has not bound the account", post("红岸替蓝舟签的"));
        add("attested text by another account", of(STRANGER, "小丽", "", signed.text()));
        add("edited, shown by the code", post("明天起休息三天。 " + code));
        add("edited, the code in a picture", post("明天起休息三天。").withQr(List.of("RP CN7K 3M9Q XDP2")));
        add("edited, shown by what was kept", edited.attestedBy(federation.kept));
        add("another text", edited);
        add("a picture is gone", post(VerdictFederation.PICTURED).withMedia(List.of(PICTURE)));
        add("no pictures", post(VerdictFederation.PICTURED));
        add(
                "no pictures, which are ignored",
                asked(post(VerdictFederation.PICTURED)).under(VerificationPolicy.ONLINE.ignoreMedia()));
        add("a picture was added", signed.withMedia(List.of(PICTURE)));
        add("retracted", post(VerdictFederation.REGRETTED).attestedBy(federation.retracted));
        add("retracted, of which nothing was kept", post(VerdictFederation.REGRETTED));
        add("attested for a short while", post(VerdictFederation.SHORT));
        add("attested until then", asked(post(VerdictFederation.SHORT)).later(Duration.ofSeconds(400)));
        add(
                "kept, and over by then",
                asked(post("改过了").attestedBy(federation.fleeting)).later(Duration.ofSeconds(400)));
    }

    private void accounts() {
        add("verified", post("我们也在这里。"));
        add("verified abroad, suspended at home", of(id("411"), "双城救援", "", "平安"));
        add("paused", of(federation.paused.accountId(), "白帆救援", "", "平安"));
        add("under review", of(federation.reviewed.accountId(), "远山救援", "", "平安"));
        add("suspended", of(federation.suspended.accountId(), "青石救援", "", "平安"));
        add("revoked", of(federation.revoked.accountId(), "通途捞人中心", "", "平安"));
        add("withdrawn", of(federation.left.accountId(), "旧港救援", "", "平安"));
        add("past its validity", asked(post("平安")).later(Duration.ofDays(401)).under(FOR_YEARS));
        add("nobody confirmed it", of(federation.unconfirmed.accountId(), "新芽救援", "", "平安"));
        add("its confirmation lapsed", of(federation.lapsed.accountId(), "晚钟救援", "", "平安"));
        add(
                "unconfirmed, which is allowed",
                asked(of(federation.unconfirmed.accountId(), "新芽救援", "", "平安"))
                        .under(VerificationPolicy.ONLINE.allowUnconfirmedAccounts()));
        add("bound a short while ago", of(federation.late, "红岸救援队分队", "", "平安"));
        add("another name", of(BLUE, "蓝舟代购", "", "平安"));
        add("hidden by the platform", asked(post("平安")).overridden(Overrides.NONE.hide(federation.cn.entity())));
        add("suspended by the platform", asked(post("平安")).overridden(Overrides.NONE.suspend(blue())));
        add(
                "heard to be suspended",
                asked(of(federation.heardOf.accountId(), "听风救援", "", "平安")).in("heard"));
        add(
                "heard of, which is ignored",
                asked(of(federation.heardOf.accountId(), "听风救援", "", "平安"))
                        .in("heard")
                        .under(VerificationPolicy.ONLINE.ignoreHearsay()));
    }

    private void profiles() throws MalformedException {
        Code free = Code.of("CN", "0000000Z");
        add("another's code in a bio", of(STRANGER, "小店", "代码 " + blue(), "平安"));
        add("another's code in the bio of a verified account", of(BLUE, "蓝舟救援", "代码 " + red(), "平安"));
        add("its own code in its bio", of(BLUE, "蓝舟救援", blue().canonical(), "平安"));
        add("a code nobody has in a bio", of(STRANGER, "小店", free.canonical(), "平安"));
        add("a code of an unknown registry in a verified bio", of(BLUE, "蓝舟救援", "RR-" + unknown(), "平安"));
        add("a wrong code in a bio", of(STRANGER, "小店", wrong(), "平安"));
        add("a code whose accounts are not disclosed", of(STRANGER, "小店", code(federation.hidden), "平安"));
        add("a link that looks like one", of(STRANGER, "小店", "https://th.examp1e/" + blue().compact(), "平安"));
        add("a name that looks like one", of(STRANGER, "篮舟救援", "", "平安"));
        add("a name that sounds like one", of(STRANGER, "蓝州救援", "", "平安"));
        add("a name that looks like a protected one", of(STRANGER, "華夏應急總隊", "", "平安"));
        add("a protected name of who bears it by right", of(new AccountId(WEIBO, "300"), "华夏应急总队", "", "平安"));
        add("the name of one whose accounts are not disclosed", of(STRANGER, "暗礁救援", "", "平安"));
    }

    private void texts() throws MalformedException {
        Code free = Code.of("CN", "0000000Z");
        add("nothing", of(STRANGER, "小王", "吃饭睡觉", "今天天气很好"));
        add("a phrase", of(STRANGER, "阿强", "", "我们是民间救援队，可以联系我"));
        add("a family asks", of(STRANGER, "小丽", "", "请问 " + blue() + " 是真的救援队吗？"));
        add("a link is quoted", of(STRANGER, "小丽", "", "看 https://cn.example/" + red().compact()));
        add("a code is quoted that nobody has", of(STRANGER, "小丽", "", free + " ?"));
        add("a wrong code is quoted", of(STRANGER, "小丽", "", "编号 " + wrong()));
        add("a link is quoted that looks like one", of(STRANGER, "小丽", "", "https://cn.examp1e/" + red().compact()));
        add("a code in a picture", of(STRANGER, "小丽", "", "").withQr(List.of("x", blue().compact())));
        add("a post's code by a stranger", of(STRANGER, "小丽", "", VerdictFederation.CODED + federation.code));
        add("another platform", of(new AccountId("other.example", "100"), "蓝舟救援", "", "平安"));
    }

    private void knowledge() {
        add("too old", asked(post("平安")).later(Duration.ofMinutes(11)));
        add("withheld", asked(post("平安")).in("withheld"));
        add("later rules", asked(post("平安")).in("too-new"));
        add("no registry", asked(post("平安")).in("none"));
        add("one registry", asked(of(id("411"), "双城救援", "", "平安")).in("one"));
        add("too many names", withProfile(post("平安"), Collections.nCopies(9, "蓝舟救援"), ""));
        add("too long a name", withProfile(post("平安"), List.of("x".repeat(257)), ""));
    }

    private Code blue() {
        return VerdictFederation.code(federation.blue);
    }

    private Code red() {
        return VerdictFederation.code(federation.red);
    }

    private static String code(Admitted of) {
        return VerdictFederation.code(of).canonical();
    }

    private static String unknown() throws MalformedException {
        return Code.of("ZZ", "3M9QXD7K").canonical().substring(3);
    }

    private String wrong() {
        String right = blue().canonical();
        return right.substring(0, right.length() - 1) + (right.endsWith("A") ? "B" : "A");
    }

    // ---- the mutations ----------------------------------------------------------------------------------------------

    private void mutations() {
        mutate(
                "zero-width",
                post -> withText(post, String.join("\u200b", post.text().split("(?<=.)"))));
        mutate("spaces around", post -> withText(post, "\u3000 " + post.text() + " \n"));
        mutate("a letter more", post -> withText(post, post.text() + "！"));
        mutate("no text", post -> withText(post, ""));
        mutate("in a stranger's account", post -> from(post, STRANGER));
        mutate(
                "on another platform",
                post -> from(post, new AccountId("other.example", post.account().id())));
        mutate("renamed", post -> withProfile(post, List.of("藍舟救援隊"), post.bio()));
        mutate("nameless", post -> withProfile(post, List.of(), post.bio()));
        mutate("with a code quoted", post -> withText(post, post.text() + " " + red() + "？"));
        mutate("with a wrong code quoted", post -> withText(post, post.text() + " " + wrong()));
        mutate("with another's code in its bio", post -> withProfile(post, post.names(), post.bio() + " " + red()));
        mutate("with a picture", post -> post.withMedia(List.of(PICTURE)));
        mutate("with an attestation kept", post -> post.attestedBy(federation.kept));
        mutate("with a reference", post -> post.withRef("p-77"));
        mutations.put("a week later", asked -> asked.later(Duration.ofDays(7)));
        mutations.put("an hour before", asked -> asked.later(Duration.ofHours(-1)));
        mutations.put(
                "years later, which is allowed",
                asked -> asked.later(Duration.ofDays(1000)).under(FOR_YEARS));
        mutations.put("before the first sync", asked -> asked.in("none"));
        mutations.put(
                "to a lenient platform",
                asked -> asked.under(VerificationPolicy.OFFLINE
                        .allowUnconfirmedAccounts()
                        .ignoreShownNames()
                        .ignorePhrases()
                        .ignoreLookalikeNames()
                        .ignoreMedia()
                        .ignoreHearsay()));
        mutations.put(
                "hidden", asked -> asked.overridden(Overrides.NONE.hide(blue()).hide(red())));
    }

    private void mutate(String name, UnaryOperator<Post> change) {
        mutations.put(name, asked -> asked.by(change));
    }
}
