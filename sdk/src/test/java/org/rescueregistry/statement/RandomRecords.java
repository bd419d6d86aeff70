package org.rescueregistry.statement;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rescueregistry.key.Digest;
import org.rescueregistry.key.Es256PublicKey;
import org.rescueregistry.key.Es256Signer;
import org.rescueregistry.key.KeyId;
import org.rescueregistry.name.Code;
import org.rescueregistry.wire.MalformedException;

/** Records of every shape section 7 allows, drawn from one seed. */
final class RandomRecords {
    /** Times are drawn from the {@link #SPAN} seconds after this. */
    static final Instant START = Instant.ofEpochSecond(1_795_000_000);

    static final int SPAN = 40;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final List<Es256PublicKey> KEYS = keys();

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    private static List<Es256PublicKey> keys() {
        List<Es256PublicKey> keys = new ArrayList<>();
        try {
            for (int i = 1; i <= 6; i++) {
                keys.add(Es256Signer.fromPrivate(BigInteger.valueOf(1000 + i)).publicKey());
            }
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
        return keys;
    }

    static Code code(long number) {
        StringBuilder symbols = new StringBuilder();
        for (int i = 7; i >= 0; i--) {
            symbols.append(ALPHABET.charAt((int) (number >> (5 * i)) & 31));
        }
        try {
            return Code.of("CN", symbols.toString());
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    OrganisationRecord next() {
        boolean ended = random.nextInt(5) == 0;
        return new OrganisationRecord(
                code(random.nextLong() >>> 24),
                new Admission(position(), some(3, this::voucher), random.nextInt(1000), time(), time()),
                profile(),
                new OrganisationKeys(key(), key(), digest()),
                some(4, this::account),
                ended ? List.of() : some(4, this::suspension),
                ended ? List.of() : waiting(),
                ended ? new Ending(random.nextBoolean() ? Status.REVOKED : Status.WITHDRAWN, reason(), time()) : null,
                position());
    }

    Digest digest() {
        byte[] bytes = new byte[Digest.SIZE];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    Instant time() {
        return START.plusSeconds(random.nextInt(SPAN));
    }

    private Es256PublicKey key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private KeyId keyId() {
        return key().keyId();
    }

    private Position position() {
        return new Position(digest(), random.nextInt(10_000));
    }

    private Reason reason() {
        return Reason.values()[random.nextInt(Reason.values().length)];
    }

    private Voucher voucher() {
        return new Voucher("body-" + random.nextInt(9), keyId());
    }

    private Profile profile() {
        return new Profile(DigestSet.of(some(5, this::digest)), optional(), optional(), digest());
    }

    private Account account() {
        List<Confirmation> confirmations = new ArrayList<>();
        if (random.nextBoolean()) {
            confirmations.add(
                    new Confirmation(List.of(keyId(), keyId()), random.nextInt(99), time(), Confirmation.VETTERS));
        }
        if (random.nextBoolean()) {
            confirmations.add(new Confirmation(
                    List.of(keyId()), random.nextInt(99), time(), Confirmation.platform("video.example")));
        }
        return new Account(digest(), confirmations, digest(), time());
    }

    private Suspension suspension() {
        Suspension.Kind kind = Suspension.Kind.values()[random.nextInt(3)];
        return new Suspension(digest(), keyId(), kind, reason(), time(), random.nextBoolean() ? null : time());
    }

    private List<Waiting> waiting() {
        List<Waiting> items = new ArrayList<>();
        if (random.nextBoolean()) {
            items.add(new Waiting.Amend(time(), profile()));
        }
        if (random.nextBoolean()) {
            Waiting.Signers signers = Waiting.Signers.values()[random.nextInt(2)];
            items.add(new Waiting.Rekey(digest(), time(), key(), random.nextBoolean() ? key() : null, signers));
        }
        if (random.nextBoolean()) {
            items.add(new Waiting.Withdraw(digest(), time()));
        }
        return items;
    }

    private @Nullable Digest optional() {
        return random.nextBoolean() ? digest() : null;
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            all.add(one.get());
        }
        return all;
    }
}
