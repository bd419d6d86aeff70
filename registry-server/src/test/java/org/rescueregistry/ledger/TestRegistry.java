package org.rescueregistry.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.log.LogSigner;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.statement.Act;
import org.rescueregistry.statement.Approval;
import org.rescueregistry.statement.Charter;
import org.rescueregistry.statement.Envelope;
import org.rescueregistry.statement.Limits;
import org.rescueregistry.statement.Reason;
import org.rescueregistry.statement.Role;
import org.rescueregistry.statement.Stamp;
import org.rescueregistry.statement.Statement;
import org.rescueregistry.wire.MalformedException;

/** The people of an invented registry with one operator and one body, and statements of theirs. */
final class TestRegistry {
    static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    static final LogSigner LOG = TestKeys.log(TestKeys.ORIGIN);

    private static final Es256Signer COUNCIL = signer(1);
    private static final Es256Signer OPERATOR = signer(2);
    private static final Es256Signer BODY = signer(3);
    private static final int FIRST_PERSON = 100;

    private final RandomGenerator random = new Random(7);
    private final Statement charter;

    TestRegistry() {
        Charter document = new Charter(
                List.of(new Charter.Body("river-desk", BODY.publicKey())),
                "CN",
                COUNCIL.publicKey(),
                Limits.DEFAULT,
                LOG.verifierKeys().stream().map(Object::toString).toList(),
                List.of(OPERATOR.publicKey()),
                1);
        Approval council = Approval.sign(Approval.Of.CHARTER, document.digest(), envelope(NOW), COUNCIL);
        charter = Statement.sign(new Act.Found(document, List.of(council)), envelope(NOW), OPERATOR);
    }

    private static Es256Signer signer(int number) {
        try {
            return Es256Signer.fromPrivate(BigInteger.valueOf(1_000_000 + number));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private Envelope envelope(Instant at) {
        try {
            return Envelope.about(EntityId.parse("https://registry.example"), TestKeys.ORIGIN, Stamp.at(at, random));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    Statement charter() {
        return charter;
    }

    static Es256PublicKey person(int number) {
        return signer(FIRST_PERSON + number).publicKey();
    }

    /** The body's half of the appointment of person {@code number}: legal, and pending. */
    Statement appointment(int number) {
        return appointment(number, NOW);
    }

    Statement appointment(int number, Instant at) {
        Act act = new Act.Appoint("river-desk", person(number), Role.AUDITOR, null);
        return Statement.sign(act, envelope(at).restingOn(charter.id()), BODY);
    }

    /** The operator's half, which completes it. */
    Statement countersigned(Statement appointment) {
        return appointment.countersigned(NOW, random, OPERATOR);
    }

    /** A removing act; it is refused while there is no such person. */
    Statement dismissal(int number) {
        Act act = new Act.Dismiss(person(number).keyId(), Reason.UNSPECIFIED, null);
        return Statement.sign(act, envelope(NOW), BODY);
    }

    /** Nobody may do this with this key. */
    Statement byAStranger() {
        Act act = new Act.Appoint("river-desk", person(1), Role.AUDITOR, null);
        return Statement.sign(act, envelope(NOW).restingOn(charter.id()), signer(99));
    }
}
