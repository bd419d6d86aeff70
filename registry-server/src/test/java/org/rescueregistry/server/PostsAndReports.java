package org.rescueregistry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.fetch.ReportView;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.sdk.RegistrySnapshot;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.PlatformReport;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.ReportDecision;
import org.rescueregistry.statement.ReportReason;
import org.rescueregistry.statement.ReportRuling;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.Base64Url;
import org.rescueregistry.wire.MalformedException;

/**
 * A team that attests posts and takes them back, a platform that reports, an auditor who rules: what a registry keeps beside its log. Knows
 * what was acknowledged to them and what was only tried, and what has to be there of it after any crash. Many threads may work.
 */
final class PostsAndReports {
    /** The team takes the oldest back when it has so many, so that it never has as many as it may. */
    private static final int POSTS_AT_A_TIME = 4;

    /** One report in so many is left for later, so that some always wait. */
    private static final int LEFT_OPEN = 4;

    private final LiveFederation federation;
    private final LiveTeam team;
    private final Es256Signer platform;
    private final Es256Signer auditor;

    private final Map<Digest, PostAttestation> tried = new ConcurrentHashMap<>();
    private final Deque<PostAttestation> attested = new ConcurrentLinkedDeque<>();
    private final Map<Statement, Long> takenBack = new ConcurrentHashMap<>();
    private final Map<Digest, PlatformReport> reported = new ConcurrentHashMap<>();
    private final Queue<PlatformReport> unseen = new ConcurrentLinkedQueue<>();
    private final Map<Digest, ReportRuling> ruling = new ConcurrentHashMap<>();
    private final Map<Digest, ReportDecision> decided = new ConcurrentHashMap<>();

    PostsAndReports(LiveFederation federation, RegistryServer registry) throws Exception {
        this.federation = federation;
        this.team = LiveTeam.admitted(federation, registry);
        this.platform = federation.appoint(0, Role.PLATFORM, LiveTeam.PLATFORM, registry);
        this.auditor = federation.appoint(1, Role.AUDITOR, null, registry);
    }

    /** One post more; the oldest is taken back if there are many. */
    void attest(RegistryClient client) throws IOException, RegistryRefusedException, MalformedException {
        PostAttestation post =
                team.attestation(Digest.sha256(Base64Url.encode(random()).getBytes(UTF_8)), team.key);
        tried.put(post.id(), post);
        long unused = client.attest(post);
        attested.add(post);
        if (attested.size() > POSTS_AT_A_TIME) {
            Digest oldest = attested.remove().id();
            Statement retract = Statement.sign(new Act.Retract(oldest), team.about(), team.key);
            takenBack.put(retract, client.submit(retract, List.of()).index());
        }
    }

    /** One report more, and mostly the ruling on it. */
    void report(RegistryClient client) throws IOException, RegistryRefusedException, MalformedException {
        PlatformReport.Content content = new PlatformReport.Content(
                PlatformReport.Kind.REPORT,
                Base64Url.encode(random()),
                team.code,
                LiveTeam.ACCOUNT,
                ReportReason.ADVANCE_FEE_OR_EXTORTION,
                null);
        PlatformReport report = PlatformReport.sign(content, federation.config.origin(), federation.stamp(), platform);
        Digest unused = client.report(report);
        reported.put(report.id(), report);
        unseen.add(report);
        if (reported.size() % LEFT_OPEN != 0) {
            ReportRuling ruled = ReportRuling.sign(
                    new ReportRuling.Content(report.id(), FindingOutcome.NOT_UPHELD, DigestSet.EMPTY),
                    report.log(),
                    federation.stamp(),
                    auditor);
            ruling.put(report.id(), ruled);
            decided.put(report.id(), client.rule(ruled));
        }
    }

    private byte[] random() {
        byte[] random = new byte[PlatformReport.DECISION_ID_BYTES];
        federation.random.nextBytes(random);
        return random;
    }

    /** How many acknowledgements there were of the kind that has the fewest. */
    int acknowledged() {
        return Math.min(takenBack.size(), decided.size());
    }

    /** The statements among what was acknowledged, with the index that was promised. */
    Map<Statement, Long> takenBack() {
        return Map.copyOf(takenBack);
    }

    /**
     * The reports since the last time, as the platform is shown them in one answer, with the decisions to the letter; and that those which
     * wait, and no others, are before the auditor.
     */
    void assertNewReportsStillThere(RegistryClient client) throws Exception {
        Map<Digest, ReportView> shown = new HashMap<>();
        client.reports(platform).forEach(view -> shown.put(view.report().id(), view));
        for (PlatformReport report = unseen.poll(); report != null; report = unseen.poll()) {
            assertThat(shown).containsKey(report.id());
            requireAsPromised(client, report, shown.get(report.id()));
        }
        Set<Digest> waiting = new HashSet<>(reported.keySet());
        waiting.removeAll(decided.keySet());
        assertThat(client.reports(auditor).stream().map(view -> view.report().id()))
                .containsAll(waiting)
                .doesNotContainAnyElementsOf(decided.keySet());
    }

    /** One by one. */
    void assertEveryReportStillThere(RegistryClient client) throws Exception {
        for (PlatformReport report : reported.values()) {
            requireAsPromised(client, report, client.report(report.id(), platform));
        }
    }

    private void requireAsPromised(RegistryClient client, PlatformReport report, ReportView kept) throws Exception {
        assertThat(kept.report().compact()).isEqualTo(report.compact());
        ReportRuling asked = ruling.get(report.id());
        ReportDecision told = decided.get(report.id());
        Optional<String> there = kept.decision().map(ReportDecision::compact);
        if (told != null) {
            assertThat(there).contains(told.compact());
        } else if (asked != null) {
            // Asked for and not answered before the kill: it is there whole or
            // not at all, and asking again gives the same.
            ReportDecision now = client.rule(asked);
            assertThat(there.orElse(now.compact())).isEqualTo(now.compact());
            assertThat(now.ruling().compact()).isEqualTo(asked.compact());
            decided.put(report.id(), now);
        } else {
            assertThat(there).isEmpty();
        }
    }

    /**
     * That what is published is what was acknowledged, beside it at most what was tried when the registry was killed; and nothing that was
     * taken back. All of it is cosigned by now.
     *
     * @param proven what a replica has verified at the same size: the state commits to its attestations
     */
    void assertPublished(RegistryClient client, RegistrySnapshot proven) throws Exception {
        List<PostAttestation> published = client.attestations();
        assertThat(published)
                .doesNotHaveDuplicates()
                .containsAll(attested)
                .allSatisfy(post -> assertThat(tried).containsKey(post.id()));
        Set<Digest> ended = takenBack.keySet().stream()
                .map(statement -> ((Act.Retract) statement.act()).attestation())
                .collect(Collectors.toSet());
        assertThat(published.stream().map(PostAttestation::id)).doesNotContainAnyElementsOf(ended);
        assertThat(proven.attestations()).containsExactlyInAnyOrderElementsOf(published);
        System.out.printf(
                "%d posts live, %d taken back, %d tried; %d reports, %d decided%n",
                published.size(), takenBack.size(), tried.size(), reported.size(), decided.size());
    }

    /** The same again gets the same answer. */
    void attestAgain(RegistryClient client) throws Exception {
        for (PostAttestation post : attested) {
            long unused = client.attest(post);
        }
    }
}
