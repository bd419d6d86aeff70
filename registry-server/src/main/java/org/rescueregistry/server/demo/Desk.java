package org.rescueregistry.server.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.fetch.Accepted;
import org.rescueregistry.fetch.RegistryClient;
import org.rescueregistry.fetch.RegistryRefusedException;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.Checkpoint;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.FoldedState;
import org.rescueregistry.statement.GivenDisclosure;
import org.rescueregistry.statement.PostAttestation;
import org.rescueregistry.statement.Proposal;
import org.rescueregistry.statement.Proposals;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** One registry of the demo, as the people use it who have keys there: over HTTP, through the SDK. */
final class Desk {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String NOT_PUBLISHED = "not_published";

    private final Seat seat;
    private final Founders founders;
    private final KeyRing keys;
    private final SecureRandom random;
    private final RegistryClient client;
    private final Reading reading;
    /** The last leaf that somebody was told of. */
    private long newest;

    /** Which registry. */
    record Seat(String name, EntityId entity, String log) {}

    /** Reads a registry anew, as anybody can. */
    interface Reading {
        FoldedState state(EntityId registry) throws IOException;
    }

    /** Who was there from the start. */
    record Founders(List<Es256Signer> operators, Map<String, Es256Signer> bodies) {
        Founders {
            operators = List.copyOf(operators);
            bodies = Map.copyOf(bodies);
        }

        Es256Signer body(String name) {
            Es256Signer key = bodies.get(name);
            if (key == null) {
                throw new IllegalArgumentException("no body " + name);
            }
            return key;
        }
    }

    /** Somebody with an office, and the name of the key file. */
    record Officer(String name, Es256Signer key) {}

    Desk(Seat seat, Founders founders, Federation.Ground ground, Reading reading) {
        this.reading = reading;
        this.seat = seat;
        this.founders = founders;
        this.keys = ground.keys();
        this.random = ground.random();
        this.client = new RegistryClient(seat.entity(), ground.web(), Clock.systemUTC());
    }

    EntityId entity() {
        return seat.entity();
    }

    String log() {
        return seat.log();
    }

    RegistryClient client() {
        return client;
    }

    Es256Signer operator(int number) {
        return founders.operators().get(number);
    }

    /** What somebody shall be. */
    record Appointment(
            String name, String body, Role role, @Nullable String platform) {}

    /** Each one's body and two operators give all of them their offices. */
    List<Officer> appoint(List<Appointment> appointments)
            throws IOException, RegistryRefusedException, MalformedException {
        FoldedState state = state();
        List<Officer> officers = new ArrayList<>();
        for (Appointment one : appointments) {
            Es256Signer person = keys.draw(one.name());
            Es256Signer first = founders.body(one.body());
            Proposal proposal =
                    proposals(state, first).appoint(one.body(), person.publicKey(), one.role(), one.platform());
            together(sign(proposal, first), List.of(), operator(0), operator(1));
            officers.add(new Officer(one.name(), person));
        }
        return officers;
    }

    /** What the registry says now, every leaf of its log checked, for this signer to propose on. */
    Proposals proposals(Es256Signer signer) throws IOException {
        return proposals(state(), signer);
    }

    Proposals proposals(FoldedState state, Es256Signer signer) {
        return new Proposals(state, signer.keyId(), Instant.now(), random);
    }

    FoldedState state() throws IOException {
        settle();
        return reading.state(seat.entity());
    }

    static Statement sign(Proposal proposal, Es256Signer signer) {
        if (proposal instanceof Proposal.Ready ready) {
            return ready.sign(signer);
        }
        throw new IllegalStateException("cannot be proposed: " + proposal);
    }

    /** Submits the same act by everybody who has to sign it; it has effect when this returns. */
    Accepted together(Statement first, List<GivenDisclosure> disclosures, Es256Signer... others)
            throws IOException, RegistryRefusedException, MalformedException {
        Accepted answer = submit(first, disclosures);
        for (Es256Signer other : others) {
            answer = submit(first.countersigned(Instant.now(), random, other), List.of());
        }
        return require(answer, first);
    }

    /** Submits a statement; safe for several threads. */
    Accepted submit(Statement statement, List<GivenDisclosure> disclosures)
            throws IOException, RegistryRefusedException, MalformedException {
        Accepted answer = client.submit(statement, disclosures);
        synchronized (this) {
            newest = Math.max(newest, answer.index());
        }
        return answer;
    }

    /** Publishes what an organisation says of a post. */
    void attest(PostAttestation attestation) throws IOException, RegistryRefusedException, MalformedException {
        long size = client.attest(attestation);
        synchronized (this) {
            newest = Math.max(newest, size - 1);
        }
    }

    private static Accepted require(Accepted answer, Statement statement) {
        if (!answer.effective()) {
            throw new IllegalStateException(
                    statement.act().name() + " has no effect yet: " + answer.have() + " of " + answer.need());
        }
        return answer;
    }

    /** Waits until witnesses and replayers vouch for a tree with all that was submitted, so that whoever asks is told of it. */
    void settle() throws IOException {
        long last;
        synchronized (this) {
            last = newest;
        }
        settle(last);
    }

    private void settle(long index) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isPublished(index)) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("leaf " + index + " of " + seat.entity() + " is not public after "
                        + PATIENCE.toSeconds() + " s: too few witnesses or replayers");
            }
            pause(PAUSE);
        }
    }

    private boolean isPublished(long index) throws IOException {
        try {
            return Checkpoint.parse(client.statusCheckpoint().text()).size() > index;
        } catch (RegistryRefusedException no) {
            if (no.code().equals(NOT_PUBLISHED)) {
                return false;
            }
            throw new IOException(no.code() + ": " + no.getMessage(), no);
        } catch (MalformedException e) {
            throw new IOException("the checkpoint of its status cannot be read: " + e.getMessage(), e);
        }
    }

    /** Lets time pass. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    Envelope aboutRegistry() {
        return Envelope.about(seat.entity(), seat.log(), stamp());
    }

    Envelope about(Code organisation) {
        return Envelope.about(organisation, seat.log(), stamp());
    }

    Stamp stamp() {
        return Stamp.at(Instant.now(), random);
    }
}
