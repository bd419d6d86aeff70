package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rescueregistry.claim.PostText;
import org.rescueregistry.credential.CredentialFile;
import org.rescueregistry.credential.CredentialIssuer;
import org.rescueregistry.credential.CredentialVerification;
import org.rescueregistry.federation.FederationKeys;
import org.rescueregistry.federation.PinnedAnchor;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.LogPolicy;
import org.rescueregistry.log.Merkle;
import org.rescueregistry.log.ReceiptResult;
import org.rescueregistry.log.TlogProof;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.AnswerFinding;
import org.rescueregistry.sdk.KeptDecision;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.sdk.ReportDesk;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Audience;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Disclosure;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.Objection;
import org.rescueregistry.statement.ObjectionWithdrawal;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Status;
import org.rescueregistry.statement.StatusListRef;
import org.rescueregistry.statement.Suspension;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.status.StatusListToken;
import org.rescueregistry.wire.Json;
import org.rescueregistry.wire.Members;

/** One organisation's way through a whole federation, over HTTP. */
class RegistryServerTest {
    private static final String PLATFORM = LiveTeam.PLATFORM;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void takesAnOrganisationFromItsApplicationToACredential() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder)) {
            RegistryServer registry = federation.startRegistry();
            try {
                new Story(federation, registry).run();
            } finally {
                LiveFederation.await(registry.close());
            }
        }
    }

    /** Even for the key that signed it, when the organisation has vetoed the new one and is active again. */
    @Test
    void whatWasSignedBeforeVettersSetAKeyIsVoidForEverybody() throws Exception {
        try (LiveFederation federation = new LiveFederation(folder)) {
            RegistryServer registry = federation.startRegistry();
            try {
                assertThat(federation.recognise(federation.charterId().base64Url()))
                        .isZero();
                new Voided(federation, LiveTeam.admitted(federation, registry)).run();
            } finally {
                LiveFederation.await(registry.close());
            }
        }
    }

    /** A key set by vetters, and the organisation's veto. */
    private record Voided(LiveFederation federation, LiveTeam team) {
        private static final String TEXT = "三人平安";
        private static final Digest DIGEST = Digest.sha256(PostText.of(TEXT).utf8());

        void run() throws Exception {
            RegistryClient client = federation.client();
            Es256Signer hill = team.vetter(0);
            Es256Signer sea = team.vetter(2);
            Es256Signer town = team.vetter(3);
            Disclosure unused = team.bind();
            team.confirm(hill, sea);
            PostAttestation post = team.attestation(DIGEST, team.key);
            client.attest(post);
            everybodySees(Outcome.POST_VERIFIED, post);

            Statement rekey =
                    team.rekey(Es256Signer.generate(federation.random), Es256Signer.generate(federation.random), sea);
            assertThat(federation.submitAll(rekey, town).effective()).isTrue();
            everybodySees(Outcome.NO_LONGER_VALID);
            assertRefused(422, "attestation_void", () -> client.attest(post));

            client.submit(Statement.sign(new Act.Pause(Reason.PROTECTIVE), team.about(), team.pauseKey), List.of());
            reinstate(Suspension.Kind.OFFICERS, sea, town);
            reinstate(Suspension.Kind.SELF, team.key, sea);
            team.confirm(hill, sea);
            assertThat(team.record().keys().key()).isEqualTo(team.key.publicKey());
            everybodySees(Outcome.ACCOUNT_VERIFIED);
            assertThat(verdict(Replica.trusting(anchors(federation)).replaying()))
                    .isEqualTo(Outcome.ACCOUNT_VERIFIED);
            assertRefused(422, "attestation_void", () -> client.attest(post));

            PostAttestation again = eventually(() -> {
                // Nobody's clock may be so far ahead that it was signed before.
                Stamp stamp = Stamp.at(Instant.now().plus(LiveAttestations.SKEW), federation.random);
                PostAttestation later = team.attestation(DIGEST, stamp, team.key);
                assertThatCode(() -> client.attest(later)).doesNotThrowAnyException();
                return later;
            });
            everybodySees(Outcome.POST_VERIFIED, again);
        }

        private void reinstate(Suspension.Kind kind, Es256Signer first, Es256Signer second) throws Exception {
            Digest[] lifted = team.record().suspensions().stream()
                    .filter(suspension -> suspension.kind() == kind)
                    .map(Suspension::by)
                    .toArray(Digest[]::new);
            Statement half = Statement.sign(new Act.Reinstate(), team.about().restingOn(lifted), first);
            assertThat(federation.submitAll(half, second).effective()).isTrue();
        }

        /** Whoever asks the registry, and a platform. */
        private void everybodySees(Outcome outcome, PostAttestation... live) throws Exception {
            eventually(() -> {
                assertThat(federation.client().attestations()).containsExactlyInAnyOrder(live);
                assertThat(verdict(Replica.trusting(anchors(federation)).fromSnapshots()))
                        .isEqualTo(outcome);
                return true;
            });
        }

        private static Outcome verdict(Replica replica) throws Exception {
            Replica.Report report = replica.sync(Instant.now());
            assertThat(report.troubles()).isEmpty();
            RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);
            verifier.use(report.snapshot());
            Post post = new Post(LiveTeam.ACCOUNT, List.of(LiveTeam.NAME), "", TEXT);
            return verifier.verify(post, Instant.now()).outcome();
        }
    }

    /** What happens, in order. */
    private final class Story {
        private final LiveFederation federation;
        private final RegistryServer registry;
        private final RegistryClient client;
        private final LiveTeam team;
        private final Es256Signer key;
        private final Es256Signer pauseKey;
        private final Code code;

        Story(LiveFederation federation, RegistryServer registry) throws Exception {
            this.federation = federation;
            this.registry = registry;
            this.client = federation.client();
            this.team = new LiveTeam(federation, registry);
            this.key = team.key;
            this.pauseKey = team.pauseKey;
            this.code = team.code;
        }

        void run() throws Exception {
            Es256Signer hill = federation.appoint(0, Role.VETTER, null, registry);
            Es256Signer river = federation.appoint(1, Role.VETTER, null, registry);
            Es256Signer platform = federation.appoint(0, Role.PLATFORM, PLATFORM, registry);

            Digest application = apply();
            assertThat(client.applications(hill)).containsExactly(application);
            assertThat(client.application(application, key).vouches()).isEmpty();
            assertRefused(403, "not_entitled", () -> client.applications(platform));

            Application applied = client.application(application, hill).application();
            Vouch first = team.vouch(applied, hill);
            Vouch second = team.vouch(applied, river);
            client.vouch(first);
            client.vouch(second);

            Objection objection = Objection.sign(applied, "the letter is forged", federation.stamp(), river);
            client.object(objection);
            Statement admission = team.admission(applied, List.of(first, second));
            assertRefused(422, "application_objected", () -> client.submit(admission, List.of()));
            client.withdraw(
                    application, ObjectionWithdrawal.sign(applied.log(), objection.id(), federation.stamp(), river));

            Accepted pending = client.submit(admission, List.of());
            assertThat(pending.effective()).isFalse();
            assertThat(pending.have()).isEqualTo(1);
            assertThat(pending.need()).isEqualTo(2);
            Accepted admitted = federation.submitAll(admission, federation.operators.get(1));
            assertThat(admitted.effective()).isTrue();
            assertThat(client.submit(admission, List.of()).index()).isEqualTo(pending.index());
            assertThat(client.application(application, key).status()).isEqualTo("admitted");

            bindAndConfirm(hill, river, platform);
            receiptProves(admitted.index());
            eventually(() -> {
                assertThat(get("/snapshot").statusCode()).isEqualTo(200);
                return true;
            });
            statusListIsTheOneInTheState();
            credentialIsReleased();
            snapshotProvesItself(platform);
            reportIsAnsweredAndAppealed(platform);
            pageShows();
            health();
        }

        private Digest apply() throws Exception {
            List<GivenDisclosure> given = team.given();
            Application application = team.application(given);
            assertRefused(422, "disclosure_missing", () -> client.apply(application, given.subList(0, 2)));
            return client.apply(application, given);
        }

        private void bindAndConfirm(Es256Signer hill, Es256Signer river, Es256Signer platform) throws Exception {
            Disclosure account = team.account();
            Statement bind = team.bind(account);
            Audience audience = Audience.platform(PLATFORM);
            assertRefused(422, "disclosure_missing", () -> client.submit(bind, List.of()));
            assertThat(client.submit(bind, List.of(new GivenDisclosure(audience, account)))
                            .effective())
                    .isTrue();
            Statement confirm = team.confirmation(account.digest(), bind.id(), hill);
            assertThat(federation.submitAll(confirm, river).effective()).isTrue();
            assertThat(record().accounts())
                    .singleElement()
                    .satisfies(bound -> assertThat(bound.confirmations()).hasSize(1));
            assertThat(client.disclosures()).doesNotContain(account).hasSize(3);
            assertThat(client.disclosures(platform)).contains(account);
        }

        /** A replica that replays nothing takes it, then what changed in it, and writes down what another reads without a network. */
        private void snapshotProvesItself(Es256Signer platform) throws Exception {
            List<PinnedAnchor> anchors = anchors(federation);
            Path kept = folder.resolve("kept");
            Replica replica =
                    Replica.trusting(anchors).readingAs(platform).keptIn(kept).fromSnapshots();
            RegistrySnapshot first = only(replica.sync(Instant.now()));
            assertThat(first.record(code)).contains(record());
            Account account = record().accounts().get(0);
            assertThat(first.disclosed(account)).isPresent();

            PostAttestation post = attestedPost();
            String whole = get("/snapshot?since=" + first.proven().size()).body();
            assertThat(whole).contains("\nattestation " + post.compact() + "\n");
            RegistrySnapshot attested = only(replica.sync(Instant.now()));
            assertThat(attested.attestations()).containsExactly(post);
            assertThat(only(Replica.trusting(anchors).replaying().sync(Instant.now()))
                            .attestations())
                    .containsExactly(post);

            Statement pause = Statement.sign(new Act.Pause(Reason.PROTECTIVE), team.about(), pauseKey);
            long size = client.submit(pause, List.of()).size();
            proven(size);
            String since = "/snapshot?since=" + attested.proven().size();
            assertThat(get(since).body())
                    .contains("\nended " + post.id() + "\n")
                    .isEqualTo(get(since).body());
            assertRefused(422, "not_active", () -> client.attest(post));
            String delta = get("/snapshot?since=" + first.proven().size()).body();
            assertThat(delta).startsWith("rescue-registry snapshot-delta 1\n").contains("\nrecord " + code);
            RegistrySnapshot second = only(replica.sync(Instant.now()));
            assertThat(second.proven().size()).isGreaterThanOrEqualTo(size);
            assertThat(second.record(code).orElseThrow().status()).isEqualTo(Status.SUSPENDED);
            assertThat(second.record(code)).contains(record());
            assertThat(second.attestations()).isEmpty();
            assertThat(get("/snapshot?since=1").body()).startsWith("rescue-registry snapshot 1\n");

            RegistrySnapshot offline =
                    only(Replica.trusting(anchors).fromFolder(kept).sync(Instant.now()));
            assertThat(offline.record(code)).isEqualTo(first.record(code));
            assertThat(offline.disclosed(account)).isPresent();
        }

        /** Signed, taken, and found again by whoever asks. */
        private PostAttestation attestedPost() throws Exception {
            Digest text = Digest.sha256("三人平安".getBytes(UTF_8));
            PostAttestation forged = team.attestation(text, pauseKey);
            assertRefused(422, "signer_not_entitled", () -> client.attest(forged));
            PostAttestation post = team.attestation(text, key);
            long counted = client.attest(post);
            assertThat(client.attest(post)).isGreaterThanOrEqualTo(counted);
            proven(counted);
            assertThat(client.attestations()).containsExactly(post);
            String account = "/attestations?platform=" + PLATFORM + "&account=7700";
            assertThat(get(account).body()).isEqualTo(post.compact() + "\n");
            assertThat(get(account + "&text=" + text).body()).isEqualTo(post.compact() + "\n");
            assertThat(get(account + "&text=" + post.id()).body()).isEmpty();
            assertThat(get(account + "1").body()).isEmpty();
            assertThat(get("/attestations?account=7700").body()).contains("missing_parameter");
            assertThat(get("/attestations?platform=Weibo&account=7700").body()).contains("account_bad_platform");
            return post;
        }

        private void proven(long size) throws Exception {
            eventually(() -> {
                assertThat(registry.ledger().proven().orElseThrow().view().size())
                        .isGreaterThanOrEqualTo(size);
                return true;
            });
        }

        /** A platform without a network signs a report; two auditors of two bodies find, one rules, and another hears the appeal. */
        private void reportIsAnsweredAndAppealed(Es256Signer platform) throws Exception {
            Es256Signer hillAuditor = federation.appoint(0, Role.AUDITOR, null, registry);
            Es256Signer riverAuditor = federation.appoint(1, Role.AUDITOR, null, registry);
            Replica offline = Replica.trusting(anchors(federation)).fromFolder(folder.resolve("kept"));
            only(offline.sync(Instant.now()));
            ReportDesk desk = offline.desk(code).orElseThrow();
            KeptDecision decision = new KeptDecision(
                    "mK3h0yWnT5m0Xk2c0e9rLg",
                    LiveTeam.ACCOUNT,
                    now(),
                    Outcome.ACCOUNT_VERIFIED,
                    List.of(),
                    false,
                    null);
            PlatformReport report = desk.report(
                    decision,
                    new ReportDesk.Seen(code, ReportReason.ADVANCE_FEE_OR_EXTORTION),
                    federation.stamp(),
                    platform);
            assertThat(client.report(report)).isEqualTo(report.id());
            assertThat(client.report(report)).isEqualTo(report.id());
            assertThat(client.report(report.id(), platform).decision()).isEmpty();
            assertThat(client.reports(hillAuditor)).hasSize(1);
            assertRefused(401, "request_signature", () -> client.report(report.id(), key));

            Statement finding =
                    Statement.sign(new Act.Finding(report.id(), FindingOutcome.UPHELD), team.about(), hillAuditor);
            ReportRuling ruling = ruling(report, FindingOutcome.UPHELD, hillAuditor, finding.id());
            assertRefused(422, "ruling_wrong_statement", () -> client.rule(ruling));
            assertThat(federation.submitAll(finding, riverAuditor).effective()).isTrue();
            ReportDecision answer = client.rule(ruling);
            assertThat(client.rule(ruling)).isEqualTo(answer);
            assertThat(client.reports(hillAuditor)).isEmpty();
            String got = client.report(report.id(), platform)
                    .decision()
                    .orElseThrow()
                    .compact();
            assertThat(desk.check(got, report)).isEqualTo(new AnswerFinding.Good(answer));

            PlatformReport appeal = desk.appeal(
                    new ReportDesk.Disputed(report, answer), ReportReason.FACTS_NEW, federation.stamp(), platform);
            client.report(appeal);
            assertRefused(
                    422, "ruling_same_body", () -> client.rule(ruling(appeal, FindingOutcome.NOT_UPHELD, hillAuditor)));
            ReportDecision last = client.rule(ruling(appeal, FindingOutcome.NOT_UPHELD, riverAuditor));
            assertThat(desk.check(last.compact(), appeal)).isInstanceOf(AnswerFinding.Good.class);
            assertThat(last.decisionId()).isEqualTo(answer.decisionId());
        }

        private ReportRuling ruling(
                PlatformReport on, FindingOutcome outcome, Es256Signer auditor, Digest... followed) {
            return ReportRuling.sign(
                    new ReportRuling.Content(on.id(), outcome, DigestSet.of(followed)),
                    on.log(),
                    federation.stamp(),
                    auditor);
        }

        private RegistrySnapshot only(Replica.Report report) {
            assertThat(report.troubles()).isEmpty();
            assertThat(report.snapshot().registries()).hasSize(1);
            return report.snapshot().registries().get(0);
        }

        private void receiptProves(long index) throws Exception {
            TlogProof proof = eventually(() -> client.receipt(index));
            byte[] leaf = LogState.newest(registry.ledger()).leaf(index);
            LogPolicy policy = LogPolicy.parse(Files.readAllBytes(federation.config.policy()));
            assertThat(proof.verify(Merkle.leafHash(leaf), policy)).isInstanceOf(ReceiptResult.Logged.class);
            assertRefused(404, "unknown_index", () -> client.receipt(1_000_000));
        }

        private void statusListIsTheOneInTheState() throws Exception {
            eventually(() -> {
                assertThat(registry.ledger().published().orElseThrow().view().size())
                        .isEqualTo(registry.ledger().accepted().size());
                return true;
            });
            URI uri = federation.entity.resolve("/status/1");
            HttpResponse<String> answer = get("/status/1");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/statuslist+jwt");
            StatusListToken.Verification verified =
                    StatusListToken.verify(answer.body(), entityKey(), uri, Instant.now());
            StatusListToken token = ((StatusListToken.Verification.Verified) verified).token();
            StatusListRef ref = registry.ledger()
                    .published()
                    .orElseThrow()
                    .view()
                    .state()
                    .statusLists()
                    .get(uri.toString());
            assertThat(token.claims().list().digest()).isEqualTo(ref.sha256());
        }

        private void credentialIsReleased() throws Exception {
            assertRefused(503, "not_recognised", () -> client.credential(code, key));
            String charter = registry.ledger().accepted().charterId().base64Url();
            assertThat(federation.recognise(wrong(charter))).isEqualTo(Registry.USAGE);
            assertThat(federation.recognise(charter)).isZero();
            assertThat(get("/.well-known/openid-federation").statusCode()).isEqualTo(200);

            CredentialFile file = client.credential(code, key);
            CredentialIssuer issuer = new CredentialIssuer(federation.entity, List.of(entityKey()));
            assertThat(file.credential().verify(issuer, Instant.now()))
                    .isInstanceOf(CredentialVerification.Verified.class);
            assertThat(file.chain()).hasSize(3);
            assertThat(TlogProof.parse(file.receipt().getBytes(UTF_8)).index())
                    .isEqualTo(record().admission().at().index());
            assertRefused(401, "request_signature", () -> client.credential(code, pauseKey));
        }

        private String wrong(String charter) {
            return (charter.startsWith("A") ? "B" : "A") + charter.substring(1);
        }

        private Es256PublicKey entityKey() throws Exception {
            return Secrets.read(federation.config.passphrase())
                    .es256(federation.config.entityKey())
                    .publicKey();
        }

        private void pageShows() throws Exception {
            assertThat(get("/" + code.compact()).body()).contains(LiveTeam.NAME).contains(code.canonical());
            assertThat(get("/o/" + code.compact().substring(2)).statusCode()).isEqualTo(200);
            assertThat(get("/").headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            // Only somebody with a browser is shown a page where nothing is; programs are told as before.
            assertThat(get("/nowhere", "text/html,*/*;q=0.8").body()).contains("<form");
            assertThat(get("/nowhere", "text/html,*/*;q=0.8").statusCode()).isEqualTo(404);
            assertThat(get("/nowhere", "*/*").body()).contains("\"not_found\"");
            assertThat(get("/statements", "text/html").statusCode()).isEqualTo(405);
        }

        private void health() throws Exception {
            HttpResponse<String> answer = get("/health");
            assertThat(answer.statusCode()).isEqualTo(200);
            Members health = Members.of(Json.parse(answer.body()), "health");
            assertThat(health.string("status")).isEqualTo("ok");
            assertThat(health.integer("published")).isEqualTo(health.integer("size"));
            assertThat(health.strings("missing")).isEmpty();
        }

        private OrganisationRecord record() {
            return team.record();
        }

        private HttpResponse<String> get(String path) throws Exception {
            return get(path, "*/*");
        }

        private HttpResponse<String> get(String path, String accept) throws Exception {
            return http.send(
                    HttpRequest.newBuilder(federation.entity.resolve(path))
                            .header("Accept", accept)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static List<PinnedAnchor> anchors(LiveFederation federation) throws Exception {
        return List.of(new PinnedAnchor(
                federation.council.entity(),
                FederationKeys.of(federation.council.key().publicKey())));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private interface Attempt<T> {
        T run() throws Exception;
    }

    private static <T> T eventually(Attempt<T> attempt) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return attempt.run();
            } catch (RegistryRefusedException | AssertionError e) {
                boolean passing = e instanceof AssertionError || ((RegistryRefusedException) e).isPassing();
                if (!passing || Instant.now().isAfter(end)) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private static void assertRefused(int status, String code, Attempt<?> attempt) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(RegistryRefusedException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.status()).isEqualTo(status);
        });
    }
}
