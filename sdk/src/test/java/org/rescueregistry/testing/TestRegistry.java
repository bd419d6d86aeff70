package org.rescueregistry.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Application;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Batch;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.DigestSet;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Fold;
import org.rescueregistry.statement.Judged;
import org.rescueregistry.statement.Judgement;
import org.rescueregistry.statement.Leaf;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.LiveAttestations;
import org.rescueregistry.statement.OrganisationRecord;
import org.rescueregistry.statement.Person;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.statement.Vouch;
import org.rescueregistry.wire.MalformedException;

/**
 * One invented registry with everybody's keys, and its log in memory: three operators of whom two are the quorum, three
 * bodies with two vetters and an auditor each, one platform. Everything follows from the names, a seed and the clock.
 *
 * <pre>{@code
 * TestRegistry registry = TestRegistry.founded(1);
 * TestOrganisation team = registry.admit();
 * registry.write(registry.about(team, new Act.Pause(Reason.PROTECTIVE), team.pauseKey()));
 * registry.leaves();
 * }</pre>
 */
public final class TestRegistry {
    /** Ids of the bodies. */
    public static final List<String> BODIES = List.of("hill-desk", "river-desk", "sea-desk");

    /** Domain of the platform. */
    public static final String PLATFORM = "weibo.com";

    /** SHA-256 over no attestations. */
    public static final Digest NO_ATTESTATIONS = Digest.sha256(new byte[0]);

    private final EntityId entity;
    private final String log;
    private final Charter charter;
    private final Random random;
    private final Fold fold;
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<LiveAttestations.Accepted> attestations = new ArrayList<>();
    private final Map<String, Es256Signer> keys = new HashMap<>();
    private Instant now = Instant.ofEpochSecond(1_795_000_000);
    private int organisations;

    private TestRegistry(EntityId entity, Charter charter, long seed) {
        this.entity = entity;
        this.charter = charter;
        this.log =
                charter.logKeys().get(0).substring(0, charter.logKeys().get(0).indexOf('+'));
        this.random = new Random(seed);
        this.fold = Fold.start(log);
    }

    /** A registry whose log holds its charter and all appointments. */
    public static TestRegistry founded(long seed) {
        TestRegistry registry = unfounded("https://registry.example", "registry.example/log", Limits.DEFAULT, seed);
        registry.found();
        return registry;
    }

    /** A registry whose log is empty. */
    public static TestRegistry unfounded(String entity, String log, Limits limits, long seed) {
        return unfounded(entity, log, limits, seed, "CN");
    }

