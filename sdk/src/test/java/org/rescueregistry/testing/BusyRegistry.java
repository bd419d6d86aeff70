package org.rescueregistry.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Statement;

/**
 * The log of a registry that is busy for years: organisations come forty at a time, are admitted, bind accounts, have them
 * confirmed by a platform and by vetters, amend their profiles, take back attestations, pause and return; some change their key, are
 * suspended, revoked or leave. About 25 statements for each, all of them legal, signed by those who have to.
 */
public final class BusyRegistry {
    private static final int COHORT = 40;
    private static final int BATCH = 32;
    private static final Duration WAITED = Duration.ofHours(73);
    private static final Duration CONFIRMED = Duration.ofDays(150);

    private final TestRegistry registry;
    private final Sink sink;
    private List<TestOrganisation> teams = new ArrayList<>();
    private long statements;
    private int attestations;

    /** Takes the log, some batches at a time. */
    public interface Sink {
        void leaves(List<byte[]> leaves) throws Exception;
    }

    private BusyRegistry(TestRegistry registry, Sink sink) {
        this.registry = registry;
        this.sink = sink;
    }

    /** Writes at least so many statements of organisations into a registry that was founded; how many these are. */
    public static long write(TestRegistry registry, long statements, Sink sink) throws Exception {
        BusyRegistry busy = new BusyRegistry(registry, sink);
        while (busy.statements < statements) {
            busy.cohort();
        }
        return busy.statements;
    }

    private void cohort() throws Exception {
        teams = new ArrayList<>();
        for (int i = 0; i < COHORT; i++) {
            teams.add(admitted());
        }
        sink.leaves(registry.handOver());
        each(1, team -> platformConfirms(team, account(team, "first")));
        each(1, team -> vettersConfirm(team, account(team, "second")));
        each(1, this::retracts);
        each(1, team -> about(team, new Act.Bind(digest(team, "third")), team.key(), keysBy(team)));
        each(1, this::amends);
        each(5, this::findings);
        registry.advance(WAITED);
        each(1, team -> vettersConfirm(team, account(team, "third")));
        each(1, this::retracts);
        each(1, team -> about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
        each(1, this::returns);
        sink.leaves(registry.handOver());
        rekey();
        registry.advance(WAITED);
        each(1, team -> about(team, new Act.Unbind(digest(team, "third")), team.key()));
        each(1, this::retracts);
        each(10, this::suspended);
        each(10, this::reinstated);
        registry.advance(WAITED);
        each(1, team -> platformConfirms(team, account(team, "first")));
        each(1, team -> vettersConfirm(team, account(team, "second")));
        each(1, this::retracts);
        each(20, this::revoked);
        each(25, team -> about(team, new Act.Withdraw(), team.key()));
        sink.leaves(registry.handOver());
    }

    /** What every {@code nth} team, or others about it, sign next; in batches. */
    private void each(int nth, Function<TestOrganisation, List<Statement>> acts) {
        List<Statement> batch = new ArrayList<>();
        for (int i = nth - 1; i < teams.size(); i += nth) {
            batch.addAll(acts.apply(teams.get(i)));
            if (batch.size() >= BATCH) {
                write(batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    private void write(List<Statement> batch) {
        registry.write(batch);
        statements += batch.size();
    }

    private TestOrganisation admitted() {
        TestOrganisation team = registry.organisation();
        write(registry.admission(
                team, team.content(DigestSet.of(digest(team, "account first"), digest(team, "account second")))));
        return team;
    }

    private static Digest digest(TestOrganisation team, String what) {
        return TestKeys.digest(team.code() + " " + what);
    }

    private Account account(TestOrganisation team, String which) {
        Digest digest = digest(team, which.equals("third") ? which : "account " + which);
        return registry.record(team).account(digest).orElseThrow();
    }

    private Digest keysBy(TestOrganisation team) {
        return registry.record(team).keys().by();
    }

    private List<Statement> about(TestOrganisation team, Act act, Es256Signer signer, Digest... basis) {
        return List.of(registry.about(team, act, signer, basis));
    }

    private List<Statement> both(TestOrganisation team, Act act, Es256Signer one, Es256Signer other, Digest... basis) {
        Statement first = registry.about(team, act, one, basis);
        return List.of(first, registry.countersign(first, other));
    }

    private Instant confirmedUntil() {
        return registry.now().plus(CONFIRMED);
    }

    private List<Statement> platformConfirms(TestOrganisation team, Account account) {
        return about(team, new Act.Confirm(account.digest(), confirmedUntil()), registry.platform(), account.by());
    }

    private List<Statement> vettersConfirm(TestOrganisation team, Account account) {
        return both(
                team,
                new Act.Confirm(account.digest(), confirmedUntil()),
                registry.vetter("hill-desk", 1),
                registry.vetter("sea-desk", 0),
                account.by());
    }

    /** Two posts of each are no longer vouched for. */
    private List<Statement> retracts(TestOrganisation team) {
        List<Statement> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.addAll(about(team, new Act.Retract(digest(team, "attestation " + attestations++)), team.key()));
        }
        return both;
    }

    private List<Statement> amends(TestOrganisation team) {
        Act amend = new Act.Amend(
                DigestSet.of(digest(team, "new name"), digest(team, "new city")),
                digest(team, "kind"),
                digest(team, "jurisdiction"));
        return about(team, amend, team.key(), registry.record(team).profile().by());
    }

    private List<Statement> findings(TestOrganisation team) {
        return both(
                team,
                new Act.Finding(digest(team, "complaint"), FindingOutcome.NOT_UPHELD),
                registry.auditor("hill-desk"),
                registry.auditor("river-desk"));
    }

    private List<Statement> returns(TestOrganisation team) {
        return both(
                team,
                new Act.Reinstate(),
                team.key(),
                registry.vetter("river-desk", 1),
                registry.record(team).suspensions().get(0).by());
    }

    /** Every fifth changes its key, and signs with the new one from when it is in force. */
    private void rekey() {
        List<TestOrganisation> next = new ArrayList<>(teams);
        each(5, team -> {
            Es256Signer key = TestKeys.es256("new key of " + team.code());
            Approval approval = Approval.sign(
                    Approval.Of.REKEY,
                    Approval.rekeyContent(key.publicKey(), null),
                    Envelope.about(team.code(), registry.log(), registry.stamp()),
                    key);
            next.set(teams.indexOf(team), new TestOrganisation(team.code(), key, team.pauseKey()));
            return about(team, new Act.Rekey(key.publicKey(), null, approval), team.key(), keysBy(team));
        });
        teams = next;
    }

    private List<Statement> suspended(TestOrganisation team) {
        Act suspend = new Act.Suspend(Reason.NON_COOPERATION, registry.now().plus(Duration.ofHours(48)));
        Statement first = registry.about(team, suspend, registry.auditor("river-desk"));
        return List.of(
                first,
                registry.about(
                        team, new Act.Uphold(Reason.NON_COOPERATION, first.id()), registry.vetter("hill-desk", 0)));
    }

    private List<Statement> reinstated(TestOrganisation team) {
        return both(
                team,
                new Act.Reinstate(),
                registry.auditor("river-desk"),
                registry.vetter("sea-desk", 1),
                registry.record(team).suspensions().get(0).by());
    }

    private List<Statement> revoked(TestOrganisation team) {
        return both(
                team,
                new Act.Revoke(Reason.ADVANCE_FEE_OR_EXTORTION),
                registry.auditor("hill-desk"),
                registry.auditor("river-desk"));
    }
}
