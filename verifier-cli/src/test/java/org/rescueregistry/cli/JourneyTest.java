package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.credential.RescueCredential;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.name.Code;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Promise;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Status;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.MalformedException;
import org.rescueregistry.wire.Members;

/** Everybody's commands in the order of an organisation's life, against a registry that judges by the real rules. */
class JourneyTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    private Path dir;

    private FakeFederation federation;
    private Path anchors;
    private Path passphrase;

    @BeforeEach
    void open() throws IOException {
        federation = new FakeFederation();
        anchors = Files.write(dir.resolve("anchors.json"), federation.anchors());
        passphrase = Files.writeString(dir.resolve("passphrase"), PASSPHRASE + "\n");
    }

    @AfterEach
    void close() {
        federation.close();
    }

    private Path keyFile(String name, Es256Signer signer) throws Exception {
        Path file = dir.resolve(name + ".p12");
        return Files.exists(file) ? file : Files.write(file, KeyFile.seal(signer, PASSPHRASE.toCharArray()));
    }

    private Path vetter(String body) throws Exception {
        return keyFile("vetter-" + body, federation.registry.vetter(body, 0));
    }

    private Path operator(int number) throws Exception {
        return keyFile("operator-" + number, federation.registry.operator(number));
    }

    private Shell.Run rescue(String... args) {
        return new Shell(federation.registry::now).run(args);
    }

    private Json signed(Path key, String... args) throws MalformedException {
        Shell.Run run = rescue(as(key, args));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains("You are about to");
        return Json.parse(run.out());
    }

    private String[] as(Path key, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--key", key.toString(), "--passphrase-file", passphrase.toString(), "--yes"));
        all.addAll(List.of("--output", "json"));
        if (!args[0].equals("pause")) {
            all.addAll(List.of("--anchors", anchors.toString()));
        }
        return all.toArray(String[]::new);
    }

    private static String member(Json json, String name) throws MalformedException {
        return Members.of(json, "answer").string(name);
    }

    private void newKey(String name) {
        Shell.Run run = rescue(
                "keys", "new", dir.resolve(name + ".p12").toString(), "--passphrase-file", passphrase.toString());
        assertThat(run.exit()).as(run.err()).isZero();
    }

    private String apply() throws MalformedException {
        newKey("team");
        newKey("pause");
        Json applied = signed(
                dir.resolve("team.p12"),
                "apply",
                "--registry",
                federation.entity.toString(),
                "--pause-key",
                dir.resolve("pause.jwk").toString(),
                "--name",
                "zh-Hans=蓝舟救援",
                "--name",
                "ar=فريق الإنقاذ",
                "--kind",
                "rescue_team",
                "--jurisdiction",
                "CN",
                "--account",
                "weibo.com:42=蓝舟救援|blueboat");
        return member(applied, "application");
    }

    private String admitted() throws Exception {
        String application = apply();
        String url = federation.entity.toString();
        signed(vetter("hill-desk"), "vouch", application, "--registry", url);
        signed(vetter("sea-desk"), "vouch", application, "--registry", url, "--for", "20d");
        Json first = signed(operator(0), "admit", application, "--registry", url);
        assertThat(member(first, "outcome")).isEqualTo("pending");
        Json second = signed(operator(2), "admit", application, "--registry", url);
        assertThat(member(second, "outcome")).isEqualTo("effective");
        return member(second, "sub");
    }

    private OrganisationRecord record() {
        return federation.registry.fold().records().iterator().next();
    }

    @Test
    void appliesIsVouchedForAndAdmitted() throws Exception {
        String code = admitted();
        assertThat(record().code().canonical()).isEqualTo(code);
        assertThat(Files.readString(dir.resolve("team.disclosures.json"))).contains("\"platform:weibo.com\"");
        Shell.Run show = rescue("show", code, "--anchors", anchors.toString());
        assertThat(show.exit()).as(show.err()).isZero();
        assertThat(show.out())
                .contains(code + " is active", "蓝舟救援", "rescue_team", "hill-desk, sea-desk", "(not disclosed to you)");
    }

    @Test
    void showsAVetterEverythingTheApplicationSaysBeforeTheyVouch() throws Exception {
        String application = apply();
        Shell.Run vouch =
                rescue(as(vetter("hill-desk"), "vouch", application, "--registry", federation.entity.toString()));
        assertThat(vouch.err())
                .contains("蓝舟救援 [zh-Hans]", "kind rescue_team", "jurisdiction CN", "weibo.com 42 (蓝舟救援, blueboat)");
    }

    @Test
    void bindsConfirmsAndVerifiesAPost() throws Exception {
        String code = admitted();
        Json bound = signed(dir.resolve("team.p12"), "bind", code, "--account", "weibo.com:43=蓝舟二队");
        assertThat(member(bound, "outcome")).isEqualTo("effective");
        Path platform = keyFile("platform", federation.registry.platform());
        Shell.Run unclear = rescue(as(platform, "confirm", code));
        assertThat(unclear.err()).contains("say which with --account", "bad_option");
        signed(platform, "confirm", code, "--account", "weibo.com:42", "--for", "100d");
        Path post = Files.writeString(
                dir.resolve("post.json"),
                "{\"platform\":\"weibo.com\",\"id\":\"42\",\"names\":[\"蓝舟救援\"],\"text\":\"x\"}");
        Shell.Run verified = rescue(
                "verify",
                post.toString(),
                "--anchors",
                anchors.toString(),
                "--key",
                platform.toString(),
                "--passphrase-file",
                passphrase.toString());
        assertThat(verified.out()).startsWith("ACCOUNT_VERIFIED: ");
        assertThat(verified.exit()).as(verified.err()).isZero();
    }

    /** What a platform says of a post by the team's account. */
    private Shell.Run verified(Path platform, String text) throws Exception {
        Json.Obj post = Json.object()
                .put("platform", "weibo.com")
                .put("id", "42")
                .put("names", Json.strings(List.of("蓝舟救援")))
                .put("text", text)
                .build();
        Path file = Files.write(dir.resolve("post.json"), post.canonical());
        return rescue(
                "verify",
                file.toString(),
                "--anchors",
                anchors.toString(),
                "--key",
                platform.toString(),
                "--passphrase-file",
                passphrase.toString());
    }

    @Test
    void signsAPostThatIsVerifiedSeenToBeEditedAndTakenBack() throws Exception {
        String code = admitted();
        Path team = dir.resolve("team.p12");
        Path platform = keyFile("platform", federation.registry.platform());
        signed(platform, "confirm", code, "--account", "weibo.com:42", "--for", "100d");
        Path text = Files.writeString(dir.resolve("post.txt"), "蓝舟救援：今天又救出\n三人。  https://weibo.example/p/77\n");

        Shell.Run signing =
                rescue(as(team, "attest", code, "--account", "weibo.com:42", "--text", text.toString(), "--with-code"));
        assertThat(signing.exit()).as(signing.err()).isZero();
        assertThat(signing.err())
                .contains("You are about to sign that this post is yours", "    蓝舟救援：今天又救出 三人。", "account weibo.com:42")
                .doesNotContain("careful", "https://weibo.example");
        Json published = Json.parse(signing.out());
        String id = member(published, "id");
        String drawn = member(published, "code");
        assertThat(signing.err()).contains("SHA-256 of this text " + member(published, "text"), drawn);

        Shell.Run good = verified(platform, "蓝舟救援：今天又救出三人。".replace("三人", " 三人") + " " + drawn);
        assertThat(good.out()).startsWith("POST_VERIFIED: ");
        assertThat(good.exit()).as(good.err()).isZero();
        Shell.Run edited = verified(platform, "蓝舟救援：请汇款到新账号。 " + drawn);
        assertThat(edited.out()).startsWith("ACCOUNT_VERIFIED: ").contains("EDITED_SINCE");
        assertThat(verified(platform, "另一篇。").out())
                .startsWith("ACCOUNT_VERIFIED: ")
                .doesNotContain("EDITED_SINCE");

        Shell.Run listed = rescue("attestations", "--text", text.toString(), "--anchors", anchors.toString());
        assertThat(listed.out()).contains("1 signed post", id, code, "weibo.com:42", drawn);
        assertThat(rescue("attestations", "--account", "weibo.com:43", "--anchors", anchors.toString())
                        .out())
                .contains("0 signed posts");

        signed(team, "retract", code, "--text", text.toString());
        assertThat(rescue("attestations", "--of", code, "--anchors", anchors.toString())
                        .out())
                .contains("0 signed posts");
        assertThat(verified(platform, "蓝舟救援：今天又救出 三人。").out()).startsWith("ACCOUNT_VERIFIED: ");
        Shell.Run again = rescue(as(team, "retract", code, "--text", text.toString()));
        assertThat(again.err()).contains("has signed no post of this text that counts now");
    }

    @Test
    void signsAPostOnAMachineWithoutANetworkAndPublishesItFromAnother() throws Exception {
        String code = admitted();
        Path team = dir.resolve("team.p12");
        Path text = Files.writeString(dir.resolve("post.txt"), "今天又救出三人。");
        Path photo = Files.write(dir.resolve("photo.jpg"), new byte[] {1, 2, 3});
        Path out = dir.resolve("post.jws.json");
        federation.fallSilent();
        Shell.Run signing = rescue(as(
                team,
                "attest",
                code,
                "--account",
                "weibo.com:42",
                "--text",
                text.toString(),
                "--media",
                photo.toString(),
                "--for",
                "30d",
                "--log",
                federation.registry.log(),
                "--out",
                out.toString()));
        assertThat(signing.exit()).as(signing.err()).isZero();
        assertThat(signing.err()).contains("nobody has looked whether this can be", "photo.jpg");
        PostAttestation attestation = PostAttestation.parse(member(Json.parse(Files.readAllBytes(out)), "attestation"));
        assertThat(attestation.media().items()).containsExactly(Digest.sha256(new byte[] {1, 2, 3}));
        assertThat(Duration.between(attestation.iat(), attestation.exp())).isEqualTo(Duration.ofDays(30));

        Shell.Run silent = rescue("file", out.toString(), "--registry", federation.entity.toString());
        assertThat(silent.exit()).isEqualTo(4);
        federation.speakAgain();
        Shell.Run filed = rescue("file", out.toString(), "--registry", federation.entity.toString());
        assertThat(filed.exit()).as(filed.err()).isZero();
        assertThat(filed.out()).contains("published: " + code, attestation.id().toString());
        assertThat(federation.registry.liveAttestations()).containsExactly(attestation);
    }

    @Test
    void signsNoPostThatCouldNotCount() throws Exception {
        String code = admitted();
        Path team = dir.resolve("team.p12");
        String text = Files.writeString(dir.resolve("post.txt"), "x").toString();
        String[] post = {"attest", code, "--account", "weibo.com:42", "--text", text};
        assertThat(rescue(as(dir.resolve("pause.p12"), post)).err()).contains("signer_not_entitled");
        String empty = Files.writeString(dir.resolve("empty.txt"), " \n").toString();
        assertThat(rescue(as(team, "attest", code, "--account", "weibo.com:42", "--text", empty))
                        .err())
                .contains("nothing would be signed");
        String other =
                Files.write(dir.resolve("gb.txt"), "蓝舟".getBytes("GB18030")).toString();
        assertThat(rescue(as(team, "attest", code, "--account", "weibo.com:42", "--text", other))
                        .err())
                .contains("is not UTF-8 text");
        assertThat(rescue(as(team, "attest", code, "--account", "weibo.com:42", "--text", text, "--for", "367d"))
                        .err())
                .contains("at most 366 days");
        assertThat(rescue(as(team, "attest", code, "--account", "weibo.com:42", "--text", text, "--log", "x/log"))
                        .err())
                .contains("with --out");
        assertThat(rescue(as(team, "attest", code, "--account", "weibo.com:7", "--text", text))
                        .err())
                .contains("careful: weibo.com:7 is none of the accounts");
        assertThat(rescue(as(team, "retract", code)).err()).contains("say which one");
        signed(dir.resolve("pause.p12"), "pause", code, "--registry", federation.entity.toString());
        assertThat(rescue(as(team, post)).err()).contains("not_active");
    }

    @Test
    void twoVettersConfirmOneAfterTheOther() throws Exception {
        String code = admitted();
        String digest = record().accounts().get(0).digest().toString();
        Json first = signed(vetter("hill-desk"), "confirm", code, "--account", digest);
        assertThat(member(first, "outcome")).isEqualTo("pending");
        Json second = signed(vetter("sea-desk"), "confirm", code, "--account", digest, "--for", "7d");
        assertThat(member(second, "outcome")).isEqualTo("effective");
    }

    @Test
    void pausesWithThePauseKeyAndIsReinstatedByItselfAndAVetter() throws Exception {
        String code = admitted();
        signed(dir.resolve("pause.p12"), "pause", code, "--registry", federation.entity.toString());
        assertThat(record().status()).isEqualTo(Status.SUSPENDED);
        Shell.Run paused = rescue("verify", code, "--anchors", anchors.toString());
        assertThat(paused.exit()).isEqualTo(1);
        assertThat(paused.out()).contains(code + " is paused").doesNotContain("protective");
        signed(dir.resolve("team.p12"), "reinstate", code);
        signed(vetter("river-desk"), "reinstate", code);
        assertThat(record().status()).isEqualTo(Status.ACTIVE);
        assertThat(rescue("verify", code, "--anchors", anchors.toString()).exit())
                .isZero();
    }

    @Test
    void suspendsConfirmsAndRevokes() throws Exception {
        String code = admitted();
        Path auditor = keyFile("auditor", federation.registry.auditor("river-desk"));
        signed(vetter("hill-desk"), "suspend", code, "--reason", "safeguarding_breach", "--for", "12h");
        signed(auditor, "suspend", code, "--reason", "safeguarding_breach", "--confirm");
        assertThat(record().standing().until()).isNull();
        Json first = signed(auditor, "revoke", code, "--reason", "advance_fee_or_extortion");
        assertThat(member(first, "outcome")).isEqualTo("pending");
        signed(vetter("sea-desk"), "revoke", code);
        assertThat(record().status()).isEqualTo(Status.REVOKED);
        Shell.Run show = rescue("show", code, "--anchors", anchors.toString());
        assertThat(show.out()).contains("is revoked", "advance_fee_or_extortion");
    }

    private Shell.Run audit(Path promises) {
        return rescue(
                "log",
                "audit",
                federation.entity.toString(),
                "--anchors",
                anchors.toString(),
                "--promises",
                promises.toString());
    }

    @Test
    void keepsThePromiseAndFilesWithAPeer() throws Exception {
        String code = admitted();
        Path promises = dir.resolve("promises");
        Json first = signed(
                vetter("hill-desk"),
                "suspend",
                code,
                "--reason",
                "safeguarding_breach",
                "--promises",
                promises.toString());
        Path kept = promises.resolve(member(first, "id") + ".promise");
        Promise promise = Promise.parse(Files.readString(kept).strip());
        assertThat(promise.sub()).isEqualTo(code);
        assertThat(promise.act()).isEqualTo("suspend");

        Path auditor = keyFile("auditor", federation.registry.auditor("river-desk"));
        Json passed = signed(
                auditor,
                "suspend",
                code,
                "--reason",
                "unspecified",
                "--confirm",
                "--via",
                federation.entity.toString());
        assertThat(member(passed, "outcome")).isEqualTo("passed_on");

        Shell.Run audit = audit(promises);
        assertThat(audit.exit()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out()).contains("1 of this registry held against its log");
        Statement keptBack = Statement.sign(
                new Act.Dismiss(promise.signer(), Reason.UNSPECIFIED, null),
                federation.registry.envelope(),
                federation.registry.operator(0));
        Promise broken = federation.promise(keptBack);
        Files.writeString(promises.resolve("broken.promise"), broken.compact());
        federation.registry.advance(Duration.ofMinutes(3));
        federation.publish();
        Shell.Run later = audit(promises);
        assertThat(later.exit()).isEqualTo(1);
        assertThat(later.out()).contains("broken_promise", broken.statement().toString());
        assertThat(record().standing().until()).isNull();
    }

    @Test
    void objectsAndTakesItBack() throws Exception {
        String application = apply();
        String url = federation.entity.toString();
        Json open = signed(
                vetter("hill-desk"), "object", application, "--registry", url, "--reason", "the letter is forged");
        Shell.Run admit = rescue(as(operator(0), "admit", application, "--registry", url));
        assertThat(admit.err()).contains("the letter is forged");
        Json gone = signed(
                vetter("hill-desk"), "object", application, "--registry", url, "--withdraw", member(open, "objection"));
        assertThat(member(gone, "state")).isEqualTo("withdrawn");
    }

    @Test
    void appointsAVetterWithTheBodyAndTwoOperators() throws Exception {
        newKey("new-vetter");
        String[] args = {
            "appoint",
            "--registry",
            federation.entity.toString(),
            "--body",
            "sea-desk",
            "--role",
            "vetter",
            "--person",
            dir.resolve("new-vetter.jwk").toString()
        };
        signed(keyFile("body", federation.registry.body("sea-desk")), args);
        signed(operator(0), args);
        Json last = signed(operator(1), args);
        assertThat(member(last, "outcome")).isEqualTo("effective");
    }

    @Test
    void auditsCleanlyAndNamesThePlaceOfAChangedByte() throws Exception {
        admitted();
        Shell.Run clean = rescue("log", "audit", federation.entity.toString(), "--anchors", anchors.toString());
        assertThat(clean.exit()).as(clean.out() + clean.err()).isZero();
        assertThat(clean.out()).contains("clean", "蓝舟救援", "\u2068");
        String bundle = federation.logFiles.keySet().stream()
                .filter(path -> path.contains("entries"))
                .reduce((one, later) -> later)
                .orElseThrow();
        federation.logFiles.get(bundle)[40] ^= 1;
        Shell.Run changed = rescue(
                "log", "audit", federation.entity.toString(), "--anchors", anchors.toString(), "--output", "json");
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.out()).contains("\"clean\":false", bundle);
    }

    @Test
    void theRegistrysNoComesThroughWithItsCode() throws Exception {
        String code = admitted();
        Shell.Run run = rescue(as(vetter("hill-desk"), "bind", code, "--account", "weibo.com:9=x"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("\"code\":\"signer_not_entitled\"");
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsSigned() throws Exception {
        String code = admitted();
        Shell.Run run = rescue(as(vetter("hill-desk"), "suspend", code, "--reason", "unspecified", "--confirm"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("nothing_to_confirm").doesNotContain("You are about to");
    }

    @Test
    void getsItsCredentialWhichVerifiesUntilTheOrganisationIsPaused() throws Exception {
        String code = admitted();
        Path file = dir.resolve("team.rescue");
        Shell.Run got = rescue(
                "credential",
                code,
                "--key",
                dir.resolve("team.p12").toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--anchors",
                anchors.toString(),
                "--out",
                file.toString());
        assertThat(got.exit()).as(got.err()).isZero();
        Shell.Run valid = rescue("verify", file.toString(), "--anchors", anchors.toString());
        assertThat(valid.exit()).as(valid.out() + valid.err()).isZero();
        assertThat(valid.out()).contains("the credential is valid", code, "蓝舟救援");
        signed(dir.resolve("pause.p12"), "pause", code, "--registry", federation.entity.toString());
        Shell.Run paused = rescue("verify", file.toString(), "--anchors", anchors.toString());
        assertThat(paused.exit()).isEqualTo(1);
        assertThat(paused.out()).contains("status_suspended");
    }

    @Test
    void aCredentialWhoseSignatureOrReceiptIsAnothersIsRefuted() throws Exception {
        String code = admitted();
        CredentialFile good = federation.credential(Code.parse(code));
        Path stranger = Files.write(dir.resolve("stranger.rescue"), resigned(good));
        assertThat(rescue("verify", stranger.toString(), "--anchors", anchors.toString())
                        .out())
                .contains("CREDENTIAL_REFUTED", "credential_");
        String otherLeaf = good.receipt().replaceFirst("index [0-9]+", "index 0");
        Path receipt = Files.write(
                dir.resolve("receipt.rescue"), new CredentialFile(good.credential(), otherLeaf, good.chain()).bytes());
        Shell.Run run = rescue("verify", receipt.toString(), "--anchors", anchors.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("receipt_of_another");
    }

    /** The same with the last symbol of its signature changed so that it is still one. */
    private static byte[] resigned(CredentialFile good) throws MalformedException {
        String text = good.credential().text();
        int end = text.indexOf('~');
        int at = end - 20;
        char other = text.charAt(at) == 'A' ? 'B' : 'A';
        String changed = text.substring(0, at) + other + text.substring(at + 1);
        return new CredentialFile(RescueCredential.parse(changed), good.receipt(), good.chain()).bytes();
    }

    @Test
    void listsApplicationsForAVetter() throws Exception {
        String application = apply();
        Shell.Run list = rescue(
                "applications",
                "--registry",
                federation.entity.toString(),
                "--key",
                vetter("hill-desk").toString(),
                "--passphrase-file",
                passphrase.toString());
        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out()).contains("1 applications", application, "open");
    }

    @Test
    void doesNotVouchForWhatItIsNotShown() throws Exception {
        String application = apply();
        federation.hideDisclosures();
        Shell.Run vouch =
                rescue(as(vetter("hill-desk"), "vouch", application, "--registry", federation.entity.toString()));
        assertThat(vouch.exit()).isEqualTo(1);
        assertThat(vouch.err()).contains("application_not_whole");
        Shell.Run unknown = rescue(as(
                vetter("hill-desk"),
                "vouch",
                "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                "--registry",
                federation.entity.toString()));
        assertThat(unknown.err()).contains("unknown_application");
    }
}
