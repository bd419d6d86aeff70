package org.rescueregistry.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.statement.Account;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.FindingOutcome;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.PendingAct;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Suspension;

/**
 * Statements such as people of a {@link TestRegistry} might sign as things stand: most of them legal, some signed by the
 * wrong person, out of range, or resting on what was replaced.
 */
final class RandomActs {
    private final TestRegistry registry;
    private final Random random;
    private final List<TestOrganisation> organisations = new ArrayList<>();
    private final List<Es256Signer> everybody = new ArrayList<>();
    private final List<Supplier<List<Statement>>> onOrganisations = List.of(
            this::amend,
            this::bind,
            this::confirm,
            this::confirm,
            this::rekey,
            this::withdraw,
            this::unbind,
            this::erase,
            this::suspend,
            this::uphold,
            this::pause,
            this::reinstate,
            this::reinstate,
            this::revoke,
            this::finding,
            this::retract);
    private int fresh;

    RandomActs(TestRegistry registry, Random random) {
        this.registry = registry;
        this.random = random;
        everybody.add(registry.council());
        everybody.add(registry.platform());
        for (int i = 0; i < 3; i++) {
            everybody.add(registry.operator(i));
        }
        for (String body : TestRegistry.BODIES) {
            everybody.add(registry.body(body));
            everybody.add(registry.vetter(body, 0));
            everybody.add(registry.vetter(body, 1));
            everybody.add(registry.auditor(body));
        }
    }

    /** One statement, or the several by which an act becomes complete. */
    List<Statement> next() {
        int choice = random.nextInt(100);
        if (organisations.isEmpty() || choice < 8) {
            return admit();
        }
        if (choice < 11) {
            return appoint();
        }
        if (choice < 13) {
            return dismiss();
        }
        if (choice < 14) {
            return recharter();
        }
        List<PendingAct> pending = registry.fold().pending();
        if (choice < 40 && !pending.isEmpty()) {
            return List.of(registry.countersign(any(pending).statement(), any(everybody)));
        }
        return any(onOrganisations).get();
    }

    private List<Statement> admit() {
        TestOrganisation organisation = registry.organisation();
        List<Statement> admission = registry.admission(organisation, organisation.content(digests(2)));
        organisations.add(organisation);
        everybody.add(organisation.key());
        everybody.add(organisation.pauseKey());
        return admission;
    }

    private List<Statement> appoint() {
        Es256Signer person = freshKey();
        everybody.add(person);
        return registry.appointment(any(TestRegistry.BODIES), person, any(List.of(Role.values())));
    }

    private List<Statement> dismiss() {
        Long from = random.nextBoolean()
                ? (long) random.nextInt((int) registry.fold().size() + 2)
                : null;
        Act dismiss = new Act.Dismiss(any(everybody).keyId(), Reason.VETTING_ERROR, from);
        Statement first =
                registry.about(dismiss, someone(registry.operator(0), registry.body(any(TestRegistry.BODIES))));
        return List.of(first, registry.countersign(first, registry.operator(1)));
    }

    /** The same charter with another quorum, or without a body, by operators or the council. */
    private List<Statement> recharter() {
        Charter now = registry.fold().charter();
        boolean drops = random.nextInt(4) == 0 && now.bodies().size() > 2;
        Charter next = new Charter(
                drops ? now.bodies().subList(1, now.bodies().size()) : now.bodies(),
                now.codePrefix(),
                now.council(),
                now.limits(),
                now.logKeys(),
                now.operators(),
                1 + random.nextInt(3));
        Es256Signer signer = random.nextBoolean() ? registry.council() : registry.operator(0);
        List<Approval> approvals = new ArrayList<>();
        for (Es256Signer other :
                List.of(registry.council(), registry.operator(0), registry.operator(1), registry.operator(2))) {
            if (!other.keyId().equals(signer.keyId())) {
                approvals.add(Approval.sign(Approval.Of.RECHARTER, next.digest(), registry.envelope(), other));
            }
        }
        return List.of(registry.about(
                new Act.Recharter(next, approvals),
                signer,
                rested(registry.fold().charterId())));
    }

    private List<Statement> amend() {
        TestOrganisation team = any(organisations);
        Act amend = new Act.Amend(digests(2), digest(), digest());
        return about(
                team, amend, team.key(), basis(team, record -> record.profile().by()));
    }

    private List<Statement> bind() {
        TestOrganisation team = any(organisations);
        return about(
                team,
                new Act.Bind(digest()),
                team.key(),
                basis(team, record -> record.keys().by()));
    }

    private List<Statement> confirm() {
        TestOrganisation team = any(organisations);
        Account account = account(team);
        if (account == null) {
            return List.of();
        }
        Instant until = registry.now().plus(Duration.ofDays(random.nextInt(210) - 4));
        Act confirm = new Act.Confirm(account.digest(), until);
        if (random.nextBoolean()) {
            return about(team, confirm, registry.platform(), account.by());
        }
        Statement first = registry.about(team, confirm, vetter(), rested(account.by()));
        return List.of(first, registry.countersign(first, vetter()));
    }

