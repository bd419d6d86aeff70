package org.rescueregistry.statement;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.name.Code;
import org.rescueregistry.name.EntityId;
import org.rescueregistry.wire.MalformedException;

/** One well-formed act of every kind, of invented content, for tests of the encoding alone. */
final class ActSamples {
    static final String LOG = "registry.example/log";
    static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    static final RandomGenerator RANDOM = new Random(7);
    static final Es256Signer SIGNER = signer(1);

    private ActSamples() {}

    static Es256Signer signer(int number) {
        try {
            return Es256Signer.fromPrivate(BigInteger.valueOf(1000 + number));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static Es256PublicKey key(int number) {
        return signer(number).publicKey();
    }

    static Digest digest(String of) {
        return Digest.sha256(of.getBytes(StandardCharsets.UTF_8));
    }

    static DigestSet digests(String... of) {
        return DigestSet.of(Stream.of(of).map(ActSamples::digest).toList());
    }

    static Envelope onRegistry() {
        try {
            return Envelope.about(EntityId.parse("https://registry.example"), LOG, Stamp.at(NOW, RANDOM));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static Envelope onOrganisation() {
        try {
            return Envelope.about(Code.of("CN", "7K3M9QXD"), LOG, Stamp.at(NOW, RANDOM));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** An envelope as {@code act} needs it. */
    static Envelope envelopeOf(Act act) {
        Envelope bare = act.isOnRegistry() ? onRegistry() : onOrganisation();
        return act.hasBasis() ? bare.restingOn(digest("a basis"), digest("another")) : bare;
    }

    static String logKey(String name) {
        byte[] key = new byte[33];
        key[0] = 1;
        byte[] hash = Digest.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), key)
                .toBytes();
        return name + "+"
                + HexFormat.of().formatHex(hash, 0, 4) + "+"
                + Base64.getEncoder().encodeToString(key);
    }

    static Charter charter() {
        return new Charter(
                List.of(new Charter.Body("river-desk", key(2)), new Charter.Body("hill-desk", key(3))),
                "CN",
                key(4),
                Limits.DEFAULT,
                List.of(logKey(LOG)),
                List.of(key(5), key(6), key(7)),
                2);
    }

    static Application application() {
        Application.Content content = new Application.Content(
                key(1), key(8), digests("name", "city"), digest("kind"), digest("land"), digests("account"));
        return Application.sign(content, onRegistry(), SIGNER);
    }

    static Vouch vouch(int vetter) {
        return Vouch.sign(application(), Stamp.at(NOW, RANDOM), NOW.plusSeconds(3600), signer(vetter));
    }

    static Approval approval(Approval.Of of, int signer) {
        return Approval.sign(of, digest("content"), onRegistry(), signer(signer));
    }

    static List<Act> everyAct() {
        Instant later = NOW.plusSeconds(86_400);
        return List.of(
                new Act.Found(charter(), List.of(approval(Approval.Of.CHARTER, 4), approval(Approval.Of.CHARTER, 6))),
                new Act.Recharter(charter(), List.of(approval(Approval.Of.RECHARTER, 4))),
                new Act.Appoint("river-desk", key(9), Role.VETTER, null),
                new Act.Appoint("river-desk", key(9), Role.PLATFORM, "weibo.com"),
                new Act.Dismiss(key(9).keyId(), Reason.KEY_COMPROMISE, null),
                new Act.Dismiss(key(9).keyId(), Reason.VETTING_ERROR, 17L),
                new Act.Admit(application(), List.of(vouch(9), vouch(10)), 3, NOW, later),
                new Act.Amend(digests("other name"), digest("kind"), digest("land")),
                new Act.Bind(digest("account")),
                new Act.Confirm(digest("account"), later),
                new Act.Rekey(key(11), null, approval(Approval.Of.REKEY, 11)),
                new Act.Rekey(key(11), key(12), approval(Approval.Of.REKEY, 11)),
                new Act.Withdraw(),
                new Act.Unbind(digest("account")),
                new Act.Erase(digests("name", "account")),
                new Act.Suspend(Reason.SAFEGUARDING_BREACH, later),
                new Act.Uphold(Reason.NON_COOPERATION, digest("a suspension")),
                new Act.Pause(Reason.PROTECTIVE),
                new Act.Reinstate(),
                new Act.Revoke(Reason.ADVANCE_FEE_OR_EXTORTION),
                new Act.Finding(digest("complaint"), FindingOutcome.NOT_UPHELD),
                new Act.Retract(digest("attestation")));
    }
}
