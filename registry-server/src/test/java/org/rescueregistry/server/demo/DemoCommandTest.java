package org.rescueregistry.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.anchor.AnchorOutcome;
import org.rescueregistry.anchor.AnchorSet;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.testing.SharedData;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;
import picocli.CommandLine;

/** The whole story, and whole lists of organisations, through real servers on loopback. */
class DemoCommandTest {
    private static final String SOCIETIES = "organisations/ifrc-national-societies.csv";

    @TempDir
    private Path folder;

    @Test
    void givesEveryPostOfTheStoryItsVerdict() throws Exception {
        Members story = Members.of(Json.parse(demo(0, "--json")), "story");

        Map<String, String> verdicts = new LinkedHashMap<>();
        for (Members post : story.objects("posts")) {
            Members verdict = post.object("verdict");
            String reason = verdict.objects("reasons").get(0).string("reason");
            verdicts.put(post.string("id"), verdict.string("outcome") + " " + reason);
            assertThat(post.bool("as_expected")).as(post.string("id")).isTrue();
            assertThat(Post.parse(Files.readAllBytes(folder.resolve(post.string("file")))))
                    .isNotNull();
        }
        assertThat(verdicts)
                .containsEntry("verified", "ACCOUNT_VERIFIED ACCOUNT_MATCHES")
                .containsEntry("second-account", "ACCOUNT_VERIFIED ACCOUNT_MATCHES")
                .containsEntry("renamed", "UNVERIFIED_CLAIM NAME_CHANGED")
                .containsEntry("borrowed-code", "CLAIM_MISMATCH PROFILE_CODE_OF_ANOTHER")
                .containsEntry("look-alike", "LOOKALIKE_SUSPECTED NAME_LOOKS_LIKE")
                .containsEntry("family", "NOT_A_CLAIM CODE_OF_ANOTHER")
                .containsEntry("volunteer", "UNVERIFIED_CLAIM PHRASE")
                .containsEntry("attested", "POST_VERIFIED POST_ATTESTED")
                .containsEntry("attested-edited", "ACCOUNT_VERIFIED ACCOUNT_MATCHES")
                .containsEntry("attested-retracted", "ACCOUNT_VERIFIED ACCOUNT_MATCHES")
                .containsEntry("before-revocation", "ACCOUNT_VERIFIED ACCOUNT_MATCHES")
                .containsEntry("under-review", "NO_LONGER_VALID UNDER_REVIEW")
                .containsEntry("after-revocation", "NO_LONGER_VALID REVOKED")
                .containsEntry("paused", "NO_LONGER_VALID PAUSED")
                .containsEntry("overseas", "ACCOUNT_VERIFIED ACCOUNT_MATCHES")
                .containsEntry("stale", "UNDETERMINED STATUS_TOO_OLD")
                .hasSize(16);
        assertThat(story.bool("as_expected")).isTrue();
        assertThat(story.strings("pages")).hasSize(5).allMatch(page -> page.matches("http://127.0.0.1:[0-9]+/RR.{12}"));
        for (String file : List.of("keys/vetter-river.p12", "keys/vetter-river.jwk", "profiles/morning-ferry.json")) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        byte[] anchors = Files.readAllBytes(Path.of(story.string("anchors")));
        assertThat(AnchorSet.load(anchors, Instant.now())).isInstanceOf(AnchorOutcome.Accepted.class);
    }

    @Test
    void takesInAListOfOrganisationsAndAuditsIt() throws Exception {
        Path list = folder.resolveSibling(folder.getFileName() + ".csv");
        Files.writeString(
                list,
                "iso2,name_en,name_ar,note\r\n"
                        + "DZ,\"Cedar, Dune and Well Relief\",إغاثة الأرز والكثبان,x\r\n"
                        + "TH,Rain Tree Relief,,\r\n"
                        + ",,,nobody\r\n"
                        + "MM,\"The \"\"Quiet Oar\"\" Society\",جمعية المجداف الهادئ,\r\n",
                UTF_8);
        Members done = Members.of(Json.parse(demo(0, "--json", "--organisations", list.toString())), "done");

        assertThat(done.integer("organisations")).isEqualTo(3);
        assertThat(done.integer("agree")).isEqualTo(3);
        assertThat(done.bool("audit_clean")).isTrue();
    }

    @Test
    void takesInEveryNationalSociety() throws Exception {
        Path list = SharedData.path("data/" + SOCIETIES);
        Members done = Members.of(Json.parse(demo(0, "--json", "--organisations", list.toString())), "done");

        assertThat(done.integer("organisations")).isGreaterThan(200);
        assertThat(done.integer("agree")).isEqualTo(done.integer("organisations"));
        assertThat(done.bool("audit_clean")).isTrue();
    }

    @Test
    void inventsTeamsThatNobodyIs() throws Exception {
        String societies = new String(SharedData.bytes("data/" + SOCIETIES), UTF_8);

        for (Team.Cast invented : Team.Cast.values()) {
            assertThat(invented.organisationName().byLanguage().values()).noneMatch(societies::contains);
        }
    }

    @Test
    void writesOverNothing() throws Exception {
        Files.writeString(folder.resolve("mine"), "precious", UTF_8);

        demo(1);
        assertThat(Files.list(folder)).containsExactly(folder.resolve("mine"));
    }

    private String demo(int exitCode, String... options) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        CommandLine demo = new CommandLine(new DemoCommand(new PrintStream(told, true, UTF_8)));
        List<String> all = new ArrayList<>(List.of("--once", "--dir", folder.toString()));
        all.addAll(List.of(options));
        assertThat(demo.execute(all.toArray(String[]::new))).isEqualTo(exitCode);
        return told.toString(UTF_8);
    }
}
