package org.rescueregistry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rescueregistry.key.Digest;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.StateLeaf;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.store.Store;
import org.rescueregistry.testing.TestKeys;
import org.rescueregistry.testing.TestOrganisation;
import org.rescueregistry.testing.TestRegistry;
import org.rescueregistry.vetting.FiledReport;
import org.rescueregistry.vetting.ReportFile;
import org.rescueregistry.vetting.TestReports;
import org.rescueregistry.wire.MalformedException;

/**
 * A registry's ledger, its witness and its database: an organisation attests posts and takes one back, and a platform's report is
 * filed and decided.
 */
final class DatabaseFaults implements FaultScenario {
    private static final String DATABASE = "database";
    private static final int POSTS = 2;
    private static final int SECONDS = 30;
    private static final String BODY = "hill-desk";

    private final TestRegistry registry =
            TestRegistry.unfounded("https://registry.example", "registry.example/log", Limits.DEFAULT, 17);
    private final TestOrganisation team;
    private final TestReports reports;

    DatabaseFaults() {
        registry.found();
        team = registry.admit();
        reports = new TestReports(registry, team.code());
    }

    /** What one process has open. */
    private record Open(Store store, RegistryFaults.Open ledger) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            ledger.close();
            store.close();
        }
    }

    private LogSigner signer() throws MalformedException {
        return LogSigner.of(registry.log(), TestKeys.ed25519(registry.log()), TestKeys.mlDsa44(registry.log()));
    }

    private Open open(Path folder) throws Exception {
        Store store = Store.open(folder.resolve(DATABASE));
        ForkGuard guard = ForkGuard.in(folder.resolve("guard"), registry.log());
        LogHome home = new LogHome(LogFiles.in(folder), guard, signer(), store.attestations());
        Instant now = registry.now();
        return new Open(store, new RegistryFaults.Open(folder, home, () -> now));
    }

    @Override
    public void prepare(Path folder) throws Exception {
        List<byte[]> leaves = registry.leaves();
        try (ForkGuard guard = ForkGuard.in(folder.resolve("guard"), registry.log())) {
            LogHome home = new LogHome(LogFiles.in(folder), guard, signer());
            Instant now = registry.now();
            assertThat(Founding.found(home, Statement.parse(leaves.get(0)), () -> now))
                    .isInstanceOf(Submission.Accepted.class);
        }
        try (Open open = open(folder)) {
            for (byte[] leaf : leaves.subList(1, leaves.size())) {
                if (!StateLeaf.looksLike(leaf)) {
                    submit(open, leaf);
                }
            }
        }
    }

    private static void submit(Open open, byte[] leaf) throws Exception {
        assertThat(open.ledger().sequencer.submit(leaf).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(Submission.Accepted.class);
    }

    private void attest(Open open, PostAttestation post) throws Exception {
        assertThat(open.ledger().sequencer.attest(post).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(Attested.Accepted.class);
    }

    /** The same in every process. */
    private PostAttestation post(int number) {
        PostAttestation.Content content = new PostAttestation.Content(
                new AccountId(TestRegistry.PLATFORM, "42"),
                Digest.sha256(new byte[] {(byte) number}),
                DigestSet.EMPTY,
                null);
        Envelope envelope = Envelope.about(team.code(), registry.log(), registry.stamp());
        return PostAttestation.sign(content, envelope, registry.now().plusSeconds(86_400), team.key());
    }

    @Override
    public Work open(Path folder, Consumer<String> say) throws Exception {
        Open open = open(folder);
        return () -> {
            for (int i = 0; i < POSTS; i++) {
                PostAttestation post = post(i);
                attest(open, post);
                say.accept("attested " + post.compact());
            }
            PostAttestation last = post(POSTS);
            attest(open, last);
            say.accept("attested " + last.compact());
            say.accept("taking " + last.id().hex());
            submit(
                    open,
                    registry.about(team, new Act.Retract(last.id()), team.key()).bytes());
            say.accept("taken " + last.id().hex());
            PlatformReport report = reports.report(1);
            FiledReport filed = new FiledReport(report, registry.now(), null);
            assertThat(open.store().reports().file(filed, Instant.EPOCH, 1)).isEqualTo(ReportFile.Filing.FILED);
            say.accept("filed " + report.compact());
            ReportDecision decision =
                    TestReports.seal(report, reports.ruling(report, BODY, FindingOutcome.SETTLED), registry.now());
            assertThat(open.store().reports().decide(report.id(), new FiledReport.Answer(decision, BODY)))
                    .isTrue();
            say.accept("decided " + report.id().hex() + " " + decision.compact());
            // Not closed: nothing is promised then, and how much the database tidies up depends on the clock.
        };
    }

    /** What {@link RegistryFaults} does not: the database's. */
    @Override
    public boolean concerns(String path) {
        return path.startsWith(DATABASE);
    }

    @Override
    public void check(Path folder, List<String> said) throws Exception {
        try (Open open = open(folder)) {
            Map<Digest, PostAttestation> promised = new HashMap<>();
            Set<Digest> taken = new HashSet<>();
            for (String line : said) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "attested" -> {
                        PostAttestation post = PostAttestation.parse(words[1]);
                        promised.put(post.id(), post);
                    }
                    // Perhaps, and then for certain.
                    case "taking" -> promised.remove(Digest.parseHex(words[1]));
                    case "taken" -> taken.add(Digest.parseHex(words[1]));
                    case "filed" -> {
                        PlatformReport report = PlatformReport.parse(words[1]);
                        assertThat(open.store().reports().find(report.id()).map(FiledReport::report))
                                .contains(report);
                    }
                    case "decided" -> {
                        FiledReport.Answer answer = open.store()
                                .reports()
                                .find(Digest.parseHex(words[1]))
                                .orElseThrow()
                                .answer();
                        assertThat(answer).isNotNull();
                        assertThat(answer.decision().compact()).isEqualTo(words[2]);
                    }
                    default -> {}
                }
            }
            // One more of them, so that all that a process left behind is finished before.
            PostAttestation another = post(POSTS + 1);
            attest(open, another);
            LedgerView view = open.ledger().sequencer.accepted();
            assertThat(view.knowsAttestations()).isTrue();
            assertThat(view.attestations().all()).contains(another).containsAll(promised.values());
            assertThat(view.attestations().all()).noneMatch(post -> taken.contains(post.id()));
            assertThat(open.ledger().isPublished(view.size())).isTrue();
        }
    }
}
