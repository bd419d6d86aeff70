package org.rescueregistry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyFile;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Status;
import org.rescueregistry.statement.Waiting;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** The acts of which there are few, each by whoever may; what cannot be undone is typed. */
class RareActsTest {
    private static final String PASSPHRASE = "correct horse";

    /** One for all of them, as long as they leave the bodies' vetters in office; each has a team of its own. */
    private static FakeFederation shared;

    @TempDir
    private static Path keys;

    private static Path passphrase;

    @TempDir
    private Path dir;

    private final Digest account = TestKeys.digest("an account");
    private FakeFederation federation;
    private TestOrganisation team;
    private Path anchors;
    private String code;

    @BeforeAll
    static void open() throws IOException {
        shared = new FakeFederation();
        passphrase = Files.writeString(keys.resolve("passphrase"), PASSPHRASE + "\n");
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @BeforeEach
    void admit() throws IOException {
        in(shared);
    }

    private void in(FakeFederation where) throws IOException {
        federation = where;
        team = federation.registry.admit(DigestSet.of(account));
        federation.publish();
        code = team.code().canonical();
        anchors = Files.write(dir.resolve("anchors.json"), federation.anchors());
    }

    private String[] as(Es256Signer signer, String... args) {
        try {
            Path key = keys.resolve(signer.keyId() + ".p12");
            if (!Files.exists(key)) {
                Files.write(key, KeyFile.seal(signer, PASSPHRASE.toCharArray()));
            }
            List<String> all = new ArrayList<>(List.of(args));
            all.addAll(List.of("--key", key.toString(), "--passphrase-file", passphrase.toString()));
            all.addAll(List.of("--anchors", anchors.toString(), "--output", "json"));
            return all.toArray(String[]::new);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Signs without being asked; gives what came of it, and checks that it was shown before. */
    private String signed(Es256Signer signer, String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(as(signer, args)));
        all.add("--yes");
        Shell.Run run = new Shell(federation.registry::now).run(all.toArray(String[]::new));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains("You are about to");
        return Members.of(Json.parse(run.out()), "answer")
                .optionalString("outcome")
                .orElse("");
    }

    private OrganisationRecord record() {
        return federation.registry.record(team);
    }

    private Path jwk(Es256Signer signer) throws IOException {
        return Files.write(
                dir.resolve(signer.keyId() + ".jwk"), signer.publicKey().jwk().canonical());
    }

    @Test
    void anOrganisationGivesUpAnAccountAndLeaves() throws Exception {
        assertThat(signed(team.key(), "unbind", code, "--account", account.toString()))
                .isEqualTo("effective");
        assertThat(record().accounts()).isEmpty();
        assertThat(signed(team.key(), "withdraw", code)).isEqualTo("effective");
        assertThat(record().waiting()).singleElement().isInstanceOf(Waiting.Withdraw.class);
    }

    @Test
    void anOrganisationAmendsItsProfileAndErasesFromIt() throws Exception {
        assertThat(signed(
                        team.key(),
                        "amend",
                        code,
                        "--name",
                        "zh-Hans=蓝舟",
                        "--kind",
                        "rescue_team",
                        "--jurisdiction",
                        "CN"))
                .isEqualTo("effective");
        assertThat(record().waiting()).singleElement().isInstanceOf(Waiting.Amend.class);
        assertThat(federation.disclosures).hasSize(3);
        Digest gone = record().profile().digests().items().get(0);
        assertThat(signed(team.key(), "erase", code, "--digest", gone.toString()))
                .isEqualTo("effective");
        assertThat(record().hasDigest(gone)).isFalse();
    }

    @Test
    void twoOperatorsErase() throws Exception {
        assertThat(signed(federation.registry.operator(0), "erase", code, "--digest", account.toString()))
                .isEqualTo("pending");
        assertThat(signed(federation.registry.operator(1), "erase", code, "--digest", account.toString()))
                .isEqualTo("effective");
        assertThat(record().accounts()).isEmpty();
    }

    @Test
    void twoAuditorsRecordAFindingAndTheOrganisationRetracts() throws Exception {
        String complaint = TestKeys.digest("a complaint").toString();
        String[] finding = {"finding", code, "--complaint", complaint, "--outcome", "not_upheld"};
        assertThat(signed(federation.registry.auditor("hill-desk"), finding)).isEqualTo("pending");
        assertThat(signed(federation.registry.auditor("sea-desk"), finding)).isEqualTo("effective");
        assertThat(signed(team.key(), "retract", code, "--attestation", complaint))
                .isEqualTo("effective");
    }

    @Test
    void aBodyDismissesFromALeafOn() throws Exception {
        try (FakeFederation own = new FakeFederation()) {
            in(own);
            aBodyDismisses();
        }
    }

    private void aBodyDismisses() throws Exception {
        Es256Signer vetter = federation.registry.vetter("hill-desk", 0);
        String url = federation.entity.toString();
        signed(
                federation.registry.body("hill-desk"),
                "dismiss",
                "--registry",
                url,
                "--person",
                vetter.keyId().toString(),
                "--reason",
                "key_compromise",
                "--from",
                "0");
        assertThat(record().status()).isEqualTo(Status.SUSPENDED);
        Shell.Run twice = new Shell(federation.registry::now)
                .run(as(
                        federation.registry.body("hill-desk"),
                        "dismiss",
                        "--registry",
                        url,
                        "--person",
                        jwk(vetter).toString(),
                        "--reason",
                        "unspecified",
                        "--yes"));
        assertThat(twice.err()).contains("unknown_person");
    }

    @Test
    void theOldKeySetsANewOneThatConsented() throws Exception {
        Es256Signer fresh = TestKeys.es256("a fresh key");
        Path consent = dir.resolve("consent.json");
        signed(fresh, "rekey", "approve", code, "--out", consent.toString());
        assertThat(signed(team.key(), "rekey", "sign", code, "--approval", consent.toString()))
                .isEqualTo("effective");
        assertThat(record().waiting()).singleElement().isInstanceOf(Waiting.Rekey.class);
    }

    @Test
    void onlyVettersWhoseBodiesDidNotVouchSetANewKey() throws Exception {
        Es256Signer fresh = TestKeys.es256("another fresh key");
        Path pause = jwk(TestKeys.es256("a fresh pause key"));
        Path consent = dir.resolve("consent.json");
        signed(fresh, "rekey", "approve", code, "--pause-key", pause.toString(), "--out", consent.toString());
        String[] sign = {"rekey", "sign", code, "--approval", consent.toString()};
        Shell.Run vouched =
                new Shell(federation.registry::now).run(as(federation.registry.vetter("hill-desk", 0), withYes(sign)));
        assertThat(vouched.err()).contains("body_vouched");
        assertThat(signed(federation.registry.vetter("sea-desk", 0), sign)).isEqualTo("pending");
        assertThat(record().status()).isEqualTo(Status.ACTIVE);
    }

    private static String[] withYes(String[] args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--yes");
        return all.toArray(String[]::new);
    }

    @Test
    void whatCannotBeUndoneIsTyped() {
        String[] revoke = as(federation.registry.auditor("hill-desk"), "revoke", code, "--reason", "ceased_operating");
        Shell.Run yes = new Shell(federation.registry::now).answering("y").run(revoke);
        assertThat(yes.exit()).isEqualTo(2);
        assertThat(yes.err()).contains("Revoke " + code, "not_confirmed");
        assertThat(record().status()).isEqualTo(Status.ACTIVE);
        Shell.Run typed = new Shell(federation.registry::now)
                .answering(" " + code.toLowerCase() + " ")
                .run(revoke);
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(record().status()).isEqualTo(Status.SUSPENDED);
    }
}