    /** One whose codes begin with these symbols. */
    public static TestRegistry unfounded(String entity, String log, Limits limits, long seed, String codePrefix) {
        List<Charter.Body> bodies = BODIES.stream()
                .map(id -> new Charter.Body(
                        id, TestKeys.es256(entity + " body " + id).publicKey()))
                .toList();
        List<Es256PublicKey> operators = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            operators.add(TestKeys.es256(entity + " operator " + i).publicKey());
        }
        Charter charter = new Charter(
                bodies,
                codePrefix,
                TestKeys.es256(entity + " council").publicKey(),
                limits,
                TestKeys.logKeys(log),
                operators,
                2);
        try {
            return new TestRegistry(EntityId.parse(entity), charter, seed);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes the charter, and in a batch of its own everybody's appointment. */
    public void found() {
        write(charterStatement());
        List<Statement> appointments = new ArrayList<>();
        for (String body : BODIES) {
            appointments.addAll(appointment(body, vetter(body, 0), Role.VETTER));
            appointments.addAll(appointment(body, vetter(body, 1), Role.VETTER));
            appointments.addAll(appointment(body, auditor(body), Role.AUDITOR));
        }
        appointments.addAll(appointment("sea-desk", platform(), Role.PLATFORM));
        write(appointments);
    }

    /** The statement with which the log begins, signed by operator 0 and approved by operator 1 and the council. */
    public Statement charterStatement() {
        Approval council = Approval.sign(Approval.Of.CHARTER, charter.digest(), envelope(), council());
        Approval second = Approval.sign(Approval.Of.CHARTER, charter.digest(), envelope(), operator(1));
        return Statement.sign(new Act.Found(charter, List.of(council, second)), envelope(), operator(0));
    }

    /** What the body and two operators sign to appoint somebody. */
    public List<Statement> appointment(String body, Es256Signer person, Role role) {
        String platform = role == Role.PLATFORM ? PLATFORM : null;
        Act appoint = new Act.Appoint(body, person.publicKey(), role, platform);
        Statement first = Statement.sign(appoint, envelope().restingOn(fold.charterId()), body(body));
        return List.of(
                first, first.countersigned(now, random, operator(0)), first.countersigned(now, random, operator(1)));
    }

    /** Admits a new organisation without accounts. */
    public TestOrganisation admit() {
        return admit(DigestSet.EMPTY);
    }

    /** Admits a new organisation with these accounts, unconfirmed. */
    public TestOrganisation admit(DigestSet accounts) {
        TestOrganisation organisation = organisation();
        write(admission(organisation, organisation.content(accounts)));
        return organisation;
    }

    /** An organisation that has not applied. */
    public TestOrganisation organisation() {
        int number = organisations++;
        String name = entity + " organisation " + number;
        try {
            // Random symbols are digits here: every decimal digit is one of the code's alphabet.
            Code code = Code.of(charter.codePrefix(), String.format("%08d", number));
            return new TestOrganisation(code, TestKeys.es256(name), TestKeys.es256(name + " pause"));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** What two operators sign to admit; vetters of the first two bodies vouch. */
    public List<Statement> admission(TestOrganisation organisation, Application.Content content) {
        return admission(organisation, content, "hill-desk", "river-desk");
    }

    /** What two operators sign to admit; the first vetters of these bodies vouch. */
    public List<Statement> admission(
            TestOrganisation organisation, Application.Content content, String body, String other) {
        Application application = Application.sign(content, envelope(), organisation.key());
        List<Vouch> vouches = List.of(vouch(application, vetter(body, 0)), vouch(application, vetter(other, 0)));
        Act admit = new Act.Admit(
                application,
                vouches,
                fold.records().size(),
                now,
                now.plus(charter.limits().validityMax()));
        Envelope envelope = Envelope.about(organisation.code(), log, stamp())
                .restingOn(fold.charterId(), appointmentOf(body), appointmentOf(other));
        Statement first = Statement.sign(admit, envelope, operator(0));
        return List.of(first, first.countersigned(now, random, operator(1)));
    }

    private Vouch vouch(Application application, Es256Signer vetter) {
        return Vouch.sign(application, stamp(), now.plus(charter.limits().vouchMax()), vetter);
    }

    /** The appointment of the body's first vetter; after a dismissal something that was none. */
    private Digest appointmentOf(String body) {
        return fold.person(vetter(body, 0).keyId()).map(Person::appointment).orElse(NO_ATTESTATIONS);
    }

    /** Signs an act about an organisation, resting on these. */
    public Statement about(TestOrganisation organisation, Act act, Es256Signer signer, Digest... basis) {
        return Statement.sign(
                act, Envelope.about(organisation.code(), log, stamp()).restingOn(basis), signer);
    }

    /** Signs an act about the registry, resting on these. */
    public Statement about(Act act, Es256Signer signer, Digest... basis) {
        return Statement.sign(act, envelope().restingOn(basis), signer);
    }

    /** An equal statement by somebody else. */
    public Statement countersign(Statement statement, Es256Signer signer) {
        return statement.countersigned(now, random, signer);
    }

    /** Writes a batch of statements that must all be legal; the clock then goes on by a second. */
    public List<Judgement> write(Statement... statements) {
        return write(List.of(statements));
    }

    /** As {@link #write(Statement...)}. */
    public List<Judgement> write(List<Statement> statements) {
        List<Judgement> judgements = offer(statements);
        for (Judgement judgement : judgements) {
            if (judgement.isVoid()) {
                throw new AssertionError(judgement);
            }
        }
        return judgements;
    }

    /** Offers statements to a batch, which is closed if one of them is legal; the clock then goes on by a second. */
    public List<Judgement> offer(List<Statement> statements) {
        Batch batch = fold.open(now);
        List<Judgement> judgements = new ArrayList<>();
        for (Statement statement : statements) {
            Judgement judgement = batch.offer(statement);
            judgements.add(judgement);
            if (!judgement.isVoid()) {
                end(new Judged(leaves.size(), new Leaf.Signed(statement), judgement, Set.of()));
                leaves.add(statement.bytes());
            }
        }
        if (!batch.isEmpty()) {
            close(batch);
        }
        advance(Duration.ofSeconds(1));
        return judgements;
    }

    /** Takes post attestations, and commits to them with a state leaf of its own; the clock then goes on by a second. */
    public void attest(PostAttestation... signed) {
        for (PostAttestation attestation : signed) {
            attestations.add(new LiveAttestations.Accepted(attestation, leaves.size()));
        }
        close(fold.open(now));
        advance(Duration.ofSeconds(1));
    }

    private void close(Batch batch) {
        SortedSet<Digest> live = LiveAttestations.at(attestations, fold::record, leaves.size(), now);
        leaves.add(batch.close(LiveAttestations.hash(live)).bytes());
    }

    private void end(Judged judged) {
        Optional<LiveAttestations.Ended> ended = LiveAttestations.endedBy(judged, fold::signatory);
        if (ended.isPresent()) {
            Digest one = ended.get().attestation();
            attestations.replaceAll(row -> row.ended() == LiveAttestations.Accepted.NEVER
                            && row.attestation()
                                    .organisation()
                                    .equals(ended.get().organisation())
                            && (one == null || row.attestation().id().equals(one))
                    ? new LiveAttestations.Accepted(row.attestation(), row.from(), judged.index())
                    : row);
        }
    }

    /** All attestations that were ever taken. */
    public List<PostAttestation> attestations() {
        return attestations.stream().map(LiveAttestations.Accepted::attestation).toList();
    }

    /** Those to which the last state leaf commits. */
    public List<PostAttestation> liveAttestations() {
        SortedSet<Digest> live = LiveAttestations.at(
                attestations, fold::record, leaves.size() - 1L, fold.time().orElseThrow());
        return attestations().stream().filter(one -> live.contains(one.id())).toList();
    }

    /** The clock goes on. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    public Instant now() {
        return now;
    }

    /** A stamp of its own, as of now. */
    public Stamp stamp() {
        return Stamp.at(now, random);
    }

    /** About the registry, stamped now. */
    public Envelope envelope() {
        return Envelope.about(entity, log, stamp());
    }

    public EntityId entity() {
        return entity;
    }

    public String log() {
        return log;
    }

    /** The charter with which it is founded. */
    public Charter charter() {
        return charter;
    }

    /** The writer's fold. */
    public Fold fold() {
        return fold;
    }

    /** The log so far; it ends in a state leaf. */
    public List<byte[]> leaves() {
        return leaves.stream().map(byte[]::clone).toList();
    }

    /** The log since this was asked last, which is not kept any longer: for a log that is written elsewhere and too long for memory. */
    public List<byte[]> handOver() {
        List<byte[]> all = List.copyOf(leaves);
        leaves.clear();
        return all;
    }

    public OrganisationRecord record(TestOrganisation organisation) {
        return fold.record(organisation.code()).orElseThrow();
    }

    public Es256Signer council() {
        return key("council");
    }

    /** Operators 0, 1 and 2. */
    public Es256Signer operator(int number) {
        return key("operator " + number);
    }

    public Es256Signer body(String id) {
        return key("body " + id);
    }

    /** Vetters 0 and 1 of each body. */
    public Es256Signer vetter(String body, int number) {
        return key("vetter " + number + " of " + body);
    }

    public Es256Signer auditor(String body) {
        return key("auditor of " + body);
    }

    /** The platform {@link #PLATFORM}, appointed by {@code sea-desk}. */
    public Es256Signer platform() {
        return key("platform");
    }

    private Es256Signer key(String name) {
        return keys.computeIfAbsent(name, known -> TestKeys.es256(entity + " " + known));
    }
}