    private List<Statement> rekey() {
        TestOrganisation team = any(organisations);
        Es256Signer key = freshKey();
        @Nullable Es256PublicKey pauseKey = random.nextBoolean() ? freshKey().publicKey() : null;
        Envelope about = Envelope.about(team.code(), registry.log(), registry.stamp());
        Approval approval =
                Approval.sign(Approval.Of.REKEY, Approval.rekeyContent(key.publicKey(), pauseKey), about, someone(key));
        Act rekey = new Act.Rekey(key.publicKey(), pauseKey, approval);
        everybody.add(key);
        Digest basis = rested(basis(team, record -> record.keys().by()));
        if (random.nextBoolean()) {
            organisations.set(organisations.indexOf(team), new TestOrganisation(team.code(), key, team.pauseKey()));
            return List.of(registry.about(team, rekey, someone(team.key()), basis));
        }
        Statement first = registry.about(team, rekey, registry.vetter("sea-desk", 0), basis);
        return List.of(first, registry.countersign(first, someone(vetter())));
    }

    private List<Statement> withdraw() {
        TestOrganisation team = any(organisations);
        return random.nextInt(3) == 0 ? about(team, new Act.Withdraw(), team.key()) : List.of();
    }

    private List<Statement> unbind() {
        TestOrganisation team = any(organisations);
        Account account = account(team);
        return account == null ? List.of() : about(team, new Act.Unbind(account.digest()), team.key());
    }

    private List<Statement> erase() {
        TestOrganisation team = any(organisations);
        OrganisationRecord record = record(team);
        if (record == null || record.profile().digests().size() == 0) {
            return List.of();
        }
        Act erase = new Act.Erase(DigestSet.of(any(record.profile().digests().items())));
        return about(team, erase, random.nextBoolean() ? team.key() : registry.operator(random.nextInt(3)));
    }

    private List<Statement> suspend() {
        TestOrganisation team = any(organisations);
        Instant until = registry.now().plus(Duration.ofHours(random.nextInt(76) - 1));
        Reason reason = any(List.of(Reason.values()));
        Statement suspend = registry.about(team, new Act.Suspend(reason, until), officer());
        return random.nextInt(3) > 0
                ? List.of(suspend)
                : List.of(suspend, registry.about(team, new Act.Uphold(reason, suspend.id()), officer()));
    }

    private List<Statement> uphold() {
        TestOrganisation team = any(organisations);
        Suspension suspension = suspension(team);
        return suspension == null
                ? List.of()
                : about(team, new Act.Uphold(Reason.SANCTIONS_MATCH, suspension.by()), officer());
    }

    private List<Statement> pause() {
        TestOrganisation team = any(organisations);
        return about(team, new Act.Pause(Reason.PROTECTIVE), random.nextBoolean() ? team.key() : team.pauseKey());
    }

    private List<Statement> reinstate() {
        TestOrganisation team = any(organisations);
        Suspension suspension = suspension(team);
        if (suspension == null) {
            return List.of();
        }
        boolean self = suspension.kind() == Suspension.Kind.SELF;
        Statement first =
                registry.about(team, new Act.Reinstate(), someone(self ? team.key() : officer()), suspension.by());
        return List.of(first, registry.countersign(first, vetter()));
    }

    private List<Statement> revoke() {
        Act revoke = new Act.Revoke(any(List.of(Reason.values())));
        return about(any(organisations), revoke, registry.auditor(any(TestRegistry.BODIES)));
    }

    private List<Statement> finding() {
        Act finding = new Act.Finding(digest(), FindingOutcome.UPHELD);
        Statement first = registry.about(any(organisations), finding, someone(registry.auditor("hill-desk")));
        return List.of(first, registry.countersign(first, registry.auditor(any(TestRegistry.BODIES))));
    }

    private List<Statement> retract() {
        TestOrganisation team = any(organisations);
        return about(team, new Act.Retract(digest()), team.key());
    }

    private List<Statement> about(TestOrganisation team, Act act, Es256Signer signer, Digest... basis) {
        Digest[] rested = new Digest[basis.length];
        for (int i = 0; i < basis.length; i++) {
            rested[i] = rested(basis[i]);
        }
        return List.of(registry.about(team, act, someone(signer), rested));
    }

    /** One of these, and sometimes anybody. */
    private Es256Signer someone(Es256Signer... fitting) {
        return random.nextInt(10) == 0 ? any(everybody) : fitting[random.nextInt(fitting.length)];
    }

    /** This basis, and sometimes another. */
    private Digest rested(Digest basis) {
        return random.nextInt(20) == 0 ? digest() : basis;
    }

    private Es256Signer vetter() {
        return registry.vetter(any(TestRegistry.BODIES), random.nextInt(2));
    }

    private Es256Signer officer() {
        return switch (random.nextInt(3)) {
            case 0 -> registry.operator(random.nextInt(3));
            case 1 -> registry.auditor(any(TestRegistry.BODIES));
            default -> vetter();
        };
    }

    private @Nullable OrganisationRecord record(TestOrganisation team) {
        return registry.fold().record(team.code()).orElse(null);
    }

    private @Nullable Account account(TestOrganisation team) {
        OrganisationRecord record = record(team);
        return record == null || record.accounts().isEmpty() ? null : any(record.accounts());
    }

    private @Nullable Suspension suspension(TestOrganisation team) {
        OrganisationRecord record = record(team);
        return record == null || record.suspensions().isEmpty() ? null : any(record.suspensions());
    }

    private Digest basis(TestOrganisation team, Function<OrganisationRecord, Digest> of) {
        return registry.fold().record(team.code()).map(of).orElseGet(this::digest);
    }

    private Es256Signer freshKey() {
        return TestKeys.es256("fresh key " + fresh++ + " of " + registry.entity());
    }

    private Digest digest() {
        return TestKeys.digest("digest " + random.nextInt(200));
    }

    private DigestSet digests(int count) {
        List<Digest> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            digests.add(digest());
        }
        return DigestSet.of(digests);
    }

    private <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
