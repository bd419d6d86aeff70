package org.rescueregistry.server.demo;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.rescueregistry.fetch.LiveReplica;
import org.rescueregistry.fetch.Replica;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.AccountId;
import org.rescueregistry.name.Code;
import org.rescueregistry.sdk.Outcome;
import org.rescueregistry.sdk.Post;
import org.rescueregistry.sdk.RescueVerifier;
import org.rescueregistry.sdk.Verdict;
import org.rescueregistry.sdk.VerdictReason;
import org.rescueregistry.sdk.VerificationPolicy;
import org.rescueregistry.server.FreePort;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.BoundAccount;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.OrganisationName;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;

/**
 * What the demo runs (two registries with a replayer each of the other, four witnesses, a council, all in this process and over HTTP on
 * loopback), and a platform that listens: how long two auditors' revocation takes to change its verdict.
 */
final class Revocations implements AutoCloseable {
    private static final String PLATFORM = "weiyan.example";
    private static final String HILL = "hill-desk";
    private static final String SEA = "sea-desk";
    private static final Duration VALID = Duration.ofDays(300);
    private static final Duration VOUCHED = Duration.ofDays(20);
    private static final Duration CONFIRMED = Duration.ofDays(100);
    private static final long PATIENCE = 60;

    private final SecureRandom random = new SecureRandom();
    private final Federation federation;
    private final Desk home;
    private final List<Es256Signer> officers = new ArrayList<>();
    private final List<Bound> teams = new ArrayList<>();
    private final RescueVerifier verifier = new RescueVerifier(VerificationPolicy.ONLINE);
    private final LiveReplica live;
    private volatile Awaited awaited = new Awaited(post -> false);

    /** An admitted organisation, and a post by the account it has bound. */
    private record Bound(Code code, Post post) {}

    /** Something that a snapshot will show; completed on the thread that syncs, at once. */
    private record Awaited(Predicate<RescueVerifier> shown, CompletableFuture<Long> at) {
        Awaited(Predicate<RescueVerifier> shown) {
            this(shown, new CompletableFuture<>());
        }
    }

    /**
     * How long it took, in milliseconds from before the first signature was filed.
     *
     * @param filed until both were acknowledged
     * @param revoked until the verdict said "revoked"
     */
    record Took(double filed, double revoked) {}

    Revocations(Path folder, int organisations) throws Exception {
        Federation.Ground ground =
                new Federation.Ground(folder, KeyRing.create(folder, random), FreePort::find, random);
        federation = Federation.start(
                ground,
                List.of(
                        new Federation.Founding("home", "CN", List.of(HILL, SEA), Limits.DEFAULT),
                        new Federation.Founding("abroad", "TH", List.of("river-desk", "rain-desk"), Limits.DEFAULT)));
        home = federation.desk("home");
        for (Desk.Officer officer : home.appoint(List.of(
                new Desk.Appointment("vetter-hill", HILL, Role.VETTER, null),
                new Desk.Appointment("vetter-sea", SEA, Role.VETTER, null),
                new Desk.Appointment("auditor-hill", HILL, Role.AUDITOR, null),
                new Desk.Appointment("auditor-sea", SEA, Role.AUDITOR, null),
                new Desk.Appointment("platform", SEA, Role.PLATFORM, PLATFORM)))) {
            officers.add(officer.key());
        }
        FoldedState state = home.state();
        for (int i = 0; i < organisations; i++) {
            teams.add(admit(i, state));
        }
        Replica replica = federation.newcomer();
        Awaited all = new Awaited(now -> teams.stream().allMatch(team -> says(team, Outcome.ACCOUNT_VERIFIED)));
        awaited = all;
        live = LiveReplica.start(replica, ground.web(), this::seen, Clock.systemUTC());
        all.at().get(PATIENCE, TimeUnit.SECONDS);
    }

    private void seen(Replica.Report report) {
        verifier.use(report.snapshot());
        if (awaited.shown().test(verifier)) {
            awaited.at().complete(System.nanoTime());
        }
    }

    private Bound admit(int number, FoldedState state) throws Exception {
        TreeMap<String, String> names = new TreeMap<>();
        names.put("en", "Paper Lantern " + number);
        BoundAccount account =
                new BoundAccount(AccountId.parse(PLATFORM, "acct" + number), List.of("Paper Lantern " + number));
        Team team = new Team(
                "t" + number,
                new OrganisationName(names),
                "TH",
                account,
                Es256Signer.generate(random),
                Es256Signer.generate(random));
        Team.Applying applying = team.apply(home.aboutRegistry(), random);
        Application application = applying.application();
        home.client().apply(application, applying.disclosures());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Vouch> vouches = new ArrayList<>();
        for (Es256Signer vetter : officers.subList(0, 2)) {
            Vouch vouch = Vouch.sign(application, home.stamp(), now.plus(VOUCHED), vetter);
            home.client().vouch(vouch);
            vouches.add(vouch);
        }
        Code code = Code.of("CN", String.format("%08d", number));
        Statement admit = Statement.sign(
                new Act.Admit(application, vouches, number, now, now.plus(VALID)),
                home.about(code)
                        .restingOn(
                                state.charterId(),
                                appointment(state, officers.get(0)),
                                appointment(state, officers.get(1))),
                home.operator(0));
        Digest by = home.together(admit, List.of(), home.operator(1)).id();
        Digest bound = application.content().accounts().items().get(0);
        home.together(
                Statement.sign(
                        new Act.Confirm(bound, now.plus(CONFIRMED)),
                        home.about(code).restingOn(by),
                        officers.get(4)),
                List.of());
        return new Bound(code, team.post(""));
    }

    private static Digest appointment(FoldedState state, Es256Signer person) {
        return state.people().get(person.keyId()).appointment();
    }

    private boolean says(Bound team, Outcome outcome) {
        return verdict(team).outcome() == outcome;
    }

    private Verdict verdict(Bound team) {
        return verifier.verify(team.post(), Instant.now());
    }

    private boolean saysRevoked(Bound team) {
        Verdict verdict = verdict(team);
        return verdict.outcome() == Outcome.NO_LONGER_VALID
                && verdict.reasons().get(0).reason() == VerdictReason.REVOKED;
    }

    /** Two auditors of two bodies revoke organisation {@code number}. */
    Took revoke(int number) throws Exception {
        Bound team = teams.get(number);
        if (!says(team, Outcome.ACCOUNT_VERIFIED)) {
            throw new AssertionError(verdict(team));
        }
        Awaited revoked = new Awaited(now -> saysRevoked(team));
        awaited = revoked;
        Statement first = Statement.sign(
                new Act.Revoke(Reason.IDENTITY_MISREPRESENTED), home.about(team.code()), officers.get(2));
        Statement second = first.countersigned(Instant.now(), random, officers.get(3));
        long start = System.nanoTime();
        home.submit(first, List.of());
        home.submit(second, List.of());
        long filed = System.nanoTime();
        return new Took((filed - start) / 1e6, (revoked.at().get(PATIENCE, TimeUnit.SECONDS) - start) / 1e6);
    }

    @Override
    public void close() throws Exception {
        live.close();
        federation.close();
    }
}
